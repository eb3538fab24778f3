/**
 * A whole release, killed at each of its writes in turn with all its processes: the engine's own recovery and the next `up` complete it,
 * nothing is registered twice, and nothing is released before its rollout stands.
 */

import assert from "node:assert/strict";
import { ImageFolder } from "../provider/support/images";
import { TestStore } from "../support/testStore";
import { killAt } from "./support/kill";
import { APKS, declareRelease, HELPER } from "./support/release";
import { Stack } from "./support/stack";

/** The writes of the release in their order, and whether the engine is refreshed before the next `up`. */
const WRITES: readonly { operation: string; nth?: number; what: string; refreshed: boolean }[] = [
  { operation: "uploads.createSession", what: "begins the upload of the icon", refreshed: true },
  { operation: "uploads.file", what: "takes the icon", refreshed: false },
  { operation: "apps.update", what: "opens the update with the listing", refreshed: true },
  { operation: "uploads.createSession", nth: 2, what: "begins the upload of the APK", refreshed: false },
  { operation: "uploads.file", nth: 2, what: "takes the APK", refreshed: true },
  { operation: "binaries.add", what: "registers the binary", refreshed: false },
  { operation: "binaries.remove", what: "takes the superseded binary out", refreshed: true },
  { operation: "rollout.setBinary", what: "puts the binary into the rollout", refreshed: false },
  { operation: "rollout.setRate", what: "sets the rates", refreshed: true },
  { operation: "apps.submit", what: "takes the submission", refreshed: false },
  { operation: "apps.setStatus", what: "puts the release on sale", refreshed: true },
];

const RATES = { rate: 10, countries: { KOR: 25 } };
const NEWS = "Switches the locale as well.";

describe("a release, killed", function () {
  this.timeout(300_000);
  const images = new ImageFolder();
  const icon = images.png("icon.png", 512, 512);
  let store: TestStore;
  let stack: Stack;
  let iconBefore: unknown;

  before(async () => {
    store = await TestStore.start();
    iconBefore = (await store.live(HELPER)).content.icon;
  });
  beforeEach(async () => {
    await store.reset();
    stack = new Stack({ ...store.settings(), GALAXY_STORE_POLL_SECONDS: "1" });
    await stack.init();
    declareRelease(stack, {
      apk: APKS.older,
      whatsNew: NEWS,
      rollout: RATES,
      app: { icon, publication: { type: "manual" } },
      submission: { publish: true },
    });
  });
  afterEach(() => stack?.remove());
  after(async () => {
    images.remove();
    await store?.stop();
  });

  for (const { operation, nth = 1, what, refreshed } of WRITES)
    it(`while the store ${what}${refreshed ? ", with a refresh before the next up" : ""}`, async () => {
      const done = await killAt(store, stack, operation, nth);
      await stack.succeed("cancel", "--yes");
      await done();
      if (operation !== "apps.setStatus") assert.deepEqual((await store.live(HELPER)).binaries.map(versionOf), ["100"]);
      if (refreshed) await stack.succeed("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
      const { output } = await stack.up();
      assert.equal(output.includes("interrupted while creating"), !refreshed);
      await isComplete(operation);
      if (refreshed) assert.ok(!(await stack.export()).text.includes("pending_operations"));
    });

  async function isComplete(killed: string): Promise<void> {
    const live = await store.live(HELPER);
    assert.equal(live.content.newFeature, NEWS);
    assert.notEqual(live.content.icon, iconBefore);
    assert.deepEqual(live.binaries.map(versionOf), ["163"]);
    assert.deepEqual(live.rollout, RATES);
    assert.equal((await store.app(HELPER)).registration, null);

    const done = (await store.writes()).filter(({ status }) => status !== null && status < 300);
    for (const name of [/\.png$/, /\.apk$/]) {
      const sent = done.filter(({ request }) => name.test(String(request?.fileName))).length;
      assert.ok(sent === 1 || sent === 2, `${name} was sent ${sent} times`);
    }
    const [first, ...rest] = done.filter(({ operation }) => operation?.startsWith("uploads.") === false);
    assert.equal(first?.operation, "apps.update");
    // Which images were sent stands in the state of the app, which did not come to be: the icon is sent once more.
    if (killed === "apps.update") assert.deepEqual(Object.keys(rest.shift()?.request ?? {}), [...REQUIRED, "iconKey"]);
    assert.deepEqual(
      rest.map(({ operation }) => operation),
      ONCE,
    );

    const drift = await stack.drift();
    assert.equal(drift.code, 0, drift.output);
  }
});

/** What every change of a listing carries. */
const REQUIRED = ["contentId", "defaultLanguageCode", "paid", "publicationType"];

/** What follows the listing, each once and in this order, whatever the kill: nothing is submitted before its rollout stands. */
const ONCE = [
  "binaries.add",
  "binaries.remove",
  "rollout.setBinary",
  "rollout.setRate",
  "apps.submit",
  "apps.setStatus",
];

function versionOf({ versionCode }: { versionCode: string }): string {
  return versionCode;
}
