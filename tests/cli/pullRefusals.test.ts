/** `galaxystore pull` when something is not as it should be: in the store, on the way there, or in the folder. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, afterEach, before, describe, it } from "mocha";
import { namesOf } from "../../cli/pull/names";
import { galaxystoreIn } from "../support/command";
import { TestStore } from "../support/testStore";
import { HOSTILE } from "./support/accounts";
import { altered } from "./support/altered";
import { environmentWith } from "./support/doctor";
import { declaredBy, filesIn, Workbench } from "./support/project";
import { pullText, pullWith } from "./support/pull";

const EMBER = "000001000101";
const TIDELINE = "000001000103";

describe("galaxystore pull, when something is not as it should be", function () {
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
  const tideline = (out: string, ...args: string[]) => pull(out, "--app", TIDELINE, ...args);
  const textOf = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

  /** What the program declares of the one app. */
  async function declaredApp(out: string) {
    const app = (await declaredBy(out)).find(({ type }) => type === "App");
    assert.ok(app, "no App is declared");
    type Listing = { title?: string; description?: string; whatsNew?: string; screenshots?: string[] };
    return app.inputs as { listings: Record<string, Listing>; copyrightHolder?: string; icon?: string };
  }

  /** Pulls through a store whose records were altered on their way. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the store answers
  async function pullAltered(change: (record: any) => void, out: string, ...args: string[]) {
    const between = await altered(store, "/seller/contentInfo", (records) => records.forEach(change));
    try {
      return await pullWith({ ...store.settings(), GALAXY_STORE_ENDPOINT: between.url }, "--out", out, ...args);
    } finally {
      await between.close();
    }
  }

  describe("in the store", () => {
    it("takes every text for text, in files and in the program", async () => {
      const { content } = await store.live(TIDELINE);
      const whole = HOSTILE.join(" ");
      const [french] = content.addLanguage;
      await store.editInPortal(TIDELINE, {
        appTitle: HOSTILE[0],
        longDescription: whole,
        newFeature: HOSTILE.slice(4).join("\n"),
        copyrightHolder: HOSTILE[2],
        addLanguage: [{ ...french, appTitle: HOSTILE[4], description: HOSTILE[5] }],
      });
      const out = bench.path();
      const { exitCode } = await tideline(out);
      assert.equal(exitCode, 0);
      const { listings, copyrightHolder } = await declaredApp(out);
      const plain = (text: string) => text.replaceAll("\r\n", "\n").trimEnd();
      assert.equal(listings.ENG?.title, HOSTILE[0]);
      assert.equal(listings.ENG?.description, plain(whole));
      assert.equal(listings.ENG?.whatsNew, plain(HOSTILE.slice(4).join("\n")));
      assert.equal(copyrightHolder, HOSTILE[2]);
      assert.equal(listings.FRA?.title, HOSTILE[4]);
      // Nothing that turns the direction of a line stands in code or in the README.
      for (const path of ["index.ts", "README.md"])
        assert.doesNotMatch(textOf(out, path), /[\u202a-\u202e\u2066-\u2069]/);
    });

    it("leaves out what a program may not say, by its path and with the reason", async () => {
      await store.editInPortal(TIDELINE, { shortDescription: "Too short", supportedSiteUrl: "not an address" });
      const out = bench.path();
      const { exitCode, apps } = await tideline(out);
      assert.equal(exitCode, 0);
      assert.deepEqual(apps[0]?.notes, [
        "listings.ENG.shortDescription is 9 bytes of UTF-8, the store needs at least 20",
        "supportUrl must be a web address that begins with https:// or http://",
      ]);
      assert.ok(!("supportUrl" in (await declaredApp(out))));
      assert.match(textOf(out, "index.ts"), /\/\/ - listings\.ENG\.shortDescription is 9 bytes of UTF-8/);
    });

    it("leaves out languages and countries that only the store knows, whatever they are called", async () => {
      const out = bench.path();
      const { apps } = await pullAltered(
        (record) => {
          record.addLanguage.push(
            { ...record.addLanguage[0], languagecode: "XYZ" },
            { ...record.addLanguage[0], languagecode: "../../../evil" },
            { ...record.addLanguage[0], languagecode: "__proto__" },
          );
          record.sellCountryList.push({ countryCode: "XKX", price: null }, { countryCode: "__proto__", price: "1" });
          record.supportedLanguages.push("QQQ");
        },
        out,
        "--app",
        TIDELINE,
      );
      assert.deepEqual(
        apps[0]?.notes.map((note) => note.replace(/ is a (\w+) that this version does not know$/, " $1")),
        [
          "countries.XKX country",
          "countries.__proto__ country",
          "listings.../../../evil language",
          "listings.XYZ language",
          "listings.__proto__ language",
          "supportedLanguages.QQQ language",
        ],
      );
      assert.deepEqual(readdirSync(join(out, "listings")).sort(), ["ENG", "FRA"]);
      assert.ok(!existsSync(join(bench.folder, "evil")));
    });

    it("calls an app by its content id where its package name is no name for files", async () => {
      const out = bench.path();
      const { apps } = await pullAltered(
        (record) => {
          for (const binary of record.binaryList) binary.packageName = "../../outside";
        },
        out,
        "--app",
        TIDELINE,
        EMBER,
      );
      assert.deepEqual(
        apps.map(({ name }) => name),
        [EMBER, TIDELINE],
      );
      assert.deepEqual(readdirSync(join(out, "apps")).sort(), [EMBER, TIDELINE]);
      assert.ok(!existsSync(join(bench.folder, "outside")));
      const declared = await declaredBy(out);
      assert.ok(declared.every(({ inputs }) => !("packageName" in inputs)));
    });

    it("goes on without an image that cannot be downloaded, says so, and ends with 9", async () => {
      const { content } = await store.live(TIDELINE);
      const gone = "https://img.samsungapps.com/content/103000001000103/gone.png";
      await store.editInPortal(TIDELINE, { icon: gone, screenshots: [...content.screenshots.slice(1), gone] });
      const out = bench.path();
      const { exitCode, written, failedImages, apps } = await tideline(out);
      assert.deepEqual([exitCode, written], [9, true]);
      assert.deepEqual(
        failedImages.map(({ contentId, path }) => `${contentId} ${path}`),
        [`${TIDELINE} icon`, `${TIDELINE} listings.ENG.screenshots`],
      );
      assert.match(
        apps[0]?.notes.join() ?? "",
        /icon cannot be downloaded: image https:\/\/img.*gone\.png: the store answered HTTP 404/,
      );
      const { listings, icon } = await declaredApp(out);
      assert.deepEqual([icon, listings.ENG?.screenshots], [undefined, undefined]);
      assert.equal(listings.FRA?.screenshots?.length, 4);
      assert.ok(![...filesIn(out).keys()].some((path) => path.startsWith("images/ENG")));
      const { code, stdout } = await pullText(store.settings(), "--out", out, "--app", TIDELINE);
      assert.equal(code, 9);
      assert.match(stdout, /2 images could not be downloaded; pull again later/);
    });
  });

  describe("on the way to the store", () => {
    it("goes on after answers that pass", async () => {
      await store.faults("apps.get", "return-503", "return-429-after-1", "reset-before");
      await store.faults("items.list", "return-503", "truncate");
      await store.faults("apps.list", "return-429-after-1");
      const out = bench.path();
      const { exitCode } = await pull(out);
      assert.equal(exitCode, 0);
      assert.deepEqual(await store.faultsLeft(), []);
      const calm = bench.path();
      await pull(calm);
      assert.deepEqual(filesIn(out), filesIn(calm));
    });

    it("leaves nothing behind when the store does not come back, and says what to do", async () => {
      await store.faults("items.list", "return-503", "return-503", "return-503", "return-503");
      const out = bench.path();
      const { exitCode, error } = await pull(out, "--app", EMBER);
      assert.equal(exitCode, 5);
      assert.match(error ?? "", /items of com\.lumenforge\.emberisles.*Nothing was written\.$/);
      assert.ok(!existsSync(out));
      assert.deepEqual(hidden(), []);
    });

    it("leaves nothing behind when it is interrupted with a part of the files written", async () => {
      const between = await altered(store, "/seller/contentInfo", () => {}, /FRA.*ScreenImage/);
      const out = bench.path();
      const env = environmentWith({ ...store.settings(), GALAXY_STORE_ENDPOINT: between.url });
      const { child, ended } = galaxystoreIn({ env }, "pull", "--out", out, "--app", TIDELINE);
      while (!hidden().some((path) => path.endsWith("images/icon.png"))) await wait(20);
      child.kill("SIGINT");
      const { code, stderr } = await ended;
      await between.close();
      assert.equal(code, 130);
      assert.match(stderr, /Stopped\. Nothing was written/);
      assert.ok(!existsSync(out));
      assert.deepEqual(hidden(), []);
    });

    it("ends as the doctor does when settings or credentials are wrong", async () => {
      const out = bench.path();
      const { GALAXY_STORE_PRIVATE_KEY: _, ...keyless } = store.settings();
      const missing = await pullWith(keyless, "--out", out);
      assert.equal(missing.exitCode, 2);
      assert.match(missing.error ?? "", /privateKey \(GALAXY_STORE_PRIVATE_KEY\)/);
      const other = { ...store.settings(), GALAXY_STORE_SERVICE_ACCOUNT_ID: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a99" };
      assert.equal((await pullWith(other, "--out", out)).exitCode, 3);
      assert.equal((await pullWith(store.settings(store.account("gss")), "--out", out)).exitCode, 4);
      const nowhere = { ...store.settings(), GALAXY_STORE_ENDPOINT: "http://127.0.0.1:9" };
      assert.equal((await pullWith(nowhere, "--out", out)).exitCode, 5);
      assert.ok(!existsSync(out));
    });

    it("names an app that the seller does not have", async () => {
      for (const id of ["com.example.unknown", "000009999999"]) {
        const { exitCode, error } = await pull(bench.path(), "--app", id);
        assert.equal(exitCode, 1);
        assert.match(error ?? "", new RegExp(id));
      }
    });
  });

  describe("in the folder", () => {
    it("overwrites no edited file without --force, and then writes nothing at all", async () => {
      const out = bench.path();
      await tideline(out);
      writeFileSync(join(out, "index.ts"), `${textOf(out, "index.ts")}// mine\n`);
      writeFileSync(join(out, "notes.txt"), "mine");
      await store.editInPortal(TIDELINE, { appTitle: "Tideline 2" });
      const before = filesIn(out);
      const refused = await tideline(out);
      assert.deepEqual([refused.exitCode, refused.written, refused.files.edited], [8, false, ["index.ts"]]);
      assert.deepEqual(refused.files.changed, ["README.md", "listings/ENG/title.txt"]);
      assert.deepEqual(filesIn(out), before);
      const { code, stdout } = await pullText(store.settings(), "--out", out, "--app", TIDELINE);
      assert.equal(code, 8);
      assert.match(stdout, /^ {2}edited: .*index\.ts$/m);
      assert.match(stdout, /Nothing was written, since 1 file is not as the last pull wrote it\..*--force/);

      const forced = await tideline(out, "--force");
      assert.deepEqual([forced.exitCode, forced.written], [0, true]);
      assert.doesNotMatch(textOf(out, "index.ts"), /mine/);
      assert.equal(textOf(out, "listings/ENG/title.txt"), "Tideline 2\n");
      assert.equal(textOf(out, "notes.txt"), "mine");
    });

    it("takes an edit that the store has meanwhile for no edit", async () => {
      const out = bench.path();
      await tideline(out);
      writeFileSync(join(out, "listings/ENG/title.txt"), "Tideline 2\r\n");
      await store.editInPortal(TIDELINE, { appTitle: "Tideline 2" });
      assert.equal((await tideline(out)).exitCode, 0);
    });

    it("leaves a file of somebody's own alone that has the name of one of the project", async () => {
      const out = bench.path();
      mkdirSync(out);
      writeFileSync(join(out, "index.ts"), "// Our program");
      const { exitCode, files } = await tideline(out);
      assert.deepEqual([exitCode, files.edited], [8, ["index.ts"]]);
      assert.deepEqual([...filesIn(out).keys()], ["index.ts"]);
    });

    it("leaves what is around the program to its people: package.json and the like stay as they made them", async () => {
      const out = bench.path();
      mkdirSync(out);
      writeFileSync(join(out, "README.md"), "Our repository");
      const { exitCode, files } = await tideline(out);
      assert.deepEqual([exitCode, files.own, files.edited], [0, ["README.md"], []]);
      const packageJson = { ...JSON.parse(textOf(out, "package.json")), scripts: { up: "pulumi up" } };
      writeFileSync(join(out, "package.json"), JSON.stringify(packageJson));
      await store.editInPortal(TIDELINE, { appTitle: "Tideline 2" });
      const again = await tideline(out);
      assert.deepEqual([again.exitCode, again.files.own], [0, ["README.md", "package.json"]]);
      assert.equal(textOf(out, "README.md"), "Our repository");
      assert.match(textOf(out, "package.json"), /pulumi up/);
      assert.equal(textOf(out, "listings/ENG/title.txt"), "Tideline 2\n");
    });

    it("keeps an edited file that is no longer part of the project", async () => {
      const out = bench.path();
      await tideline(out);
      writeFileSync(join(out, "listings/FRA/title.txt"), "Edited\n");
      await store.editInPortal(TIDELINE, { addLanguage: [] });
      const { exitCode, files } = await tideline(out);
      assert.deepEqual([exitCode, files.kept], [0, ["listings/FRA/title.txt"]]);
      assert.deepEqual(readdirSync(join(out, "listings/FRA")), ["title.txt"]);
    });

    it("shows with --dry-run what would change, and writes nothing", async () => {
      const out = bench.path();
      const fresh = await tideline(out, "--dry-run");
      assert.deepEqual([fresh.exitCode, fresh.written], [0, false]);
      assert.ok(fresh.files.added.includes("listings/ENG/title.txt"));
      assert.ok(!existsSync(out));
      await tideline(out);
      await store.editInPortal(TIDELINE, { newFeature: "Sharper maps" });
      const before = filesIn(out);
      const { code, stdout } = await pullText(store.settings(), "--out", out, "--app", TIDELINE, "--dry-run");
      assert.equal(code, 0);
      assert.match(stdout, /^ {2}changed: .*listings\/ENG\/whats-new\.md$/m);
      assert.match(stdout, /Nothing was written\. A pull would leave in .*: 0 new files, 1 changed, 0 removed/);
      assert.deepEqual(filesIn(out), before);
      assert.deepEqual(hidden(), []);
    });

    it("does not go through a link out of the folder", async () => {
      const out = bench.path();
      const elsewhere = bench.path();
      mkdirSync(out);
      mkdirSync(elsewhere);
      symlinkSync(elsewhere, join(out, "listings"));
      const { exitCode, error } = await tideline(out);
      assert.equal(exitCode, 1);
      assert.match(error ?? "", /listings is a link.*Nothing was written/);
      assert.deepEqual(readdirSync(elsewhere), []);
      assert.deepEqual(readdirSync(out), ["listings"]);
    });

    it("does not write over a file that has the folder's name", async () => {
      const out = bench.path();
      writeFileSync(out, "mine");
      const { exitCode, error } = await tideline(out);
      assert.equal(exitCode, 1);
      assert.match(error ?? "", /is a file\. Name a folder with --out/);
      assert.equal(readFileSync(out, "utf8"), "mine");
    });

    it("finishes what a killed pull has begun", async () => {
      const out = bench.path();
      await tideline(out);
      await store.editInPortal(TIDELINE, { appTitle: "Tideline 2", newFeature: "Sharper maps" });
      const complete = bench.path();
      await tideline(complete);
      // The moves were cut short: one file is the new one, and the manifest still the old one.
      writeFileSync(join(out, "listings/ENG/title.txt"), "Tideline 2\n");
      rmSync(join(out, "listings/ENG/whats-new.md"));
      assert.equal((await tideline(out)).exitCode, 0);
      assert.deepEqual(filesIn(out), filesIn(complete));
    });
  });

  it("gives names that are names on every disk and no two alike", () => {
    const name = (packageName: string | undefined, contentId = "000000000001") => ({ contentId, packageName });
    assert.equal(namesOf([name("com.example.game")]).get("000000000001"), "com.example.game");
    for (const odd of [
      undefined,
      "",
      "game",
      "../up",
      "a.b/c",
      "con.example.game",
      "LPT1.game",
      `com.${"x".repeat(90)}`,
    ])
      assert.equal(namesOf([name(odd)]).get("000000000001"), "000000000001", odd);
    const alike = namesOf([name("com.example.Game", "000000000001"), name("com.example.game", "000000000002")]);
    assert.deepEqual([...alike.values()], ["000000000001", "000000000002"]);
  });

  /** Folders of pulls that did not end. */
  function hidden(): string[] {
    return readdirSync(bench.folder, { recursive: true, encoding: "utf8" }).filter((path) => path.includes(".pull-"));
  }
});
