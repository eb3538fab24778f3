/** Reads of in-app items are shared: a refresh costs the pages of the catalog, however many resources look, and nobody is told what no longer holds. */

import assert from "node:assert/strict";
import axios from "axios";
import { defaultSeed, type Seed } from "../../emulator";
import { inAppItem } from "../../provider/inAppItem";
import { ItemReads } from "../../provider/itemReads";
import { StoreSession } from "../../provider/session";
import { GalaxyStore, type GalaxyStoreOptions } from "../../sdk";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";
import { playing } from "./support/reviews";

const LARGE = "com.lumenforge.emberisles";
const SMALL = "com.lumenforge.paperlanterns";
const COUNT = 450;
const PAGES = 5;
const IDS = Array.from({ length: COUNT }, (_, index) => `charm_${String(index + 1).padStart(3, "0")}`);
const [FIRST = ""] = IDS;

/** Ember Isles has 450 items with one price each; the other app a few. */
function seed(): Seed {
  const all = defaultSeed();
  const app = all.sellers.flatMap(({ apps = [] }) => apps).find(({ packageName }) => packageName === LARGE);
  assert.ok(app);
  app.items = IDS.map((id, index) => ({
    id,
    title: `Charm ${index + 1}`,
    description: "Keeps storms away",
    usdPrice: 0.99,
    prices: [{ countryId: "KOR", currency: "KRW", localPrice: "1200" }],
  }));
  return all;
}

const inputsOf = (itemId: string) => ({
  packageName: LARGE,
  itemId,
  title: `Charm ${IDS.indexOf(itemId) + 1}`,
  description: "Keeps storms away",
  usdPrice: 0.99,
  prices: { KOR: 1200 },
  status: "PUBLISHED" as const,
});

