/** All resources of a game in one stack, under the real engine. */

import assert from "node:assert/strict";
import { TestStore } from "../support/testStore";
import { changedPaths } from "./support/diff";
import { type Declared, Stack } from "./support/stack";

const EMBER = "000001000101";
const GARDEN = "000001000105";
const PACKAGE = "com.lumenforge.emberisles";

describe("items, rollout and beta with the real engine", function () {
  this.timeout(180_000);
  let store: TestStore;
  let stack: Stack;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(async () => {
    await store.reset();
    stack = new Stack(store.settings());
    await stack.init();
  });
  afterEach(() => stack.remove());
  after(() => store.stop());

  const app = (args: object): Declared => ({ type: "App", name: "app", args: { contentId: EMBER, ...args } });
  const gold = (args: object): Declared => ({
    type: "InAppItem",
    name: "gold",
    args: {
      packageName: PACKAGE,
      itemId: "gold_100",
      title: "100 gold",
      description: "A pouch of gold",
      usdPrice: 0.99,
      prices: { KOR: 1200, DEU: "0.99" },
      status: "PUBLISHED",
      phoneBill: false,
      ...args,
    },
  });
  const rollout = (args: object): Declared => ({
    type: "StagedRollout",
    name: "rollout",
    args: { contentId: EMBER, rate: 25, countries: { KOR: 40 }, binaries: ["12"], ...args },
  });
  const beta = (args: object): Declared => ({
    type: "BetaTest",
    name: "beta",
    args: { contentId: GARDEN, testers: ["eva@example.com"], feedbackChannel: "beta@lumenforge.example", ...args },
  });

  it("up, an empty preview, no drift; edits of the portal are told by path, repaired, and what is not listed survives", async () => {
    stack.declare([app({ supportEmail: "help@lumenforge.example" }), gold({}), rollout({}), beta({})]);
    await stack.up();
    assert.equal((await stack.run("preview", "--expect-no-changes")).code, 0);
    const clean = await stack.drift();
    assert.equal(clean.code, 0, clean.output);

    await store.editItemInPortal(PACKAGE, "gold_100", {
      title: "Other",
      description: "Other",
      usdPrice: 2,
      status: "UNPUBLISHED",
      itemPaymentMethod: { phoneBillStatus: true },
      prices: [
        { countryId: "KOR", currency: "KRW", localPrice: "1500" },
        { countryId: "JPN", currency: "JPY", localPrice: "150" },
      ],
    });
    await store.editInPortal(EMBER, { supportEMail: "other@lumenforge.example" });
    await store.control("PATCH", `/apps/${EMBER}?appStatus=SALE`, {
      rollout: { rate: 20, countries: { KOR: 30, DEU: 15 } },
    });
    await store.editInPortal(GARDEN, {
      betaTest: { testers: ["mina.park@testers.example"], feedbackChannel: "x@lumenforge.example" },
    });

    const drift = await stack.run("refresh", "--preview-only", "--diff", "--expect-no-changes");
    assert.equal(drift.code, 7, drift.output);
    const changed = changedPaths(drift.output);
    assert.deepEqual(changed.get("gold")?.sort(), [
      "description",
      "phoneBill",
      "prices.DEU",
      "prices.KOR",
      "status",
      "title",
      "usdPrice",
    ]);
    assert.deepEqual(changed.get("app"), ["supportEmail"]);
    assert.deepEqual(
      changed
        .get("rollout")
        ?.filter((path) => !path.startsWith("live"))
        .sort(),
      ["countries.KOR", "rate"],
    );
    assert.deepEqual(
      changed
        .get("beta")
        ?.filter((path) => !["totalTesters"].includes(path))
        .sort(),
      ["feedbackChannel", "testers[0]"],
    );

    await store.forgetRequests();
    await stack.up("--refresh");
    const operations = (await store.writes()).map((write) => write.operation).sort();
    assert.deepEqual(operations, ["apps.update", "beta.update", "beta.update", "items.replace", "rollout.setRate"]);
    assert.equal((await stack.drift()).code, 0);

    const item = (await store.items(PACKAGE)).get("gold_100");
    assert.deepEqual(item?.prices.map((price) => [price.countryId, price.localPrice]).sort(), [
      ["DEU", "0.99"],
      ["JPN", "150"],
      ["KOR", "1200"],
    ]);
    assert.deepEqual((await store.live(EMBER)).rollout, { rate: 25, countries: { KOR: 40, DEU: 15 } });
    assert.deepEqual((await store.update(GARDEN)).betaTest?.testers, ["mina.park@testers.example", "eva@example.com"]);
    assert.equal((await store.items(PACKAGE)).size, 13);
  });

  it("shows rates that were raised in the portal as drift, takes them over in a refresh, and refuses to lower them", async () => {
    stack.declare([rollout({})]);
    await stack.up();
    await store.editInPortal(EMBER, { rollout: { rate: 60, countries: { KOR: 70, DEU: 15 } } });
    const drift = await stack.run("refresh", "--preview-only", "--diff", "--expect-no-changes");
    assert.equal(drift.code, 7, drift.output);
    assert.ok(changedPaths(drift.output).get("rollout")?.includes("rate"));
    await stack.refresh();
    assert.equal((await stack.export()).resources.get("rollout")?.inputs.rate, 60);
    assert.match((await stack.preview()).output, /rate from 60 to 25/);
  });

  it("destroys what it made and forgets what it found", async () => {
    const before = await store.dump();
    stack.declare([
      gold({}),
      rollout({ rate: 10, countries: {} }),
      beta({ feedbackChannel: "night-garden@lumenforge.example" }),
    ]);
    await stack.up();
    await stack.destroy();
    const now = await store.dump();
    // The store remembers by itself when it was edited and which items it once had.
    const stripped = (dump: typeof now) =>
      JSON.stringify(dump.sellers, (key, value) => (/^(modifyDate|removedItems)$/.test(key) ? undefined : value));
    assert.equal(stripped(now), stripped(before));
  });

  it("replaces an item whose id changes: the new one is there before the old one goes", async () => {
    stack.declare([gold({})]);
    await stack.up();
    stack.declare([gold({ itemId: "gold_101" })]);
    assert.match((await stack.preview()).output, /InAppItem: \(replace\)/);
    await store.forgetRequests();
    await stack.up();
    assert.deepEqual(
      (await store.writes()).map((write) => write.operation),
      ["items.create", "items.remove"],
    );
    const ids = [...(await store.items(PACKAGE)).keys()];
    assert.ok(ids.includes("gold_101") && !ids.includes("gold_100"));
  });

  it("previews values that are not known yet, and resolves them in up", async () => {
    stack.declare([
      { type: "App", name: "app", args: { packageName: PACKAGE } },
      rollout({ contentId: { $output: "app.contentId" } }),
      gold({ packageName: { $output: "app.packageName" } }),
    ]);
    const preview = await stack.preview();
    assert.equal(preview.code, 0, preview.output);
    assert.doesNotMatch(preview.output, /04da6b54/);
    await stack.up();
    assert.equal((await store.live(EMBER)).rollout?.rate, 25);
    assert.ok((await store.items(PACKAGE)).has("gold_100"));
    assert.equal((await stack.drift()).code, 0);
  });

  it("refuses a lowered live rollout in the preview, before any request", async () => {
    stack.declare([rollout({})]);
    await stack.up();
    await store.forgetRequests();
    stack.declare([rollout({ rate: 20 })]);
    const preview = await stack.preview();
    assert.notEqual(preview.code, 0);
    assert.match(preview.output, /Staged rollout of app 000001000101: the release is live.*rate from 25 to 20/);
    assert.doesNotMatch(preview.output, /\n\s+at /);
    assert.deepEqual(await store.requests(), []);
  });

  it("shows what uses an app's content id as changed only when the app may become another one", async () => {
    const named = (args: Declared["args"]): Declared => ({ type: "App", name: "app", args });
    const contentId = { $output: "app.contentId" };
    const others: Declared[] = [
      rollout({ contentId }),
      { type: "Submission", name: "submission", args: { contentId, includePortalEdits: true, duringRollout: true } },
    ];
    stack.declare([named({ packageName: PACKAGE, supportEmail: "a@lumenforge.example" }), ...others]);
    await stack.up();

    stack.declare([named({ packageName: PACKAGE, supportEmail: "b@lumenforge.example" }), ...others]);
    const changed = changedPaths((await stack.preview()).output);
    assert.deepEqual(changed.get("app"), ["supportEmail"]);
    assert.deepEqual([changed.has("rollout"), changed.has("submission")], [false, false]);
    await store.forgetRequests();
    await stack.up();
    assert.deepEqual(
      (await store.writes()).map((write) => write.operation),
      ["apps.update"],
    );

    stack.declare([named({ packageName: "com.lumenforge.paperlanterns" }), ...others]);
    assert.ok(
      changedPaths((await stack.preview()).output)
        .get("rollout")
        ?.includes("contentId"),
    );
    stack.declare([
      named({ packageName: PACKAGE, supportEmail: "c@lumenforge.example" }),
      { type: "App", name: "app2", args: { packageName: "com.lumenforge.tideline" } },
      rollout({ contentId: { $output: "app2.contentId" } }),
    ]);
    assert.ok(
      changedPaths((await stack.preview()).output)
        .get("rollout")
        ?.includes("contentId"),
    );
  });

  it("refuses an item id that exists with other content and shows the differences", async () => {
    stack.declare([gold({ itemId: "ember_pouch" })]);
    const up = await stack.run("up", "--yes", "--skip-preview");
    assert.notEqual(up.code, 0);
    assert.match(up.output, /ember_pouch exists already, with other content/);
    assert.match(up.output, /usdPrice|title: the store has "Pouch of embers", the program says "100 gold"/);
    assert.match(up.output, /adopt: true/);
    assert.doesNotMatch(up.output, /\n\s+at /);
    assert.deepEqual(await store.writes(), []);
    assert.equal((await stack.export()).resources.has("gold"), false);
  });

  it("keeps the accepted testers in state and tries only the refused ones again", async () => {
    const bad = ["a@not-samsung.example", "b@not-samsung.example", "c@not-samsung.example"];
    stack.declare([beta({ testers: ["eva@example.com", "omar@example.com", ...bad] })]);
    const up = await stack.run("up", "--yes", "--skip-preview");
    assert.notEqual(up.code, 0);
    assert.match(up.output, /does not know 3 of 5 testers as Samsung accounts: a@not-samsung\.example, b@/);
    const state = (await stack.export()).resources.get("beta");
    assert.deepEqual(state?.outputs.testers, ["eva@example.com", "omar@example.com"]);
    assert.deepEqual(state?.outputs.refusedTesters, bad);
    await store.forgetRequests();
    await stack.run("up", "--yes", "--skip-preview");
    assert.deepEqual(
      (await store.writes()).map((write) => write.request?.betaTestersToBeAdded),
      [bad],
    );
    stack.declare([beta({ testers: ["eva@example.com", "omar@example.com"] })]);
    await stack.up();
    assert.equal((await stack.drift()).code, 0);
  });
});
