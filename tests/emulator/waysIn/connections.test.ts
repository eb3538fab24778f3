/** The proxy and the TLS port as connections: what is let in, what goes through, and how they end. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { after, before, describe, it } from "mocha";
import { startEmulator } from "../../../emulator";
import { png, storeForFile } from "../support/caller";
import { ask, askForTunnel, authorityOf, Tunnels } from "./support/tunnels";

const API = "devapi.samsungapps.com";

describe("the proxy", () => {
  const store = storeForFile();
  let agent: Tunnels;
  before(async () => {
    agent = new Tunnels(store.url, await authorityOf(store.url));
  });
  after(() => agent.destroy());

  it("opens no connection to another host or port, and says so", async () => {
    for (const target of ["example.com:443", `${API}:80`, `${API}.example.com:443`, "127.0.0.1:443", "nonsense"]) {
      const { status, said } = await askForTunnel(store.url, target);
      assert.equal(status, 403, target);
      assert.match(said, /not|only/);
      assert.match(said, /nothing leaves this machine/);
    }
  });

  it("lets many requests through one tunnel", async () => {
    const before = agent.opened;
    for (let request = 0; request < 5; request += 1)
      assert.equal((await ask(`https://${API}/seller/contentList`, { agent })).status, 401);
    assert.equal(agent.opened - before, 1);
  });

  it("lets a file of many megabytes through", async () => {
    const { json } = await store.call("POST", "/seller/createUploadSessionId");
    const bytes = Buffer.alloc(16 * 1024 * 1024, "file");
    const form = new FormData();
    form.append("sessionId", json.sessionId);
    form.append("file", new Blob([bytes]), "large.zip");
    const encoded = new Response(form);
    const answer = await ask("https://seller.samsungapps.com/galaxyapi/fileUpload", {
      agent,
      method: "POST",
      headers: { ...(await store.authorization()), "content-type": encoded.headers.get("content-type") ?? "" },
      body: Buffer.from(await encoded.arrayBuffer()),
    });
    assert.equal(JSON.parse(answer.text).fileSize, String(bytes.length));
  });

  it("loses answers on order inside a tunnel too", async () => {
    await store.control("POST", "faults", { operation: "apps.list", instructions: ["reset-after", "truncate"] });
    const headers = await store.authorization();
    for (const message of [/socket hang up/, /aborted/])
      await assert.rejects(ask(`https://${API}/seller/contentList`, { agent, headers }), message);
    assert.equal((await ask(`https://${API}/seller/contentList`, { agent, headers })).status, 200);
  });

  it("serves uploaded images at the host that their addresses name", async () => {
    const iconKey = await store.upload("icon.png", png(512, 512));
    await store.update("000001000101", { iconKey });
    const [{ icon }] = await store.info("000001000101");
    assert.match(icon, /^https:\/\/img\.samsungapps\.com\//);
    const { headers } = await ask(icon, { agent });
    assert.equal(headers["content-type"], "image/png");
  });
});

describe("an emulator that closes", () => {
  it("ends tunnels and TLS connections at once, idle ones and those in the middle of a handshake", async () => {
    const emulator = await startEmulator({ tlsPort: 0 });
    const ca = await authorityOf(emulator.url);
    const agent = new Tunnels(emulator.url, ca);
    await ask(`https://${API}/seller/contentList`, { agent });
    const { connection: silent } = await askForTunnel(emulator.url, `${API}:443`);
    const port = emulator.tlsPort ?? 0;
    const secure = connectTls({ host: "127.0.0.1", port, servername: API, ca });
    await once(secure, "secureConnect");
    const waiting = connectTcp(port, "127.0.0.1");
    await once(waiting, "connect");
    const ends = [silent, secure, waiting].map((socket) => {
      socket.on("error", () => undefined).resume();
      return new Promise((resolve) => socket.once("close", resolve));
    });
    await emulator.close();
    await Promise.all(ends);
    agent.destroy();
    await assert.rejects(fetch(emulator.url));
  });

  it("frees its port when the TLS port cannot be had", async () => {
    const first = await startEmulator({ tlsPort: 0 });
    const taken = startEmulator({ tlsPort: first.tlsPort ?? 0 });
    await assert.rejects(taken, /EADDRINUSE/);
    await first.close();
  });
});
