/** `galaxystore catalog diff` as a reviewer runs it: on files, on revisions of git, and against the live store. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CatalogReport } from "../../cli/catalog/report";
import { COUNTRIES } from "../../sdk/facts/countries";
import { galaxystoreIn } from "../support/command";
import { type JournalEntry, TestStore } from "../support/testStore";
import { environmentWith } from "./support/doctor";

const FIXTURES = resolve(__dirname, "catalogDiff");
const PACKAGE = "com.lumenforge.emberisles";
const HEADER = "itemId,title,description,status,usdPrice,KOR,DEU";

describe("galaxystore catalog diff", function () {
  this.timeout(60_000);
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-diff-"));
    cpSync(FIXTURES, folder, { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (args: string[], settings: Record<string, string> = {}) =>
    galaxystoreIn({ cwd: folder, env: environmentWith(settings) }, "catalog", "diff", ...args).ended;
  const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), `${lines.join("\n")}\n`);

  async function succeed(args: string[], settings?: Record<string, string>): Promise<string> {
    const { code, stdout, stderr } = await run(args, settings);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    return stdout;
  }

  async function report(args: string[], settings?: Record<string, string>): Promise<CatalogReport> {
    return JSON.parse(await succeed([...args, "--json"], settings));
  }

  /** Two catalogs of so many items, with a price in each of these countries, which changes by the item's number. */
  function large(items: number, countries: readonly string[]): string[] {
    const header = ["itemId", "title", "description", "status", "usdPrice", ...countries].join(",");
    const rows = (change: number) =>
      Array.from({ length: items }, (_, index) =>
        [
          `item_${index}`,
          `Item ${index}`,
          "One of many",
          "PUBLISHED",
          1,
          ...countries.map(() => 1000 + index * change),
        ].join(","),
      );
    write("many.csv", header, ...rows(0));
    write("more.csv", header, ...rows(1));
    return ["many.csv", "more.csv"];
  }

  describe("on two files", () => {
    it("prints what docs/prices.md shows", async () => {
      const shown = readFileSync(resolve(__dirname, "../../docs/prices.md"), "utf8");
      const output = await succeed(["before.csv", "after.csv"]);
      assert.ok(shown.includes(`\n${output}\`\`\``), `docs/prices.md does not show:\n${output}`);
    });

    it("writes Markdown for a pull request", async () => {
      assert.equal(
        await succeed(["before.csv", "after.csv", "--format", "markdown"]),
        readFileSync(join(FIXTURES, "report.md"), "utf8"),
      );
    });

    it("tells all of it in JSON", async () => {
      const { warnings, summary, basePrices, countries, texts, newItems, unlistedItems } = await report([
        "before.csv",
        "after.csv",
      ]);
      assert.deepEqual(warnings, {
        prices: [{ id: "gold_100", place: "KOR", reason: "goes from 1200 to 12000 KRW, 10 times as much" }],
      });
      assert.deepEqual(summary, {
        items: { before: 4, after: 4, new: 1, changed: 3, unlisted: 1 },
        prices: { changed: 7, raised: 6, lowered: 0, new: 1, unlisted: 0, otherCurrency: 0 },
        countries: 4,
        goOnSale: 1,
        goOffSale: 0,
        unlistedPrices: 0,
      });
      assert.deepEqual(basePrices, [
        {
          id: "gold_500",
          before: { amount: "4.99", currency: "USD" },
          after: { amount: "5.99", currency: "USD" },
          direction: "raised",
          percent: 20,
          suspicious: false,
          ownPrices: 4,
        },
      ]);
      assert.deepEqual(
        countries.map(({ code, prices }) => [code, ...prices.map(({ id, percent }) => `${id} ${percent}`)]),
        [
          ["DEU", "gold_100 20.2", "gold_500 20", "lantern undefined"],
          ["JPN", "gold_500 16.9"],
          ["KOR", "gold_100 900"],
          ["USA", "gold_500 20"],
        ],
      );
      assert.deepEqual(texts, [
        { id: "lantern", field: "status", before: "UNPUBLISHED", after: "PUBLISHED" },
        { id: "lantern", field: "title", before: "Winter lantern", after: "Snow lantern" },
      ]);
      assert.deepEqual(newItems, [
        {
          id: "puffin",
          title: "Puffin boat",
          description: "Seats one",
          status: "UNPUBLISHED",
          usdPrice: { amount: "2.99", currency: "USD" },
          prices: { DEU: { amount: "2.99", currency: "EUR" }, JPN: { amount: "460", currency: "JPY" } },
        },
      ]);
      assert.deepEqual(
        unlistedItems.map(({ id }) => id),
        ["old_hat"],
      );
    });

    it("compares files of different formats by what they mean", async () => {
      const items = {
        gold: {
          title: "Gold",
          description: "A pouch",
          status: "PUBLISHED",
          usdPrice: 1.5,
          prices: { KOR: 1200, DEU: { price: "0.990", currency: "EUR" } },
        },
      };
      write("one.json", JSON.stringify(items));
      write("two.csv", HEADER, "gold,Gold,A pouch,PUBLISHED,1.50,1200,0.99");
      assert.match(await succeed(["one.json", "two.csv"]), /^No item differs \(1 item\)\.$/m);
      assert.equal((await run(["one.json", "two.csv", "--exit-code"])).code, 0);
    });

    it("ends with 7 when asked to, for prices that have to be acknowledged and for mass deletions", async () => {
      assert.equal((await run(["before.csv", "after.csv", "--exit-code"])).code, 7);
      const rows = Array.from({ length: 6 }, (_, index) => `item_${index},Item,One,PUBLISHED,1,,`);
      write("full.csv", HEADER, ...rows);
      write("half.csv", HEADER, ...rows.slice(5));
      const { code, stdout } = await run(["full.csv", "half.csv", "--exit-code"]);
      assert.equal(code, 7);
      assert.match(stdout, /half\.csv leaves out 5 of the 6 items of the catalog, .* set allowDeletions: 5/);
      assert.equal((await run(["full.csv", "full.csv", "--exit-code"])).code, 0);
    });

    it("names everything that is wrong with both, and reports nothing", async () => {
      write("bad.csv", HEADER, "gold,Gold,A pouch,SOLD,1,1200.5,", "gold,Gold,A pouch,PUBLISHED,1,1200,");
      write("worse.csv", HEADER, "gold,Gold,A pouch,PUBLISHED,-1,,");
      for (const [before, after] of [
        ["bad.csv", "worse.csv"],
        ["absent.csv", "worse.csv"],
      ] as const) {
        const { code, stdout, stderr } = await run([before, after]);
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(
          stderr,
          before === "bad.csv" ? /bad\.csv.*listed already in line 2/ : /absent\.csv does not exist/,
        );
        assert.match(stderr, /^worse\.csv, line 2, column 5 \(usdPrice\): gold usdPrice is -1; a price is 0 or more$/m);
        const json = await run([before, after, "--json"]);
        assert.equal(json.code, 1);
        assert.deepEqual(JSON.parse(json.stdout).problems, stderr.trim().split("\n"));
      }
    });

    it("does not let a catalog's words become markup, mentions or cells", async () => {
      const title = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const row = (text: string) => `gold,${title(text)},A pouch,PUBLISHED,1,,`;
      write("tame.csv", HEADER, row("Gold"));
      for (const words of [
        "a | b",
        "`x`",
        "<img src=x>",
        "@everybody #12",
        "two\nlines",
        "back\\|slash",
        "**b** [l](http://x)",
        "\u202eevil",
      ]) {
        write("wild.csv", HEADER, row(words));
        const markdown = await succeed(["tame.csv", "wild.csv", "--format", "markdown"]);
        const [, cell = ""] = /^\| `gold` \| title \| `Gold` \| (.*) \|$/m.exec(markdown) ?? [];
        assert.match(cell, /^(`[^`|]+`|<code>[^<>|`]+<\/code>)$/, words);
        assert.doesNotMatch(cell, /[\u202e\n]/);
      }
    });

    it("bounds a large change, and what does not fit into a comment is counted", async () => {
      const countries = ["AUT", "BEL", "DEU", "ESP", "FIN", "FRA", "IRL", "ITA", "JPN", "KOR"];
      const files = large(2000, countries);
      const table = await succeed(files);
      assert.equal(table.match(/^ {2}and 1949 more$/gm)?.length, 10);
      const few = await succeed([...files, "--limit", "2"]);
      assert.equal(few.match(/^ {2}and 1997 more$/gm)?.length, 10);
      const markdown = await succeed([...files, "--format", "markdown"]);
      assert.ok(markdown.length < 65_536);
      assert.equal(markdown.match(/^<details>/gm)?.length, 10);
      assert.equal((await report(files)).countries[9]?.prices.length, 1999);
    });

    it("fits a change in every country into a comment", async () => {
      const files = large(
        300,
        COUNTRIES.map(({ code }) => code),
      );
      const markdown = await succeed([...files, "--format", "markdown"]);
      assert.ok(markdown.length < 65_536);
      assert.equal(markdown.match(/^<details>/gm)?.length, COUNTRIES.length);
    });
  });

  describe("on revisions of git", () => {
    let repository = "";
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], {
        cwd: repository,
        stdio: "pipe",
      });
    before(() => {
      repository = join(folder, "repository");
      mkdirSync(join(repository, "catalog"), { recursive: true });
      git("init", "--quiet", "--initial-branch", "main");
      cpSync(join(FIXTURES, "before.csv"), join(repository, "catalog", "items.csv"));
      git("add", ".");
      git("commit", "--quiet", "--message", "before");
      cpSync(join(FIXTURES, "after.csv"), join(repository, "catalog", "items.csv"));
    });

    const inRepository = (...args: string[]) =>
      galaxystoreIn({ cwd: join(repository, "catalog"), env: environmentWith({}) }, "catalog", "diff", ...args).ended;

    it("reads the file of a revision, from the root or from the folder", async () => {
      const left = new Set(readdirSync(tmpdir()));
      for (const before of ["main:catalog/items.csv", "HEAD:./items.csv", ":./items.csv"]) {
        const { code, stdout, stderr } = await inRepository(before, "items.csv", "--json");
        assert.equal(code, 0, stderr);
        const found = JSON.parse(stdout) as CatalogReport;
        assert.deepEqual([found.before, found.after, found.summary.items.changed], [before, "items.csv", 3]);
      }
      const ours = readdirSync(tmpdir()).filter((name) => name.startsWith("galaxystore-catalog-") && !left.has(name));
      assert.deepEqual(ours, []);
    });

    it("says what git says about a revision or path that is not there, and names mistakes by revision", async () => {
      const { code, stderr } = await inRepository("nowhere:catalog/items.csv", "main:items.csv");
      assert.equal(code, 1);
      assert.match(stderr, /^nowhere:catalog\/items\.csv: .*git says: fatal: invalid object name 'nowhere'/m);
      assert.match(stderr, /^main:items\.csv: .*git says: fatal: path .*items\.csv/m);
      writeFileSync(join(repository, "bad.csv"), "itemId,colour\ngold,red\n");
      git("add", "bad.csv");
      const bad = await inRepository(":bad.csv", "items.csv");
      assert.equal(bad.code, 1);
      assert.match(bad.stderr, /^:bad\.csv.*"colour" is not a column/m);
    });

    it("hands git nothing that it would take for an option", async () => {
      const target = join(folder, "written");
      const { code } = await inRepository("--", `--output=${target}:x`, "items.csv");
      assert.equal(code, 1);
      assert.ok(!readdirSync(folder).some((name) => name.startsWith("written")));
    });
  });

  describe("against the live store", () => {
    let store: TestStore;
    before(async () => {
      store = await TestStore.start();
    });
    after(() => store.stop());

    const fileOf = async (changes: (id: string) => Record<string, unknown>, ids?: string[]) => {
      const items = [...(await store.items(PACKAGE))].filter(([id]) => ids?.includes(id) ?? true);
      const listed = items.map(([id, { title, usdPrice, prices }]) => [
        id,
        {
          title,
          usdPrice,
          prices: Object.fromEntries(prices.map((price) => [price.countryId, price.localPrice])),
          ...changes(id),
        },
      ]);
      write("live.json", JSON.stringify(Object.fromEntries(listed)));
    };

    it("finds no difference in what the store holds, writes nothing, and ends the token that it made", async () => {
      await fileOf(() => ({}));
      await store.forgetRequests();
      const { summary } = await report([`store:${PACKAGE}`, "live.json"], store.settings());
      assert.deepEqual([summary.items.new, summary.items.changed, summary.items.unlisted], [0, 0, 0]);
      const journal = (await store.control("GET", "/requests")) as JournalEntry[];
      assert.deepEqual(
        journal.map(({ operation }) => operation),
        ["auth.create", "items.list", "auth.revoke"],
      );
    });

    it("shows what the program would change, and leaves alone what the file does not list", async () => {
      await fileOf(
        (id) => (id === "winter_lantern" ? { prices: { KOR: 99000 } } : {}),
        ["winter_lantern", "ember_chest"],
      );
      const live = await store.items(PACKAGE);
      const lantern = live.get("winter_lantern");
      const { summary, countries, unlistedItems, texts, warnings } = await report(
        [`store:${PACKAGE}`, "live.json"],
        store.settings(),
      );
      assert.deepEqual(
        countries.map(({ code }) => code),
        ["KOR"],
      );
      assert.equal(
        countries[0]?.prices[0]?.before?.amount,
        lantern?.prices.find((price) => price.countryId === "KOR")?.localPrice,
      );
      assert.equal(warnings.prices[0]?.id, "winter_lantern");
      assert.equal(summary.unlistedPrices, (lantern?.prices.length ?? 0) - 1);
      assert.equal(unlistedItems.length, live.size - 2);
      assert.deepEqual(texts, []);
    });

    it("takes a price without a currency for one in the currency that the store has there", async () => {
      const currency = { countryId: "DEU", currency: "USD", localPrice: "2.00" };
      await store.editItemInPortal(PACKAGE, "ember_chest", { prices: [currency] });
      await fileOf((id) => (id === "ember_chest" ? { prices: { DEU: "2.50" } } : {}));
      const { countries, warnings } = await report([`store:${PACKAGE}`, "live.json"], store.settings());
      assert.deepEqual(countries, [
        {
          code: "DEU",
          name: "Germany",
          prices: [
            {
              id: "ember_chest",
              before: { amount: "2", currency: "USD" },
              after: { amount: "2.5", currency: "USD" },
              direction: "raised",
              percent: 25,
              suspicious: false,
            },
          ],
        },
      ]);
      assert.deepEqual(warnings.prices, []);
    });

    it("says what keeps it from reading the store", async () => {
      const { GALAXY_STORE_ENDPOINT = "" } = store.settings();
      const unset = await run([`store:${PACKAGE}`, "before.csv"], { GALAXY_STORE_ENDPOINT });
      assert.equal(unset.code, 1);
      assert.match(unset.stderr, /^store:com\.lumenforge\.emberisles: No serviceAccountId is configured/);
      const unknown = await run(["store:com.nobody.nothing", "store:x"], store.settings());
      assert.equal(unknown.code, 1);
      assert.match(unknown.stderr, /^store:com\.nobody\.nothing: .+\nstore:x: the package name .+/);
    });
  });
});
