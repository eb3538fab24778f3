/** The journal in the browser: it grows while one looks at it. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, storeForFile } from "../emulator/support/caller";
import { visit } from "./support/browser";
import { ADDRESSES } from "./support/pages";

describe("the journal page", function () {
  this.timeout(60_000);
  const store = storeForFile();

  it("shows a request that is made meanwhile, and what it changed", async () => {
    await visit({}, async ({ page, complaints }) => {
      await page.goto(store.url + ADDRESSES.journal);
      await page.getByText("Live", { exact: true }).waitFor();
      await store.update(APPS.emberIsles, { appTitle: "Ember Isles: Winter" });
      const row = page.getByRole("row").filter({ hasText: "apps.update" });
      await row.getByRole("link").click();
      await page.getByRole("heading", { name: "POST /seller/contentUpdate" }).waitFor();
      const changed = page.getByRole("region", { name: "What it changed" });
      await changed.getByText(`apps/${APPS.emberIsles}/registration`).first().waitFor();
      await changed.getByText("Ember Isles: Winter").first().waitFor();
      assert.deepEqual(complaints, []);
    });
  });

  it("keeps the newest on top", async () => {
    await store.info(APPS.emberIsles);
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.journal);
      await page.getByText("Live", { exact: true }).waitFor();
      await store.info(APPS.paperLanterns);
      await page.getByText("Live, 1 new request").waitFor();
      const numbers = await page
        .locator("tbody tr")
        .evaluateAll((rows) => rows.map((row) => Number(row.dataset.entry)));
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => b - a),
      );
      assert.ok(numbers.length >= 2);
    });
  });

  it("waits while it is paused, and catches up", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.journal);
      await page.getByText("Live", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Pause" }).click();
      await store.call("GET", "/seller/contentList");
      await page.getByText(/Paused, [12] waiting/).waitFor();
      assert.equal(await page.getByText("apps.list", { exact: true }).filter({ visible: true }).count(), 0);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.locator("tbody").getByText("apps.list").waitFor();
    });
  });

  it("shows only the operation and the status that are asked for, live too", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.journal);
      await page.getByLabel("Operation").selectOption("apps.get");
      await page.getByLabel("Status").selectOption("4xx");
      await page.getByRole("button", { name: "Filter" }).click();
      await page.waitForURL(/status=4/);
      await page.getByText("Live", { exact: true }).waitFor();
      await store.info(APPS.emberIsles);
      await store.call("GET", "/seller/contentList");
      await store.call("GET", "/seller/contentInfo?contentId=7");
      await page.getByText("Live, 1 new request").waitFor();
      assert.deepEqual(await page.locator("tbody .badge").allTextContents(), ["400 1000"]);
    });
  });

  it("names the fault that a request met", async () => {
    await store.control("POST", "faults", { operation: "apps.list", instructions: ["return-503"] });
    await store.call("GET", "/seller/contentList");
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.journal);
      await page.getByText("fault: return-503").waitFor();
      assert.equal(await page.getByRole("button", { name: "Pause" }).count(), 0);
    });
  });
});
