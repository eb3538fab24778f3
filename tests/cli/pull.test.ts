/** `galaxystore pull`: what of a live account becomes which files of a project, through the real command. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { after, afterEach, before, describe, it } from "mocha";
import { Progress } from "../../cli/pull/progress";
import { defaultSeed } from "../../emulator/seed";
import { TestStore } from "../support/testStore";
import { HOSTILE } from "./support/accounts";
import { largeSeed } from "./support/largeAccount";
import { declaredBy, filesIn, Workbench } from "./support/project";
import { pullText, pullWith } from "./support/pull";

const EMBER = "000001000101";
const TIDELINE = "000001000103";
/** Runs a tool; its failure says what it said. */
const run = (tool: string, args: string[], cwd = process.cwd()) =>
  promisify(execFile)(join(resolve("node_modules/.bin"), tool), args, { cwd }).catch(
    (error: Record<string, unknown>) => {
      assert.fail(`${tool} ended with ${error.code}: ${error.stdout}${error.stderr}`);
    },
  );

describe("galaxystore pull", function () {
  this.timeout(120_000);
  let store: TestStore;
  const bench = new Workbench();
  before(async () => {
    store = await TestStore.start();
  });
  afterEach(() => store.reset());
  after(async () => {
    await store.stop();
    bench.remove();
  });

  const pull = (out: string, ...args: string[]) => pullWith(store.settings(), "--out", out, ...args);
  const textOf = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

  it("declares everything of the account that can be declared, and writes nothing to the store", async () => {
    const out = bench.path();
    const held = await store.dump();
    await store.forgetRequests();
    const { exitCode, apps } = await pull(out);
    assert.equal(exitCode, 0);
    assert.deepEqual(await store.writes(), []);
    assert.deepEqual(await store.dump(), held);
    assert.deepEqual(Object.fromEntries(apps.map(({ name, resources }) => [name, resources.join(" ")])), {
      "com.lumenforge.emberisles": "App ItemCatalog StagedRollout",
      "com.lumenforge.paperlanterns": "App ItemCatalog",
      "com.lumenforge.tideline": "App",
      "com.lumenforge.firstlight": "",
      "com.lumenforge.nightgarden": "BetaTest",
      "com.lumenforge.deepfield": "BetaTest",
      "com.lumenforge.cloudharbor": "",
      "com.lumenforge.pocketledger": "App",
      "io.appium.settings": "App",
    });
    const declared = await declaredBy(out);
    const rollout = declared.find(({ type }) => type === "StagedRollout");
    assert.deepEqual(rollout?.inputs, {
      contentId: EMBER,
      rate: 10,
      countries: { DEU: 15, KOR: 20 },
      binaries: ["12"],
    });
    const garden = declared.find(({ name, type }) => type === "BetaTest" && name === "com.lumenforge.nightgarden");
    assert.deepEqual(garden?.inputs.testers, [
      "aiko.tanaka@testers.example",
      "jonas.weber@testers.example",
      "mina.park@testers.example",
    ]);
  });

  it("names an app that is not in service in a comment, with the reason", async () => {
    const out = bench.path();
    const { apps } = await pull(out);
    const young = apps.find(({ name }) => name === "com.lumenforge.firstlight");
    assert.match(young?.notes.join() ?? "", /never been on sale \(status REGISTERING\)/);
    assert.match(
      textOf(out, "index.ts"),
      /\/\/ First Light \(com\.lumenforge\.firstlight, 000001000104\) is not managed:\n\/\/ - the listing, since it has never been on sale/,
    );
    assert.match(textOf(out, "README.md"), /## Not managed.*First Light.*status REGISTERING/s);
    await store.editInPortal(TIDELINE, { contentStatus: "SUSPENDED" });
    const suspended = await pull(bench.path(), "--app", TIDELINE);
    assert.match(suspended.apps[0]?.notes.join() ?? "", /not in service \(status SUSPENDED\)/);
    assert.deepEqual(suspended.apps[0]?.resources, []);
  });

  it("writes one app as one program, with texts, images, catalog and testers in files named for what they are", async () => {
    const out = bench.path();
    await pull(out, "--app", "com.lumenforge.emberisles");
    const files = filesIn(out);
    const { content } = await store.live(EMBER);
    const korean = content.addLanguage.find(({ languagecode }) => languagecode === "KOR");
    assert.equal(textOf(out, "listings/ENG/title.txt"), `${content.appTitle}\n`);
    assert.equal(textOf(out, "listings/KOR/description.md"), `${korean?.description}\n`);
    assert.equal(textOf(out, "listings/KOR/whats-new.md"), `${korean?.newFeature}\n`);
    assert.equal(textOf(out, "listings/KOR/short-description.txt"), `${korean?.shortDescription}\n`);
    const served = async (address: string | null | undefined) =>
      Buffer.from(await (await fetch(store.url + new URL(address ?? "").pathname)).arrayBuffer());
    assert.ok(files.get("images/icon.png")?.equals(await served(content.icon)));
    assert.ok(files.get("images/hero-image.png")?.equals(await served(content.heroImage)));
    assert.ok(files.get("images/KOR/screenshot-2.png")?.equals(await served(korean?.screenshots[1])));
    assert.equal(textOf(out, "catalog.csv").trimEnd().split("\n").length, 13);
    assert.deepEqual(
      (await declaredBy(out)).map(({ type, name }) => `${type} ${name}`),
      ["App", "ItemCatalog", "StagedRollout"].map((type) => `${type} com.lumenforge.emberisles`),
    );
  });

  it("writes the same bytes again, and again elsewhere", async () => {
    const out = bench.path();
    await pull(out);
    const first = filesIn(out);
    const { files } = await pull(out);
    assert.deepEqual([files.added, files.changed, files.removed, files.edited], [[], [], [], []]);
    assert.deepEqual(filesIn(out), first);
    const other = bench.path();
    await pull(other);
    assert.deepEqual(filesIn(other), first);
  });

  it("follows the store: what changed is written, what is gone is removed", async () => {
    const out = bench.path();
    await pull(out, "--app", EMBER);
    const { content } = await store.live(EMBER);
    await store.editInPortal(EMBER, {
      appTitle: "Ember Isles II",
      addLanguage: content.addLanguage.filter(({ languagecode }) => languagecode !== "DEU"),
    });
    const { files } = await pull(out, "--app", EMBER);
    const texts = ["description.md", "short-description.txt", "title.txt", "whats-new.md"];
    const images = [1, 2, 3, 4, 5].map((number) => `images/DEU/screenshot-${number}.png`);
    assert.deepEqual(files.removed, [...images, ...texts.map((text) => `listings/DEU/${text}`)]);
    assert.deepEqual(files.changed, ["README.md", "index.ts", "listings/ENG/title.txt"]);
    assert.equal(textOf(out, "listings/ENG/title.txt"), "Ember Isles II\n");
    assert.ok(![...filesIn(out).keys()].some((path) => path.includes("DEU")));
  });

  for (const [format, file] of [
    ["csv", "catalog.csv"],
    ["json", "catalog.json"],
    ["yaml", "catalog.yaml"],
    ["code", "catalog.ts"],
  ] as const)
    it(`writes the catalog as ${format}`, async () => {
      const out = bench.path();
      await pull(out, "--app", EMBER, "--catalog", format);
      assert.match(textOf(out, file), /ember_pouch/);
      const catalog = (await declaredBy(out)).find(({ type }) => type === "ItemCatalog");
      if (format !== "code") assert.equal(catalog?.inputs.source, file);
      else assert.match(JSON.stringify(catalog?.inputs), /boat_walrus/);
    });

  it("keeps items that the API no longer writes out of the catalog, beside it and with the reason", async () => {
    const seed = defaultSeed();
    const ember = seed.sellers[0]?.apps?.find(({ contentId }) => contentId === EMBER);
    const log = ember?.items?.find(({ id }) => id === "captains_log");
    Object.assign(log ?? {}, { type: "NON_CONSUMABLE" });
    await store.control("PUT", "/seed", seed);
    const out = bench.path();
    const { apps } = await pull(out, "--app", EMBER);
    assert.equal(apps[0]?.items, 11);
    assert.match(apps[0]?.notes.join() ?? "", /item captains_log is of the type NON_CONSUMABLE/);
    assert.doesNotMatch(textOf(out, "catalog.csv"), /captains_log/);
    const [beside] = JSON.parse(textOf(out, "items-not-managed.json"));
    assert.deepEqual([beside.id, beside.title, beside.usdPrice], ["captains_log", "Captain's log", "1.99"]);
    assert.match(textOf(out, "index.ts"), /\/\/ - item captains_log is of the type NON_CONSUMABLE/);
  });

  it("leaves a rollout out that is paused in the portal, which the API cannot resume", async () => {
    const seed = defaultSeed();
    const ember = seed.sellers[0]?.apps?.find(({ contentId }) => contentId === EMBER);
    for (const binary of ember?.sale?.binaries ?? [])
      if (binary.rolloutStatus === "ENABLED") binary.rolloutStatus = "PAUSED";
    await store.control("PUT", "/seed", seed);
    const { apps } = await pull(bench.path(), "--app", EMBER);
    assert.deepEqual(apps[0]?.resources, ["App", "ItemCatalog"]);
    assert.match(apps[0]?.notes.join() ?? "", /^rollout is paused/);
  });

  it("tells on a terminal how far it is, in one line that goes away", () => {
    const written: string[] = [];
    const progress = new Progress({ isTTY: true, columns: 80, write: (text: string) => written.push(text) });
    const read = progress.counter("images", 2);
    read();
    read();
    progress.end();
    const line = (text: string) => `\r\u001b[2K${text}`;
    assert.deepEqual(written, [line("images: 1 of 2"), line("images: 2 of 2"), line("")]);
  });

  it("acknowledges prices of zero, which a program must mean", async () => {
    await store.editItemInPortal("com.lumenforge.emberisles", "ember_pouch", { usdPrice: 0 });
    const out = bench.path();
    await pull(out, "--app", EMBER);
    const catalog = (await declaredBy(out)).find(({ type }) => type === "ItemCatalog");
    assert.deepEqual(catalog?.inputs.acknowledgePriceChanges, ["ember_pouch"]);
  });

  it("asks little: three apps with 2,000 items in five languages and 40 images", async () => {
    await store.control("PUT", "/seed", largeSeed());
    await store.forgetRequests();
    const out = bench.path();
    const { apps, files } = await pull(out);
    assert.equal(
      apps.reduce((sum, { items }) => sum + items, 0),
      2000,
    );
    assert.equal(files.added.filter((path) => path.endsWith(".png")).length, 40);
    assert.deepEqual(new Set(apps.map(({ languages }) => languages.length)), new Set([5]));
    const asked = (await store.requests()).length;
    assert.ok(asked <= 200, `${asked} requests`);
  });

  it("is a project that strict TypeScript and the formatter have nothing to say to", async () => {
    const out = bench.path();
    const seed = defaultSeed();
    const ember = seed.sellers[0]?.apps?.find(({ contentId }) => contentId === EMBER);
    const ids = ["123", "1e3", "a-b", "constructor", "01", "_", "-", "__proto__"];
    for (const [at, id] of ids.entries()) Object.assign(ember?.items?.[at + 2] ?? {}, { id });
    await store.control("PUT", "/seed", seed);
    const { content } = await store.live(EMBER);
    await store.editInPortal(EMBER, {
      copyrightHolder: HOSTILE.join(" ").slice(0, 90),
      supportedSiteUrl: `https://lumenforge.example/${"a".repeat(150)}`,
      reviewComment: "검토".repeat(60),
      notifyResult: ["one", "two", "three", "four", "five"].map((name) => `${name}.a.long.name@lumenforge.example`),
      addLanguage: content.addLanguage.map((listing, at) => ({
        ...listing,
        languagecode: ["KOR", "002", "JPN"][at],
        appTitle: HOSTILE.slice(0, 4).join(" ").slice(0, 90),
      })),
    });
    await store.editItemInPortal("com.lumenforge.emberisles", "ember_pouch", {
      title: "아주 긴 제목 ".repeat(5).trim(),
    });
    await pull(out, "--catalog", "code");
    await run("tsc", ["--strict", "-p", out]);
    // The repository's settings, with files in a folder that version control ignores.
    const settings = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(
      join(bench.folder, "biome.json"),
      JSON.stringify({ ...settings, root: true, vcs: undefined }, null, 2),
    );
    await run("biome", ["check", "--linter-enabled=false", "--config-path", bench.folder, out], bench.folder);
  });

  it("says on a terminal what is where, and what comes next", async () => {
    const out = bench.path();
    const { code, stdout, stderr } = await pullText(store.settings(), "--out", out, "--app", EMBER, "000001000104");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Ember Isles \(com\.lumenforge\.emberisles, 000001000101\)$/m);
    assert.match(stdout, /^ {2}App, ItemCatalog, StagedRollout \(4 languages, 12 items\) in /m);
    assert.match(stdout, /^ {2}not managed: the listing, since it has never been on sale/m);
    assert.match(stdout, /new files, 0 changed, 0 removed, 0 as they were\. Next: cd .* && npm install/);
    assert.equal(stderr, "");
  });
});
