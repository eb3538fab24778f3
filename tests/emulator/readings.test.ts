/** Uncertain points of the store: each reading can be chosen, and each shows. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultSeed } from "../../emulator";
import { settingsSchema } from "../../emulator/state/model";
import { NOT_SETTINGS, READINGS, type ReadingKey } from "../../emulator/state/readings";
import type { AnyCase, Cases } from "./readings/case";
import { contentCases } from "./readings/content";
import { gatewayCases } from "./readings/gateway";
import { itemCases } from "./readings/items";
import { releaseCases } from "./readings/releases";
import { salesCases } from "./readings/sales";
import { UNCERTAIN } from "./readings/uncertain";
import { storeForFile } from "./support/caller";
import { receiverForFile } from "./support/receiver";

const CASES: Cases<typeof READINGS> = {
  ...contentCases,
  ...releaseCases,
  ...itemCases,
  ...salesCases,
  ...gatewayCases,
};
const KEYS = Object.keys(READINGS) as ReadingKey[];
const DEFAULTS = Object.fromEntries(Object.entries(READINGS).map(([key, { values }]) => [key, values[0][0]]));

describe("a reading", () => {
  const store = storeForFile();
  const receiver = receiverForFile();

  for (const key of KEYS) {
    const { see, shows }: AnyCase = CASES[key];
    describe(key, () => {
      for (const [value, says] of READINGS[key].values)
        it(`${value}: ${says}`, async () => {
          await store.control("PUT", "settings", { readings: { [key]: value } });
          assert.deepEqual(await see({ store, receiver }), shows[value]);
        });

      it("shows a difference between all of its values", () => {
        const shown = READINGS[key].values.map(([value]) => JSON.stringify(shows[value]) ?? "undefined");
        assert.equal(new Set(shown).size, shown.length, shown.join("\n"));
      });
    });
  }
});

describe("readings as settings", () => {
  const store = storeForFile();
  const put = (readings: unknown) => store.raw("PUT", "/_emulator/settings", {}, JSON.stringify({ readings }));

  it("begin with the first value of each", async () => {
    assert.deepEqual((await store.control("GET", "settings")).readings, DEFAULTS);
  });

  it("change only where a change names them", async () => {
    await store.control("PUT", "settings", { readings: { rolloutSeq: "text" } });
    const after = await store.control("PUT", "settings", { readings: { noCountries: "null" }, strict: true });
    assert.deepEqual(after.readings, { ...DEFAULTS, rolloutSeq: "text", noCountries: "null" });
    const { readings, strict } = await store.control("PUT", "settings", { strict: false });
    assert.deepEqual([readings, strict], [after.readings, false]);
  });

  it("refuse an unknown key and an unknown value with the path, and change nothing", async () => {
    for (const [change, path] of [
      [{ rolloutSeqs: "text" }, "readings.rolloutSeqs"],
      [{ rolloutFileSize: "withUnit", rolloutSeq: "roman" }, "readings.rolloutSeq"],
      [{ binariesMax: 10 }, "readings.binariesMax"],
    ] as const) {
      const answer = await put(change);
      assert.deepEqual([answer.status, answer.json.path], [400, path]);
    }
    assert.deepEqual((await store.control("GET", "settings")).readings, DEFAULTS);
  });

  it("of a seed hold from its start, and come back with a reset", async () => {
    await store.control("PUT", "settings", { readings: { rolloutSeq: "text" } });
    await store.control("POST", "reset");
    assert.deepEqual((await store.control("GET", "settings")).readings, DEFAULTS);
    await store.control("PUT", "seed", { ...defaultSeed(), settings: { readings: { rolloutSeq: "text" } } });
    assert.deepEqual((await store.control("GET", "settings")).readings, { ...DEFAULTS, rolloutSeq: "text" });
  });

  it("go out and in with the whole store", async () => {
    await store.control("PUT", "settings", { readings: { rolloutSeq: "text" } });
    const dump = await store.control("GET", "dump");
    assert.equal(dump.settings.readings.rolloutSeq, "text");
    await store.control("POST", "reset");
    await store.control("PUT", "seed", dump);
    assert.equal((await store.control("GET", "settings")).readings.rolloutSeq, "text");
  });

  it("of a seed are refused with their path when they are wrong", async () => {
    const seed = { ...defaultSeed(), settings: { readings: { rolloutSeq: "roman" } } };
    const answer = await store.raw("PUT", "/_emulator/seed", {}, JSON.stringify(seed));
    assert.deepEqual([answer.status, answer.json.path], [400, "settings.readings.rolloutSeq"]);
  });
});

describe("the table of uncertain points", () => {
  const named = UNCERTAIN.flatMap(([, ...settings]) => settings);

  it("has an answer to each point: a setting, or the reason why there is none", () => {
    const settings = new Set<string>([...Object.keys(settingsSchema.shape), ...KEYS]);
    const reasons = new Set(NOT_SETTINGS.map(({ topic }) => topic));
    for (const [topic, ...keys] of UNCERTAIN) {
      for (const key of keys) assert.ok(settings.has(key), `${topic}: ${key}`);
      if (keys.length === 0) assert.ok(reasons.has(topic), topic);
    }
  });

  it("has no setting and no reason without a point", () => {
    assert.deepEqual(
      KEYS.filter((key) => !named.includes(key)),
      [],
    );
    const topics = new Set(UNCERTAIN.map(([topic]) => topic));
    assert.deepEqual(
      NOT_SETTINGS.filter(({ topic }) => !topics.has(topic)),
      [],
    );
  });

  it("gives each reading a sentence that ends with its source", () => {
    for (const { values } of Object.values(READINGS))
      for (const [, says] of values) assert.match(says, /\[[DOCG](:[^\]]+|, [DOCG]\b[^\]]*|;[^\]]+)?\]/);
  });
});
