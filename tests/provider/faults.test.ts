/** A store that fails in the middle of a write: nothing is doubled, nothing is lost, and the next run is clean. */

import assert from "node:assert/strict";
import { app } from "../../provider/app";
import { betaTest } from "../../provider/betaTest";
import { inAppItem } from "../../provider/inAppItem";
import type { Lifecycle, Values } from "../../provider/lifecycle";
import { stagedRollout } from "../../provider/stagedRollout";
import { TestStore } from "../support/testStore";
import { ImageFolder } from "./support/images";
import { Managed } from "./support/managed";

const EMBER = "000001000101";
const LANTERNS = "000001000102";
const GARDEN = "000001000105";
const PACKAGE = "com.lumenforge.emberisles";
const GOLD = {
  packageName: PACKAGE,
  itemId: "gold",
  title: "Gold",
  description: "Gold",
  usdPrice: 1,
  prices: { KOR: 1200 },
};

/** One kind of write: how it comes about, and what the store must hold afterwards. */
interface Write {
  name: string;
  operation: string;
  lifecycle: Lifecycle<object, object>;
  /** What was declared before, if anything. */
  before?: Values;
  /** What is declared now; undefined deletes the resource. */
  after?: Values | undefined;
  /** What the store holds once the write was done, exactly once. */
  holds: (store: TestStore) => Promise<unknown>;
}

describe("a store that fails during a write", () => {
  let store: TestStore;
  const images = new ImageFolder();
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(async () => {
    await store.stop();
    images.remove();
  });

  const resource = <I extends object, O extends object>(lifecycle: Lifecycle<I, O>) =>
    lifecycle as unknown as Lifecycle<object, object>;
  const item = async (from: TestStore) => (await from.items(PACKAGE)).get("gold");
  const icon = images.png("icon.png", 512, 512);

  const writes: Write[] = [
    {
      name: "opening an update and changing texts",
      operation: "apps.update",
      lifecycle: resource(app),
      after: { contentId: EMBER, supportEmail: "help@lumenforge.example", listings: { KOR: { whatsNew: "고래" } } },
      holds: async (from) => (await from.update(EMBER)).content.supportEMail,
    },
    {
      name: "changing an image",
      operation: "apps.update",
      lifecycle: resource(app),
      after: { contentId: EMBER, icon },
      holds: async (from) => (await from.update(EMBER)).content.icon?.includes("/IconImage_"),
    },
    {
      name: "uploading an image",
      operation: "uploads.file",
      lifecycle: resource(app),
      after: { contentId: EMBER, icon },
      holds: async (from) => (await from.update(EMBER)).content.icon?.includes("/IconImage_"),
    },
    {
      name: "making an upload session",
      operation: "uploads.createSession",
      lifecycle: resource(app),
      after: { contentId: EMBER, icon },
      holds: async (from) => (await from.update(EMBER)).content.icon?.includes("/IconImage_"),
    },
    {
      name: "suspending an app",
      operation: "apps.setStatus",
      lifecycle: resource(app),
      before: { contentId: EMBER, onDelete: "suspend" },
      holds: async (from) => (await from.live(EMBER)).contentStatus,
    },
    {
      name: "creating an item",
      operation: "items.create",
      lifecycle: resource(inAppItem),
      after: GOLD,
      holds: item,
    },
    {
      name: "changing an item's price",
      operation: "items.patch",
      lifecycle: resource(inAppItem),
      before: GOLD,
      after: { ...GOLD, prices: { KOR: 1500 } },
      holds: item,
    },
    {
      name: "changing an item's description",
      operation: "items.replace",
      lifecycle: resource(inAppItem),
      before: GOLD,
      after: { ...GOLD, description: "More gold" },
      holds: item,
    },
    {
      name: "removing an item",
      operation: "items.remove",
      lifecycle: resource(inAppItem),
      before: GOLD,
      holds: async (from) => [...(await from.items(PACKAGE)).keys()],
    },
    {
      name: "raising a live rollout",
      operation: "rollout.setRate",
      lifecycle: resource(stagedRollout),
      after: { contentId: EMBER, rate: 25, countries: { KOR: 40 } },
      holds: async (from) => (await from.live(EMBER)).rollout,
    },
    {
      name: "releasing to everyone",
      operation: "rollout.setRate",
      lifecycle: resource(stagedRollout),
      before: { contentId: EMBER, rate: 50 },
      after: { contentId: EMBER, releaseToEveryone: true },
      holds: async (from) => (await from.live(EMBER)).rollout,
    },
    {
      name: "putting a binary into the rollout",
      operation: "rollout.setBinary",
      lifecycle: resource(stagedRollout),
      after: { contentId: LANTERNS, binaries: ["4"], rate: 10 },
      holds: async (from) => {
        const { rollout, binaries } = await from.update(LANTERNS);
        return { rollout, statuses: binaries.map((binary) => binary.rolloutStatus) };
      },
    },
    {
      name: "adding testers",
      operation: "beta.update",
      lifecycle: resource(betaTest),
      after: { contentId: GARDEN, testers: ["eva@example.com"], feedbackChannel: "beta@lumenforge.example" },
      holds: async (from) => (await from.update(GARDEN)).betaTest,
    },
  ];

  const FAULTS = ["return-500", "return-503", "reset-before", "reset-after"];

  /** Runs the write and returns what the store then holds. */
  async function carryOut(write: Write): Promise<{ managed: Managed<object, object>; run: () => Promise<unknown> }> {
    const managed = new Managed(store, write.lifecycle);
    if (write.before !== undefined) await managed.up(write.before);
    const { after } = write;
    return { managed, run: () => (after === undefined ? managed.delete() : managed.up(after)) };
  }

  for (const write of writes) {
    for (const fault of FAULTS)
      it(`${write.name}: ${fault} is got over in the same run`, async () => {
        const { run } = await carryOut(write);
        await run();
        const expected = await write.holds(store);

        await store.reset();
        const { managed, run: again } = await carryOut(write);
        await store.forgetRequests();
        await store.faults(write.operation, fault);
        await again();
        assert.deepEqual(await store.faultsLeft(), [], "the fault was met");
        assert.deepEqual(await write.holds(store), expected);
        const done = (await store.writes()).filter(
          (each) => each.operation === write.operation && (each.status === 200 || each.status === 204),
        );
        assert.ok(done.length <= writesWithoutFaults(write), `done ${done.length} times`);
        if (write.after !== undefined) assert.equal(await managed.drifts(), false);
      });

    it(`${write.name}: a store that stays down fails the run, and the next run completes it`, async () => {
      const { run } = await carryOut(write);
      await run();
      const expected = await write.holds(store);

      await store.reset();
      const { managed, run: again } = await carryOut(write);
      await store.faults(write.operation, ...Array<string>(40).fill("return-503"));
      await assert.rejects(again(), (error: Error) => {
        assert.match(error.message, /503/);
        assert.doesNotMatch(error.message, /\n {4}at /);
        return true;
      });
      await store.control("DELETE", "/faults");
      await again();
      assert.deepEqual(await write.holds(store), expected);
      if (write.after !== undefined) assert.equal(await managed.drifts(), false);
    });
  }

  /** How many answered calls of its operation the write needs: the feedback channel and the testers are two. */
  function writesWithoutFaults(write: Write): number {
    return write.operation === "beta.update" || write.name === "releasing to everyone" ? 2 : 1;
  }
});
