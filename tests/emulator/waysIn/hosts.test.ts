/** The store's own host names: what each of them serves, and the addresses that answers name. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { startEmulator } from "../../../emulator";
import { APPS, storeForFile } from "../support/caller";
import { ask, askPlainly, authorityOf, type TunnelAnswer, Tunnels } from "./support/tunnels";

const API = "https://devapi.samsungapps.com";
const UPLOAD = "https://seller.samsungapps.com";
const RECEIPT = "https://iap.samsungapps.com";
const IMAGE = "https://img.samsungapps.com";
const PICTURE = "/content/101000001000101/2026/0914/IconImage_20260914000000001.png";

describe("the store's host names", () => {
  const store = storeForFile();
  let agent: Tunnels;
  before(async () => {
    agent = new Tunnels(store.url, await authorityOf(store.url));
  });
  after(() => agent.destroy());

  const call = async (method: string, url: string, body?: string): Promise<TunnelAnswer> =>
    ask(url, { agent, method, headers: await store.authorization(), ...(body === undefined ? {} : { body }) });
  const update = () => call("POST", `${API}/seller/contentUpdate`, JSON.stringify({ contentId: APPS.emberIsles }));

  it("serve each its own paths, and answer 404 to those of another", async () => {
    assert.equal((await call("GET", `${API}/seller/contentList`)).status, 200);
    assert.equal((await call("GET", `${RECEIPT}/iap/v6/receipt?purchaseID=none`)).status, 200);
    assert.equal((await call("GET", IMAGE + PICTURE)).status, 200);
    const upload = await call("POST", `${UPLOAD}/galaxyapi/fileUpload`);
    assert.equal(JSON.parse(upload.text).errorCode, "7001");
    for (const [host, path, method] of [
      [UPLOAD, "/seller/contentList", "GET"],
      [RECEIPT, "/seller/contentList", "GET"],
      [IMAGE, "/seller/contentList", "GET"],
      ["https://apps.samsung.com", "/seller/contentList", "GET"],
      [API, "/galaxyapi/fileUpload", "POST"],
      [API, "/iap/v6/receipt?purchaseID=none", "GET"],
      [API, PICTURE, "GET"],
      [API, "/_emulator/accounts", "GET"],
      [API, "/_emulator/", "GET"],
    ] as const)
      assert.equal((await call(method, host + path)).status, 404, `${method} ${host}${path}`);
  });

  it("are all served at the base URL", async () => {
    assert.equal((await store.raw("GET", PICTURE)).status, 200);
    assert.equal((await store.raw("GET", "/iap/v6/receipt?purchaseID=none")).status, 200);
    assert.equal((await store.call("POST", "/galaxyapi/fileUpload")).json.errorCode, "7001");
  });

  it("are in the address that a file is uploaded to, and the base URL is when the client came by it", async () => {
    const session = await call("POST", `${API}/seller/createUploadSessionId`);
    assert.equal(JSON.parse(session.text).url, `${UPLOAD}/galaxyapi/fileUpload`);
    const { json } = await store.call("POST", "/seller/createUploadSessionId");
    assert.equal(json.url, `${store.url}/galaxyapi/fileUpload`);
  });

  it("are in the place of a queued answer, where it is polled", async () => {
    await store.control("PUT", "settings", { asyncUpdates: true });
    const { status, headers } = await update();
    const place = headers.location ?? "";
    assert.equal(status, 303);
    assert.match(place, /^https:\/\/devapi\.samsungapps\.com\/seller\/queue\//);
    const polls = [await call("GET", place), await call("GET", place), await call("GET", place)];
    assert.deepEqual(
      polls.map((poll) => poll.status),
      [202, 202, 200],
    );
  });

  it("are in the place of a queued answer on the upload host too", async () => {
    await store.control("POST", "faults", { operation: "uploads.file", instructions: ["queue-303"] });
    const { headers } = await call("POST", `${UPLOAD}/galaxyapi/fileUpload`);
    assert.match(headers.location ?? "", /^https:\/\/seller\.samsungapps\.com\/seller\/queue\//);
    assert.equal((await call("GET", headers.location ?? "")).status, 202);
  });

  it("keep the port that the client named", async () => {
    const emulator = await startEmulator({ tlsPort: 0 });
    const ca = await authorityOf(emulator.url);
    const order = { operation: "auth.create", instructions: ["queue-303"] };
    await fetch(`${emulator.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(order) });
    const host = `devapi.samsungapps.com:${emulator.tlsPort}`;
    const { headers } = await ask(`${emulator.tlsUrl}/auth/accessToken`, {
      method: "POST",
      servername: "devapi.samsungapps.com",
      headers: { host },
      ca,
    });
    await emulator.close();
    assert.match(headers.location ?? "", new RegExp(`^https://${host}/seller/queue/`));
  });

  it("refuse plain HTTP, which a proxy is asked for with a whole address", async () => {
    const { hostname, port } = new URL(store.url);
    for (const path of ["http://devapi.samsungapps.com/seller/contentList", "http://example.com/"]) {
      const answer = await askPlainly({ hostname, port, path });
      assert.equal(answer.status, 403, path);
      assert.match(answer.text, /HTTPS only, and nothing leaves this machine/);
    }
    const headers = { host: "devapi.samsungapps.com" };
    assert.equal((await askPlainly({ hostname, port, path: "/seller/contentList", headers })).status, 403);
  });
});
