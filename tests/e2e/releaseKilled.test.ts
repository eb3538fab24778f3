/**
 * A whole release, killed at each of its writes in turn with all its processes: the engine's own recovery and the next `up` complete it,
 * nothing is registered twice, and nothing is released before its rollout stands.
 */

import assert from "node:assert/strict";
import { ImageFolder } from "../provider/support/images";
import { TestStore } from "../support/testStore";
import { killAt } from "./support/kill";
import { APKS, declareRelease, HELPER, type Release } from "./support/release";
import { Stack } from "./support/stack";

const UPLOAD = ["uploads.createSession", "uploads.file"];

/** What follows the uploads: the rollout stands before anything is submitted. */
const FROM_BINARY = [
  "binaries.add",
  "binaries.remove",
  "rollout.setBinary",
  "rollout.setRate",
  "apps.submit",
  "apps.setStatus",
];

/** Where a release is killed. */
interface Kill {
  operation: string;
  /** At which request of this operation. */
  nth: number;
  /** Whether the engine is refreshed before the next `up`. */
  refreshed: boolean;
  release: Release;
  /** All writes of the release in their order. */
  writes: readonly string[];
  /** Version codes on sale before and after. */
  versions: [string, string];
}

describe("a release, killed", function () {
  this.timeout(300_000);
  const images = new ImageFolder();
  const icon = images.png("icon.png", 512, 512);
  let store: TestStore;
  let stack: Stack;
  /** Brings store and stack back to where they were before the release. */
  let backToStart: () => Promise<void>;

  const listed = { app: { icon, publication: { type: "manual" } }, submission: { publish: true } };
  const first: Release = {
    apk: APKS.older,
    whatsNew: "Switches the locale as well.",
    rollout: { rate: 10, countries: { KOR: 25 } },
    ...listed,
  };
  const next: Release = { apk: APKS.newer, whatsNew: "Faster.", rollout: { rate: 5 }, ...listed };

  before(async () => {
    store = await TestStore.start();
  });
  after(async () => {
    images.remove();
    await store?.stop();
  });

  describe("the first one", () => {
    before(() => begin(async () => {}));
    after(() => stack?.remove());

    const writes = [...UPLOAD, "apps.update", ...UPLOAD, ...FROM_BINARY];
    for (const [index, operation] of writes.entries()) {
      const nth = writes.slice(0, index + 1).filter((each) => each === operation).length;
      killed({ operation, nth, refreshed: index % 2 === 0, release: first, writes, versions: ["100", "163"] });
    }
  });

  describe("the next one, which replaces the binary", () => {
    before(() =>
      begin(async () => {
        declareRelease(stack, first);
        await stack.up();
        declareRelease(stack, { ...first, rollout: { releaseToEveryone: true } });
        await stack.up();
      }),
    );
    after(() => stack?.remove());

    const writes = ["apps.update", ...UPLOAD, ...FROM_BINARY];
    for (const [index, operation] of FROM_BINARY.entries())
      killed({ operation, nth: 1, refreshed: index % 2 === 0, release: next, writes, versions: ["163", "192"] });
  });

  async function begin(work: () => Promise<void>): Promise<void> {
    await store.reset();
    stack = new Stack({ ...store.settings(), GALAXY_STORE_POLL_SECONDS: "1" });
    await stack.init();
    await work();
    const kept = stack.keep();
    const dump = await store.dump();
    backToStart = async () => {
      kept();
      await store.control("PUT", "/seed", dump);
      await store.forgetRequests();
    };
  }

  /** `up` is killed at a write, the engine recovers, and `up` runs again. */
  function killed(at: Kill): void {
    const { operation, nth, refreshed, release, versions } = at;
    it(`at ${operation}${nth > 1 ? `, time ${nth}` : ""}${refreshed ? ", and refreshed" : ""}`, async () => {
      await backToStart();
      declareRelease(stack, release);
      const done = await killAt(store, stack, operation, nth);
      await stack.succeed("cancel", "--yes");
      await done();
      if (operation !== "apps.setStatus") assert.deepEqual(await versionsOnSale(), [versions[0]]);

      if (refreshed) await stack.succeed("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
      await stack.up();
      await isOnSale(release, versions[1]);
      await wasDoneOnce(at);
      const drift = await stack.drift();
      assert.equal(drift.code, 0, drift.output);
      if (refreshed) assert.doesNotMatch(drift.output, /pending operations/);
    });
  }

  const versionsOnSale = async () => (await store.live(HELPER)).binaries.map((binary) => binary.versionCode);

  async function isOnSale({ whatsNew, rollout: { rate, countries = {} } }: Release, version: string): Promise<void> {
    const live = await store.live(HELPER);
    assert.equal(live.content.newFeature, whatsNew);
    assert.deepEqual(await versionsOnSale(), [version]);
    assert.deepEqual(live.rollout, { rate, countries });
    assert.equal((await store.app(HELPER)).registration, null);
  }

  /** Each write was asked for once, in order, and none refused; only a file that was on its way may have been sent again. */
  async function wasDoneOnce({ operation: at, writes }: Kill): Promise<void> {
    const all = await store.writes();
    const isUpload = (operation: string | null) => operation?.startsWith("uploads.") === true;
    const sent = all.filter(({ operation, status }) => operation === "uploads.file" && status === 200).length;
    const files = writes.filter((operation) => operation === "uploads.file").length;
    assert.ok(sent === files || (sent === files + 1 && at === "uploads.file"), `${sent} files were sent`);
    const lasting = all.filter(({ operation }) => !isUpload(operation));
    assert.deepEqual(
      lasting.filter(({ status }) => status === null || status >= 300),
      [],
    );
    assert.deepEqual(
      lasting.map(({ operation }) => operation),
      writes.filter((operation) => !isUpload(operation)),
    );
  }
});
