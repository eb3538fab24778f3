/** The format of seeds: its documentation, its JSON schema, and the emulator that reads it agree. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { describe, it } from "mocha";
import { defaultSeed, startEmulator } from "../../emulator";
import { seedSchemaFile } from "../../tools/seed-schema";
import { type Json, storeForFile } from "./support/caller";

const FILE = "emulator/seed.schema.json";
const SCHEMA: Json = JSON.parse(readFileSync(FILE, "utf8"));
const conforms = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, validateFormats: false }).compile(
  SCHEMA,
);
/** The code blocks of the guide: an example, a bad one, and what is said about it. */
const [EXAMPLE = "", BAD = "", MESSAGE = ""] = [
  ...readFileSync("docs/seed-format.md", "utf8").matchAll(/```(?:json)?\n([\s\S]*?)\n```/g),
].map((block) => block[1] ?? "");

describe("the format of a store", () => {
  const store = storeForFile();
  const refusal = async (seed: unknown) => {
    const answer = await store.raw("PUT", "/_emulator/seed", {}, JSON.stringify(seed));
    return [answer.status, answer.json.path];
  };
  /** The example with something changed. */
  const changed = (change: (seed: Json) => void): Json => {
    const seed = JSON.parse(EXAMPLE);
    change(seed);
    return seed;
  };

  it("has a JSON schema that is made from what reads it and up to date (ts-node tools/seed-schema.ts)", () => {
    assert.equal(readFileSync(FILE, "utf8"), seedSchemaFile());
  });

  it("has its schema in the package and at every emulator", async () => {
    assert.deepEqual(
      JSON.parse(readFileSync(require.resolve("pulumi-galaxystore/emulator/seed.schema.json"), "utf8")),
      SCHEMA,
    );
    assert.deepEqual(await store.control("GET", "seed.schema.json"), SCHEMA);
  });

  it("explains itself to editors", () => {
    const { settings, sellers } = SCHEMA.properties;
    assert.match(settings.properties.review.description, /30 seconds per step/);
    assert.match(sellers.items.properties.apps.items.properties.registration.description, /open update/);
  });

  it("is that of the default seed, of a dump, and of the guide's example", async () => {
    for (const seed of [defaultSeed(), await store.control("GET", "dump"), JSON.parse(EXAMPLE)])
      assert.ok(conforms(JSON.parse(JSON.stringify(seed))), JSON.stringify(conforms.errors?.slice(0, 3)));
  });

  it("is read from the guide's example, whose dump gives the same store again", async () => {
    await store.control("PUT", "seed", JSON.parse(EXAMPLE));
    const dump = await store.control("GET", "dump");
    assert.equal(dump.$schema, undefined);
    assert.equal(dump.sellers[0].apps[0].sale.content.appTitle, "Paper Boat");
    const [{ serviceAccountId }] = await store.control("GET", "accounts");
    assert.equal(serviceAccountId, "paper-boat-ci");
    assert.ok(conforms(dump), JSON.stringify(conforms.errors));
    await store.control("PUT", "seed", dump);
    assert.deepEqual(await store.control("GET", "dump"), dump);
  });

  it("is refused with every path, in the words of the guide", async () => {
    const seed = JSON.parse(BAD);
    await assert.rejects(startEmulator({ seed }), { message: MESSAGE.replace("The seed bad.json", "The seed") });
    assert.deepEqual(await refusal(seed), [400, "sellers.0.sellerSeq"]);
    assert.equal(conforms(seed), false);
  });

  it("is refused by the emulator wherever its schema refuses it, and the store stays as it was", async () => {
    const before = await store.control("GET", "dump");
    const app = (seed: Json) => seed.sellers[0].apps[0];
    for (const [path, change] of [
      ["sellers", (seed) => delete seed.sellers],
      ["sellers", (seed) => (seed.sellers = [])],
      ["settings.review", (seed) => (seed.settings.review = "never")],
      ["colour", (seed) => (seed.colour = "blue")],
      ["sellers.0.apps.0.contentId", (seed) => (app(seed).contentId = "7")],
      ["sellers.0.apps.0.sale.contentStatus", (seed) => (app(seed).sale.contentStatus = "SOLD")],
      [
        "sellers.0.apps.0.sale.content.sellCountryList.0.countryCode",
        (seed) => (app(seed).sale.content.sellCountryList[0].countryCode = "DE"),
      ],
      ["sellers.0.apps.0.items.0.usdPrice", (seed) => (app(seed).items[0].usdPrice = "0.99")],
      ["sellers.0.apps.0.comments.0.rating", (seed) => (app(seed).comments[0].rating = 11)],
      ["sellers.0.apps.0.sales.history.until", (seed) => (app(seed).sales.history.until = "yesterday")],
    ] as [string, (seed: Json) => void][]) {
      const seed = changed(change);
      assert.equal(conforms(seed), false, path);
      assert.deepEqual(await refusal(seed), [400, path]);
    }
    assert.deepEqual(await store.control("GET", "dump"), before);
  });

  it("is checked beyond its schema: what is there twice, on the wrong side, or missing", async () => {
    const app = (seed: Json) => seed.sellers[0].apps[0];
    for (const [path, change] of [
      ["sellers.0.apps.1.contentId", (seed) => seed.sellers[0].apps.push(app(seed))],
      ["sellers.0.apps.0.sale.contentStatus", (seed) => (app(seed).sale.contentStatus = "UPDATING")],
      ["sellers.0.apps.0", (seed) => delete app(seed).sale],
    ] as [string, (seed: Json) => void][]) {
      const seed = changed(change);
      assert.ok(conforms(seed), path);
      assert.deepEqual(await refusal(seed), [400, path]);
    }
  });
});