describe("reads of in-app items", () => {
  let store: TestStore;
  let session: StoreSession;
  let now: number;

  before(async () => {
    store = await TestStore.start(seed());
  });
  beforeEach(async () => {
    await store.reset();
    now = 0;
    session = new StoreSession(async () => client(), { ...playing(), now: () => now });
  });
  after(() => store.stop());

  const client = (options: GalaxyStoreOptions = {}) => {
    const { serviceAccountId, privateKey } = store.account();
    return new GalaxyStore({ serviceAccountId, privateKey, endpoint: store.url, sleep: async () => {}, ...options });
  };
  const asked = async () => {
    const counts: Record<string, number> = {};
    for (const { operation } of await store.requests())
      counts[String(operation)] = (counts[String(operation)] ?? 0) + 1;
    await store.forgetRequests();
    return counts;
  };
  const retitle = (id: string, title: string) =>
    session.writeItem(LARGE, id, (api) => api.items.patch(LARGE, { id, title }));
  const titleOf = async (id: string) => (await session.itemToChange(LARGE, id))?.title;

  it("cost the pages of the catalog, for as many resources as look at once and after", async () => {
    const resources = IDS.map((itemId) => {
      const managed = new Managed(store, inAppItem);
      managed.id = `${LARGE}/${itemId}`;
      managed.state = { inputs: inputsOf(itemId), outputs: {} };
      managed.shared = session;
      return managed;
    });
    await store.editItemInPortal(LARGE, "charm_300", { title: "Edited" });
    const drifting = await Promise.all(resources.slice(0, 350).map((resource) => resource.drifts()));
    for (const resource of resources.slice(350)) drifting.push(await resource.drifts());
    assert.deepEqual(
      IDS.filter((_, index) => drifting[index]),
      ["charm_300"],
    );
    assert.deepEqual(await asked(), { "items.list": PAGES });
  });

  it("cost one request for a resource that is alone", async () => {
    assert.equal((await session.item(LARGE, FIRST))?.title, "Charm 1");
    assert.deepEqual(await asked(), { "items.get": 1 });
  });

  it("fail together with the page that fails, and are asked anew by the next", async () => {
    await store.faults("items.list", "stall-0", "return-400-106");
    const together = await Promise.allSettled(IDS.map((id) => session.item(LARGE, id)));
    assert.deepEqual(
      new Set(together.map((each) => (each.status === "rejected" ? each.reason.code : each.status))),
      new Set(["106"]),
    );
    await asked();
    assert.equal((await session.item(LARGE, "charm_450"))?.title, "Charm 450");
    assert.deepEqual(await asked(), { "items.list": PAGES });
  });

  it("of an item that was written are of the item itself, all others are from the catalog", async () => {
    await session.items(LARGE);
    await retitle(FIRST, "Written");
    await asked();
    assert.equal(await titleOf(FIRST), "Written");
    assert.equal((await session.item(LARGE, FIRST))?.title, "Written");
    assert.equal(await titleOf("charm_002"), "Charm 2");
    assert.deepEqual(await asked(), { "items.get": 2 });
  });

  it("do not keep what was read while an item was being written", async () => {
    await store.faults("items.patch", "stall-60");
    const reading = session.items(LARGE);
    await Promise.all([reading, retitle(FIRST, "Written")]);
    assert.equal(await titleOf(FIRST), "Written");
  });

  describe("while an item is being written", () => {
    let writing: Promise<unknown>;
    let letGo: () => void;

    beforeEach(async () => {
      const gate = new Promise<void>((open) => {
        letGo = open;
      });
      const transport = axios.create({ adapter: "http" });
      const begun = new Promise<void>((begin) => {
        transport.interceptors.request.use(async (request) => {
          if (request.method !== "patch") return request;
          begin();
          await gate;
          return request;
        });
      });
      const api = client({ transport });
      session = new StoreSession(async () => api);
      writing = retitle(FIRST, "Written");
      await begun;
    });

    it("the catalog that is read counts for all others", async () => {
      await session.items(LARGE);
      letGo();
      await writing;
      await asked();
      assert.equal(await titleOf(FIRST), "Written");
      assert.equal(await titleOf("charm_002"), "Charm 2");
      assert.deepEqual(await asked(), { "items.get": 1 });
    });

    it("the catalog is not read again for this item", async () => {
      await session.items(LARGE);
      await asked();
      for (let looks = 0; looks < 2 * PAGES; looks += 1) assert.equal(await titleOf(FIRST), "Charm 1");
      assert.deepEqual(await asked(), { "items.get": 2 * PAGES });
      letGo();
      await writing;
    });
  });

  it("begin anew once reading the written items one by one costs more than the catalog", async () => {
    await session.items(LARGE);
    const written = IDS.slice(0, 100);
    await Promise.all(written.map((id) => retitle(id, `New ${id}`)));
    await asked();
    for (const id of written) assert.equal(await titleOf(id), `New ${id}`);
    assert.deepEqual(await asked(), { "items.get": PAGES, "items.list": PAGES });
  });

  it("of all items see what was written since, and are shared until something is", async () => {
    await Promise.all([session.items(LARGE), session.items(LARGE)]);
    await session.items(LARGE);
    assert.deepEqual(await asked(), { "items.list": PAGES });
    await retitle(FIRST, "Written");
    assert.equal((await session.items(LARGE)).get(FIRST)?.title, "Written");
  });

  it("tell that an item is gone, whether it was removed here or in the portal", async () => {
    await session.items(LARGE);
    await session.writeItem(LARGE, FIRST, (api) => api.items.remove(LARGE, FIRST));
    assert.equal(await session.item(LARGE, FIRST), undefined);
    await store.removeItemInPortal(LARGE, "charm_002");
    now += 61_000;
    assert.equal(await session.itemToChange(LARGE, "charm_002"), undefined);
  });

  it("do not lose an item that moves to a page that was read before, when another one is removed", async () => {
    const removesMeanwhile = axios.create({ adapter: "http" });
    let removal: Promise<void> | undefined;
    removesMeanwhile.interceptors.request.use(async (request) => {
      if (!/page=[2-9]/.test(request.url ?? "")) return request;
      removal ??= store.removeItemInPortal(LARGE, FIRST);
      await removal;
      return request;
    });
    const api = client({ transport: removesMeanwhile });
    session = new StoreSession(async () => api);
    assert.deepEqual([...(await session.items(LARGE)).keys()], IDS.slice(1));
    assert.deepEqual(await asked(), { "items.list": 2 * PAGES });
  });

  describe("a minute after the catalog was read", () => {
    beforeEach(async () => {
      await session.items(LARGE);
      await asked();
      await store.editItemInPortal(LARGE, FIRST, {
        prices: [
          { countryId: "KOR", currency: "KRW", localPrice: "1200" },
          { countryId: "JPN", currency: "JPY", localPrice: "160" },
        ],
      });
      now += 61_000;
    });

    it("a write does not undo what was done in the portal since", async () => {
      const item = new Managed(store, inAppItem);
      item.id = `${LARGE}/${FIRST}`;
      item.state = { inputs: inputsOf(FIRST), outputs: {} };
      item.shared = session;
      await item.up({ ...inputsOf(FIRST), description: "Keeps all storms away" });
      const { description, prices } = (await store.items(LARGE)).get(FIRST) ?? assert.fail("the item is gone");
      assert.equal(description, "Keeps all storms away");
      assert.deepEqual(new Set(prices.map(({ countryId }) => countryId)), new Set(["KOR", "JPN"]));
      assert.deepEqual(await asked(), { "items.get": 1, "items.replace": 1 });
    });

    it("all items are asked anew, and a refresh that takes long is not", async () => {
      await session.item(LARGE, "charm_200");
      assert.deepEqual(await asked(), {});
      assert.equal((await session.items(LARGE)).get(FIRST)?.prices.length, 2);
      assert.deepEqual(await asked(), { "items.list": PAGES });
    });
  });

  describe("of more than there is room for", () => {
    // One item with one price weighs 6: the large catalog alone takes 2,700.
    const readsIn = (room: number) => {
      const api = client();
      return new ItemReads({ connect: async () => api, now: () => 0, room });
    };

    it("let go of the catalog that was used least recently, whose items are then read one by one", async () => {
      const reads = readsIn(2_710);
      await reads.all(LARGE);
      await reads.all(SMALL);
      await asked();
      const [small = ""] = [...(await reads.all(SMALL)).keys()];
      for (const id of IDS.slice(0, 3)) {
        assert.ok(await reads.one(LARGE, id));
        assert.ok(await reads.one(SMALL, small));
      }
      assert.deepEqual(await asked(), { "items.get": 3 });
    });

    it("keep the one that is in use, however large", async () => {
      const reads = readsIn(1_000);
      await reads.all(SMALL);
      await reads.all(LARGE);
      await asked();
      await Promise.all(IDS.map((id) => reads.one(LARGE, id)));
      assert.deepEqual(await asked(), {});
    });
  });
});
