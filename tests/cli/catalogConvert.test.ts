/** `galaxystore catalog convert` as a user runs it: the same catalog in another format, or nothing at all and why. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { galaxystoreIn } from "../support/command";

const BULK = [
  "Item ID,Item Title,Item Type,Pricing Template ID,Standard Price (USD),Price Exception,Phone Bill,Description,Status",
  "gold_chest,Gold Chest,Consumable,,29.99,USAUSD2;KORKRW2000,No,A huge chest with 10000 gold!,ACTIVE",
  'gem,"Gem, blue",Item,,1.50,,Yes,=SUM(1),INACTIVE',
  "",
].join("\n");

const TEXT = [
  'gem,"Gem, blue",=SUM(1),UNPUBLISHED,true,1.5,,',
  "gold_chest,Gold Chest,A huge chest with 10000 gold!,PUBLISHED,false,29.99,2000 KRW,2 USD",
];

describe("galaxystore catalog convert", function () {
  this.timeout(60_000);
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "galaxystore-convert-"));
  });
  afterEach(() => Promise.all(readdirSync(folder).map((name) => rm(join(folder, name), { recursive: true }))));
  after(() => rm(folder, { recursive: true, force: true }));

  const convert = (...args: string[]) => galaxystoreIn({ cwd: folder }, "catalog", "convert", ...args).ended;
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const content = (name: string) => readFileSync(join(folder, name), "utf8");

  it("writes Samsung's file as one with a column per country, and leaves nothing else behind", async () => {
    put("bulk.csv", BULK);
    const { code, stdout, stderr } = await convert("bulk.csv", "catalog.csv");
    assert.deepEqual([code, stdout], [0, "catalog.csv: 2 items\n"]);
    assert.match(stderr, /^Note: 1 text begins with =, \+, - or @\. .*import the file with all columns as text\.\n$/);
    assert.equal(
      content("catalog.csv"),
      `itemId,title,description,status,phoneBill,usdPrice,KOR,USA\n${TEXT.join("\n")}\n`,
    );
    assert.deepEqual(readdirSync(folder), ["bulk.csv", "catalog.csv"]);
  });

  it("goes through every format and comes back with the same file", async () => {
    put("1.csv", BULK.replace(",1.50,", ",1.5,").replace(/^(gold.*)\n(gem.*)$/m, "$2\n$1"));
    for (const [from, to, ...format] of [
      ["1.csv", "2.yaml"],
      ["2.yaml", "3.json"],
      ["3.json", "4.txt"],
      ["4.txt", "5.csv"],
      ["5.csv", "6.csv", "--format", "samsung"],
    ] as const) {
      const { code, stderr } = await convert(from, to, ...format);
      assert.equal(code, 0, stderr);
    }
    const expected = content("1.csv")
      .replace("USAUSD2;KORKRW2000", "KORKRW2000;USAUSD2")
      .replace(",Item,", ",Consumable,");
    assert.equal(content("6.csv"), expected);
  });

  it("writes to standard output, and tells machines what it did", async () => {
    put("catalog.json", '{ "gem": { "usdPrice": 1 } }');
    assert.deepEqual(await convert("catalog.json", "-", "--format", "csv"), {
      code: 0,
      stdout: "itemId,title,description,status,phoneBill,usdPrice\ngem,,,,,1\n",
      stderr: "",
    });
    const { stdout } = await convert("catalog.json", "catalog.yaml", "--json");
    assert.deepEqual(JSON.parse(stdout), { items: 1, from: "catalog.json", to: "catalog.yaml" });
    assert.equal(content("catalog.yaml"), "gem:\n  usdPrice: 1\n");
  });

  it("says which live catalog cannot be read", async () => {
    const { code, stderr } = await convert("store:x", "catalog.csv");
    assert.equal(code, 1);
    assert.match(stderr, /^store:x: the package name .+\nNothing is written\.\n$/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("overwrites a file only with --force", async () => {
    put("catalog.json", "{}");
    put("catalog.yaml", "mine");
    const refused = await convert("catalog.json", "catalog.yaml");
    assert.deepEqual([refused.code, refused.stdout], [1, ""]);
    assert.match(refused.stderr, /^catalog\.yaml exists already; add --force to overwrite it\.$/m);
    assert.equal(content("catalog.yaml"), "mine");
    assert.equal((await convert("catalog.json", "catalog.yaml", "--force")).code, 0);
    assert.equal(content("catalog.yaml"), "{}\n");
  });

  it("writes nothing when something is wrong in the file, and tells all of it", async () => {
    put("catalog.csv", "itemId,titel\ngem,a\ngem,b,c\n");
    const { code, stdout, stderr } = await convert("catalog.csv", "catalog.yaml");
    assert.deepEqual([code, stdout, existsSync(join(folder, "catalog.yaml"))], [1, "", false]);
    assert.match(stderr, /^catalog\.csv, line 1, column 2: "titel" is not a column/);
    assert.match(stderr, /^catalog\.csv, line 3: has 3 cells/m);
    assert.match(stderr, /^catalog\.csv, line 3, column 1 \(itemId\): "gem" is listed already in line 2$/m);
    assert.match(stderr, /\nNothing is written\.\n$/);
    const forMachines = await convert("catalog.csv", "catalog.yaml", "--json");
    assert.equal(forMachines.code, 1);
    assert.equal(JSON.parse(forMachines.stdout).problems.length, 3);
  });

  it("holds the items against the rules of the provider, each with its place", async () => {
    put("catalog.csv", 'itemId,title,phoneBill,usdPrice,KOR\ngem, Gem,ja,1000,"1,200"\nbad id,,,1.999,1.5\n');
    assert.equal(
      (await convert("catalog.csv", "catalog.yaml")).stderr,
      [
        "catalog.csv, line 2, column 2 (title): gem title must not begin or end with a space",
        "catalog.csv, line 2, column 4 (usdPrice): gem usdPrice is 1000; the store allows 0 to 999.99 US dollars",
        'catalog.csv, line 2, column 5 (KOR): gem prices.KOR is "1,200", which is not a price; write a number or decimal text such as "1.99"',
        'catalog.csv, line 2, column 3 (phoneBill): gem phoneBill must be true or false, found string "ja"',
        "catalog.csv, line 3, column 1 (itemId): bad id may have letters, digits, '-', '_' and '.' only",
        "catalog.csv, line 3, column 4 (usdPrice): bad id usdPrice is 1.999, with 3 decimals, but a price in USD has at most 2 decimals",
        "catalog.csv, line 3, column 5 (KOR): bad id prices.KOR is 1.5, with 1 decimal, but a price in KRW has no decimals",
        "Nothing is written.\n",
      ].join("\n"),
    );
    put("catalog.json", '{ "gem": 5,\n  "coin": { "adopt": true } }');
    assert.equal(
      (await convert("catalog.json", "catalog.yaml")).stderr,
      [
        "catalog.json, line 1, column 3: gem must be a map of the item's values",
        "catalog.json, line 2, column 13: coin adopt is no value of an item; allowed are title, description, usdPrice, prices, status, phoneBill",
        "Nothing is written.\n",
      ].join("\n"),
    );
    assert.deepEqual(readdirSync(folder), ["catalog.csv", "catalog.json"]);
  });

  it("refuses what the format cannot hold, and names that tell no format or no place", async () => {
    put("catalog.json", '{ "gem": { "title": "Gem" } }');
    const why = async (...args: string[]) => {
      const { code, stderr } = await convert(...args);
      assert.equal(code, 1);
      return stderr;
    };
    assert.match(await why("catalog.json", "bulk.csv", "--format", "samsung"), /gem usdPrice: is not listed, but/);
    assert.match(await why("catalog.json", "-"), /add --format/);
    assert.match(await why("catalog.json", "catalog.xlsx"), /does not tell the format/);
    assert.match(await why("catalog.json", "none/catalog.csv"), /There is no folder none\./);
    assert.match(await why("catalog.json", ".", "--format", "csv"), /is a folder/);
    assert.deepEqual(readdirSync(folder), ["catalog.json"]);
  });
});
