/** A store that is kept in a folder: what it still holds when it is started again. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Dump, defaultSeed, type Seed } from "../../emulator";
import { APPS, Caller, HARBOR, type Json, png, STUDIO } from "./support/caller";

const GAME = "com.lumenforge.emberisles";

describe("a store with a data folder", () => {
  let data: string;
  let store: Caller;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "galaxystore-data-"));
    store = new Caller();
    await store.start({ data });
  });
  afterEach(async () => {
    await store.stop();
    await rm(data, { recursive: true, force: true });
  });

  const dump = (): Promise<Dump> => store.control("GET", "dump");

  async function restarted(seed?: Seed): Promise<void> {
    await store.stop();
    await store.start({ data, ...(seed && { seed }) });
  }

  it("goes on from where it was", async () => {
    const icon = await store.upload("icon.png", png(512, 512));
    await store.update(APPS.emberIsles, { appTitle: "Ember Isles: Kept", iconKey: icon });
    const item = { id: "kept", title: "Kept", description: "Stays", status: "PUBLISHED", usdPrice: 1 };
    const prices = [{ countryId: "KOR", currency: "KRW", localPrice: "1200" }];
    const path = `/iap/v6/applications/${GAME}/items`;
    const body = { ...item, itemPaymentMethod: { phoneBillStatus: false }, prices };
    assert.equal((await store.call("POST", path, body)).status, 200);
    await store.control("POST", `apps/${GAME}/purchases`, { itemId: "kept", country: "KOR" });
    await store.control("PUT", "settings", { review: "manual" });
    await store.control("PUT", "clock", { advance: 86_400 });
    const before = await dump();
    await restarted();
    const after = await dump();
    // The clock goes on meanwhile, so that its distance from the machine's is what is kept.
    assert.deepEqual(after, before);
    assert.equal((await store.held(APPS.emberIsles)).registration?.content.appTitle, "Ember Isles: Kept");
  });

  it("keeps what is deleted deleted", async () => {
    const first = (await store.held(APPS.emberIsles)).items[0];
    assert.ok(first);
    assert.equal((await store.call("DELETE", `/iap/v6/applications/${GAME}/items/${first.id}`)).status, 200);
    await restarted();
    assert.ok(!(await store.held(APPS.emberIsles)).items.some(({ id }) => id === first.id));
  });

  it("serves the images that were uploaded", async () => {
    const bytes = png(512, 512);
    await store.update(APPS.emberIsles, { iconKey: await store.upload("icon.png", bytes) });
    const icon = (await store.held(APPS.emberIsles)).registration?.content.icon;
    assert.ok(icon);
    await restarted();
    const answer = await fetch(`${store.url}${new URL(icon).pathname}`);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    assert.equal((await readdir(join(data, "files"))).length, 1);
  });

  it("keeps access tokens and the keys of its accounts", async () => {
    const authorization = await store.authorization(STUDIO);
    const keys = await store.control("GET", "accounts");
    await restarted();
    assert.deepEqual(await store.control("GET", "accounts"), keys);
    assert.equal((await store.raw("GET", "/auth/checkAccessToken", authorization)).status, 200);
    assert.equal((await store.raw("DELETE", "/auth/revokeAccessToken", authorization)).status, 200);
    await restarted();
    assert.equal((await store.raw("GET", "/auth/checkAccessToken", authorization)).status, 401);
  });

  it("has keys of its own, not those of another folder", async () => {
    const elsewhere = new Caller();
    const folder = await mkdtemp(join(tmpdir(), "galaxystore-data-"));
    try {
      await elsewhere.start({ data: folder });
      const key = (accounts: Json) => accounts[0].privateKey;
      assert.notEqual(key(await elsewhere.control("GET", "accounts")), key(await store.control("GET", "accounts")));
    } finally {
      await elsewhere.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("answers the next page of orders that was asked for before", async () => {
    const sellerSeq = "000001234567";
    const requestDate = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    const first = await store.call("POST", "/iap/seller/orders", { sellerSeq, requestDate });
    const { continuationToken } = first.json;
    assert.ok(continuationToken);
    await restarted();
    const next = await store.call("POST", "/iap/seller/orders", { sellerSeq, requestDate, continuationToken });
    assert.equal(next.status, 200, next.text);
    assert.notDeepEqual(next.json.orderItemList[0], first.json.orderItemList[0]);
  });

  it("writes out a history before the items change that it was told of", async () => {
    const requestDate = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    const body = { sellerSeq: "000007654321", requestDate };
    const orders = async () =>
      (await store.call("POST", "/iap/seller/orders", body, { account: HARBOR })).json.orderItemList;
    const [item] = (await store.held(APPS.railBaron)).items;
    assert.ok(item);
    await store.control("DELETE", `apps/${APPS.railBaron}/items/${item.id}`);
    await restarted();
    const after = await orders();
    await store.control("POST", "reset");
    assert.deepEqual(after, await orders());
  });

  it("sends the notifications that nobody took before", async () => {
    const taken: string[] = [];
    let up = false;
    const receiver = createServer((request, answer) => {
      request.setEncoding("utf8").on("data", (token: string) => up && taken.push(token));
      request.on("end", () => answer.writeHead(up ? 200 : 503).end());
    });
    receiver.listen(0, "127.0.0.1");
    await once(receiver, "listening");
    try {
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
      await store.control("PUT", `apps/${GAME}/notification-url`, { url });
      await store.control("POST", `apps/${GAME}/purchases`, { itemId: "ember_pouch", country: "USA" });
      const [before] = await store.control("GET", "notifications");
      assert.equal(before.state, "pending");
      await restarted();
      up = true;
      await store.control("PUT", "clock", { advance: 60 });
      const [after] = await store.control("GET", "notifications");
      assert.equal(after.state, "delivered");
      assert.deepEqual(taken, [before.token]);
    } finally {
      receiver.close();
      receiver.closeAllConnections();
    }
  });

  it("goes back to the seed of its first start, or to one that is given later", async () => {
    const small: Seed = { ...defaultSeed(), unknownAccounts: ["first@example.com"] };
    await store.control("POST", "reset");
    await store.update(APPS.emberIsles, { appTitle: "Changed" });
    await restarted();
    await store.control("POST", "reset");
    assert.equal((await store.held(APPS.emberIsles)).registration, null);
    await restarted(small);
    assert.deepEqual((await dump()).unknownAccounts, ["nobody@testers.example"]);
    await store.control("POST", "reset");
    assert.deepEqual((await dump()).unknownAccounts, ["first@example.com"]);
    await restarted();
    assert.deepEqual((await dump()).unknownAccounts, ["first@example.com"]);
  });

  it("is used by one process at a time, which the second one says", async () => {
    const second = new Caller();
    await assert.rejects(second.start({ data }), /data folder .* another emulator is using it/);
  });

  it("is readable by its owner only", async () => {
    assert.equal((await stat(join(data, "store.db"))).mode & 0o077, 0);
  });
});
