/** The console from another address than loopback: it asks for the token once, and then its forms work too. */
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { after, before, describe, it } from "mocha";
import { type Emulator, startEmulator } from "../../emulator";
import { visit } from "./support/browser";

const [ADDRESS = "localhost"] = Object.values(networkInterfaces())
  .flat()
  .filter((each) => each?.family === "IPv4" && !each.internal)
  .map((each) => each?.address);

describe("the console on a network", function () {
  this.timeout(60_000);
  let store: Emulator;
  before(async () => {
    store = await startEmulator({ host: "0.0.0.0" });
  });
  after(() => store.close());

  it("takes the token of the address, and forms from then on", async () => {
    await visit({}, async ({ page }) => {
      const url = `http://${ADDRESS}:${store.port}/_emulator/`;
      assert.equal((await page.goto(url))?.status(), 401);
      await page.goto(`${url}?token=${store.token}`);
      assert.equal(page.url(), url);
      await page.getByLabel("Set the clock (UTC)").fill("2031-05-06T07:08:09");
      await page.getByRole("button", { name: "Set the clock" }).click();
      await page.getByText(/Tue, 06 May 2031 07:08/).waitFor();
    });
  });
});
