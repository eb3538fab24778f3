/** `galaxystore drift`: what the real engine finds in a store that somebody has edited, for people and for machines. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Declared } from "../e2e/support/stack";
import {
  assertDocument,
  assertNoSecret,
  EMBER,
  EMBER_PACKAGE,
  GARDEN,
  LANTERNS_PACKAGE,
  released,
  Studio,
} from "./support/studio";

interface Report {
  drift: boolean;
  asDeclared: number;
  apps: {
    contentId?: string;
    packageName?: string;
    title?: string;
    resources: {
      name: string;
      state: string;
      differences: {
        path: string;
        label: string;
        program?: unknown;
        store?: unknown;
        lastUp?: unknown;
        changedBy: string;
      }[];
      observed: string[];
      guesses: string[];
    }[];
  }[];
}

describe("galaxystore drift", function () {
  this.timeout(300_000);
  let studio: Studio;
  before(async () => {
    studio = await Studio.start();
  });
  after(() => studio.stop());

  const drift = async (...args: string[]) => studio.run(["drift", "--stack", "test", ...args]);
  const report = async (code: number) => {
    const run = await drift("--json");
    assert.equal(run.code, code, run.stdout + run.stderr);
    assertNoSecret(run.stdout, studio);
    return JSON.parse(run.stdout) as Report;
  };
  const resource = (found: Report, name: string) => {
    const one = found.apps.flatMap(({ resources }) => resources).find((each) => each.name === name);
    assert.ok(one, `${name} is not in ${JSON.stringify(found)}`);
    return one;
  };
  const paths = (found: Report, name: string) => resource(found, name).differences.map(({ path }) => path);

  const raiseInPortal = (rate: number) =>
    studio.store.control("PATCH", `/apps/${EMBER}?appStatus=SALE`, {
      rollout: { rate, countries: { KOR: rate, DEU: rate } },
    });

  it("ends with 0 in one line while the store is as declared", async () => {
    const { stdout, stderr, code } = await drift();
    assert.deepEqual(
      { stdout, stderr, code },
      { stdout: "The store is as declared (6 resources).\n", stderr: "", code: 0 },
    );
  });

  it("ends with 7 and says by app, resource and property what somebody edited, and writes nothing", async () => {
    const { store } = studio;
    await store.editInPortal(EMBER, {
      supportEMail: "intern@lumenforge.example",
      ageLimit: "12",
      newFeature:
        "Version 4.2 opens the Glass Strait.\n\n- Six new islands\n- Two whales\n- Faster loading on older phones",
    });
    await raiseInPortal(30);
    await store.editItemInPortal(EMBER_PACKAGE, "ember_pouch", { usdPrice: 0.49 });
    await store.editItemInPortal(EMBER_PACKAGE, "starter_kit", { status: "UNPUBLISHED", title: "Starter chest" });
    await store.removeItemInPortal(EMBER_PACKAGE, "winter_lantern");
    await store.editItemInPortal(LANTERNS_PACKAGE, "gold_paper", { usdPrice: 0.99 });
    await store.removeItemInPortal(LANTERNS_PACKAGE, "hint_box");
    await store.editInPortal(GARDEN, {
      betaTest: {
        testers: ["mina.park@testers.example", "aiko.tanaka@testers.example", "somebody@testers.example"],
        feedbackChannel: "night-garden@lumenforge.example",
      },
    });
    await store.forgetRequests();
    const { stdout, code } = await drift("--format", "markdown");
    assert.equal(code, 7, stdout);
    assertDocument("drift-report.md", stdout);
    assertNoSecret(stdout, studio);
    assert.deepEqual(await store.writes(), []);
  });

  it("tells machines the paths, both values, and who moved", async () => {
    const found = await report(7);
    assert.deepEqual(
      found.apps.map(({ contentId, packageName, title }) => title ?? contentId ?? packageName),
      ["Ember Isles", GARDEN, LANTERNS_PACKAGE],
    );
    assert.deepEqual(paths(found, "ember-isles").sort(), ["ageRating", "listings.ENG.whatsNew", "supportEmail"]);
    assert.deepEqual(paths(found, "ember-catalog").sort(), [
      "items.ember_pouch.usdPrice",
      "items.winter_lantern.prices.DEU",
      "items.winter_lantern.prices.KOR",
      "items.winter_lantern.usdPrice",
    ]);
    const [price] = resource(found, "gold-paper").differences;
    assert.deepEqual(price, { path: "usdPrice", label: "base price", program: 1.99, store: 0.99, changedBy: "store" });
    assert.equal(resource(found, "hint-box").state, "gone");
    const rollout = resource(found, "ember-isles-4.2");
    const rate = rollout.differences.find(({ path }) => path === "rate");
    assert.deepEqual(rate, { path: "rate", label: "share of users", program: 10, store: 30, changedBy: "store" });
    assert.match(rollout.guesses.join(), /raised the rollout/);
    assert.deepEqual(resource(found, "night-garden").differences[0]?.store, [
      "mina.park@testers.example",
      "aiko.tanaka@testers.example",
      "somebody@testers.example",
    ]);
  });

  it("is for people in a terminal: texts line by line, prices in percent", async () => {
    const { stdout, code } = await drift();
    assert.equal(code, 7);
    assert.match(
      stdout,
      /^Ember Isles \(com\.lumenforge\.emberisles, 000001000101\)\n {2}app ember-isles: changed in the store since /,
    );
    assert.match(stdout, /support e-mail \(supportEmail\): crew@lumenforge\.example -> intern@lumenforge\.example/);
    assert.match(
      stdout,
      /what's new in English \(listings\.ENG\.whatsNew\):\n[\s\S]*- - A whale\n\s+\+- Two whales|-- A whale\n\s+\+- Two whales/,
    );
    assert.match(
      stdout,
      /ember_pouch: base price \(items\.ember_pouch\.usdPrice\): 0\.99 USD -> 0\.49 USD \(-50\.5 %\)/,
    );
    assert.match(
      stdout,
      /the store does not have jonas\.weber@testers\.example; the store also has somebody@testers\.example/,
    );
    assert.match(stdout, /in-app item hint-box: gone from the store/);
    assertNoSecret(stdout, studio);
  });

  it("tells what the program changed since the last up from what the store did", async () => {
    const [app, ...others] = released() as [Declared, ...Declared[]];
    const program = {
      ...app,
      args: { ...app.args, supportEmail: "hello@lumenforge.example", copyrightHolder: "Lumen Forge" },
    };
    studio.stack.declare([program, ...others.filter(({ name }) => name !== "night-garden")]);
    const found = await report(7);
    const by = new Map(resource(found, "ember-isles").differences.map((each) => [each.path, each]));
    assert.equal(by.get("ageRating")?.changedBy, "store");
    assert.equal(by.get("supportEmail")?.changedBy, "both");
    assert.equal(by.get("supportEmail")?.lastUp, "crew@lumenforge.example");
    assert.equal(by.get("copyrightHolder")?.changedBy, "program");
    assert.equal(resource(found, "night-garden").state, "notApplied");
    assert.match(resource(found, "night-garden").guesses.join(), /left the program/);
  });

  it("is quiet again after the repair", async () => {
    studio.stack.declare(repaired());
    await studio.stack.up("--refresh");
    assert.equal((await report(0)).drift, false);
  });

  it("says what the review and the rollout have to do with it", async () => {
    const { store } = studio;
    await store.control("PATCH", `/apps/${EMBER}?appStatus=SALE`, { rollout: { enabled: false } });
    const finished = resource(await report(7), "ember-isles-4.2");
    assert.match(finished.observed.join(), /finished outside of this program/);
    assert.match(finished.guesses.join(), /The rollout was finished/);
    await store.editInPortal(EMBER, { contentStatus: "CONTENT_REVIEW_REJECTED", ageLimit: "16" });
    const rejected = resource(await report(7), "ember-isles");
    assert.match(rejected.guesses.join(), /The review: the update is rejected in the content review/);
  });

  it("ends with 1 and says what to do when the check itself fails", async () => {
    const { stdout, stderr, code } = await studio.run(["drift"], {
      env: { GALAXY_STORE_PRIVATE_KEY: "no-key.pem", PULUMI_STACK: "test" },
    });
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /The check failed and says nothing about the store:\n {2}5 resources: .*no-key\.pem cannot be read/,
    );
    assert.match(stderr, /fix: .*galaxystore doctor/);
    const none = await studio.run(["drift", "--stack", "none"]);
    assert.equal(none.code, 1);
    assert.match(none.stderr, /fix: .*pulumi stack ls/);
  });

  it("takes the engine's JSON, and refuses one that has not read the store", async () => {
    const { output } = await studio.stack.run("preview", "--json", "--show-sames");
    const { stderr, code } = await studio.run(["drift", "-"], { input: output });
    assert.equal(code, 1);
    assert.match(stderr, /has not read the store[\s\S]*fix: .*--refresh/);
  });

  it("writes the report into a file, no longer than it may be", async () => {
    const { code, stdout } = await drift("--format", "markdown", "--output", "drift.md", "--max-bytes", "1500");
    assert.deepEqual({ code, stdout }, { code: 7, stdout: "" });
    const text = readFileSync(join(studio.stack.folder, "drift.md"), "utf8");
    assert.match(text, /^<!-- galaxystore:drift -->\n## Galaxy Store: drift\n/);
    assert.ok(Buffer.byteLength(text) <= 1500);
  });
});

/** What cannot be taken back is in the program as it is: a live rate never falls, and the store takes the id of a removed item no more. */
function repaired(): Declared[] {
  return released()
    .filter(({ name }) => name !== "hint-box")
    .map((each) => {
      if (each.name === "ember-isles-4.2")
        return { ...each, args: { ...each.args, rate: 30, countries: { KOR: 30, DEU: 30 } } };
      if (each.name !== "ember-catalog") return each;
      const { winter_lantern: _, ...items } = each.args.items as Record<string, unknown>;
      return { ...each, args: { ...each.args, items } };
    });
}
