/** A store that other machines reach: its control API is for who has the token. */
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { after, before, describe, it } from "mocha";
import { type Emulator, startEmulator } from "../../../emulator";
import { askPlainly } from "./support/tunnels";

/** Every address of this machine, as other machines would use it. */
const ADDRESSES = Object.values(networkInterfaces())
  .flatMap((entries) => entries ?? [])
  .filter(({ family }) => family === "IPv4")
  .map(({ address }) => address);

describe("the control API of a store on the network", () => {
  let emulator: Emulator;
  let token = "";
  before(async () => {
    emulator = await startEmulator({ host: "0.0.0.0" });
    token = emulator.token ?? "";
  });
  after(() => emulator.close());

  const ask = (path: string, headers: Record<string, string> = {}, hostname = "127.0.0.1") =>
    askPlainly({ hostname, port: emulator.port, path, headers });
  const bearer = (text = token) => ({ authorization: `Bearer ${text}` });

  it("is served at every address to who sends the token, and to nobody else", async () => {
    assert.ok(token.length >= 32);
    for (const address of ADDRESSES) {
      const refused = await ask("/_emulator/accounts", {}, address);
      assert.equal(refused.status, 401, address);
      assert.equal(refused.headers["www-authenticate"], "Bearer");
      assert.doesNotMatch(refused.text, /PRIVATE KEY/);
      assert.equal((await ask("/_emulator/accounts", bearer(), address)).status, 200, address);
    }
    for (const wrong of ["", "x", `${token}x`, token.slice(1)])
      assert.equal((await ask("/_emulator/accounts", bearer(wrong))).status, 401);
    assert.equal((await ask("/_emulator/accounts", { host: "localhost" })).status, 401);
    assert.equal((await ask("/_emulator/ca.pem")).status, 401);
  });

  it("lets a browser in by an address with the token, which a cookie keeps from then on", async () => {
    const entering = await ask(`/_emulator/requests?token=${token}&page=2`);
    assert.equal(entering.status, 302);
    assert.equal(entering.headers.location, "/_emulator/requests?page=2");
    const [cookie = ""] = entering.headers["set-cookie"] ?? [];
    assert.match(cookie, /; Path=\/_emulator; HttpOnly; SameSite=Strict$/);
    const [sent = ""] = cookie.split(";");
    assert.equal((await ask("/_emulator/requests", { cookie: sent })).status, 200);
    const wrong = await ask("/_emulator/?token=wrong");
    assert.equal(wrong.status, 401);
    assert.equal(wrong.headers["set-cookie"], undefined);
    assert.equal((await ask("/_emulator/?token=wrong", { cookie: sent })).status, 401);
  });

  it("is refused to pages of other origins although they have the cookie", async () => {
    const cookie = `galaxystore-emulator=${token}`;
    assert.equal((await ask("/_emulator/accounts", { cookie, origin: "https://evil.example" })).status, 403);
    assert.equal((await ask("/_emulator/accounts", { cookie, "sec-fetch-site": "cross-site" })).status, 403);
    const own = `http://127.0.0.1:${emulator.port}`;
    assert.equal((await ask("/_emulator/accounts", { cookie, origin: own })).status, 200);
  });

  it("never shows the token again", async () => {
    await ask(`/_emulator/?token=${token}`);
    await ask(`/seller/contentList?token=${token}`, bearer());
    for (const path of ["requests", "dump", "accounts", "settings"])
      assert.ok(!(await ask(`/_emulator/${path}`, bearer())).text.includes(token), path);
  });

  it("asks this process itself for nothing", async () => {
    const answer = await emulator.fetch(new Request("http://localhost/_emulator/accounts"));
    assert.equal(answer.status, 200);
  });

  it("has no token on loopback, and asks for none", async () => {
    const local = await startEmulator();
    const answer = await fetch(`${local.url}/_emulator/accounts`);
    await local.close();
    assert.equal(local.token, undefined);
    assert.equal(answer.status, 200);
  });
});
