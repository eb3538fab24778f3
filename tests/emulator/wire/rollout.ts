/** Staged rollout: rates, countries and binaries. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type App,
  EMBER,
  FIRST_REGISTRATION,
  HELPER,
  LANTERNS,
  openUpdate,
  PRE_REGISTERED,
  rolloutBinaries,
  submit,
  TIDELINE,
} from "./support/apps";
import { refused } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { call, done } from "./support/seller";
import { hasShape, v2 } from "./support/shapes";
import { control } from "./support/store";

const RATE = "/seller/v2/content/stagedRolloutRate";
const BINARY = "/seller/v2/content/stagedRolloutBinary";
type AppStatus = "REGISTRATION" | "SALE";

const enable = ({ contentId }: App, appStatus: AppStatus, fields: object): Promise<Answer> =>
  call("PUT", RATE, { json: { contentId, appStatus, function: "ENABLE_ROLLOUT", ...fields } });
const disable = ({ contentId }: App, appStatus: AppStatus): Promise<Answer> =>
  call("PUT", RATE, { json: { contentId, appStatus, function: "DISABLE_ROLLOUT" } });
const read = ({ contentId }: App, appStatus: AppStatus): Promise<Answer> =>
  call("GET", RATE, { query: { contentId, appStatus } });
const change = ({ contentId }: App, act: string, binarySeq: unknown): Promise<Answer> =>
  call("PUT", BINARY, { json: { contentId, function: act, binarySeq } });

const country = (countryCode: string, rolloutRate: number | string) => ({ countryCode, rolloutRate });

/** The update of Paper Lanterns with its new binary in a rollout. */
async function stagedUpdate(fields: object = { rolloutRate: 10 }): Promise<void> {
  assert.equal((await change(LANTERNS, "ADD", "4")).status, 200);
  assert.equal((await enable(LANTERNS, "REGISTRATION", fields)).status, 200);
}

async function rateOf(app: App, appStatus: AppStatus): Promise<Json> {
  return (await read(app, appStatus)).json.data;
}

export function rollout(): void {
  describe("the rollout rate", () => {
    it("is read with its countries", async () => {
      const answer = await done("GET", RATE, { query: { contentId: EMBER.contentId, appStatus: "SALE" } });
      hasShape(
        answer,
        v2({ rolloutRate: "number", countries: [{ countryCode: /^[A-Z]{3}$/, rolloutRate: "number" }] }),
      );
      assert.deepEqual(answer.data, { rolloutRate: 10, countries: [country("KOR", 20), country("DEU", 15)] });
    });

    it("is set for an update, and may go up and down before the release", async () => {
      await stagedUpdate();
      for (const rolloutRate of [50, 5, 30]) {
        const answer = await enable(LANTERNS, "REGISTRATION", { rolloutRate });
        hasShape(answer.json, v2());
        assert.equal((await rateOf(LANTERNS, "REGISTRATION")).rolloutRate, rolloutRate);
      }
    });

    it("is a number or the same as text, from 1 to 100", async () => {
      await stagedUpdate();
      for (const rolloutRate of ["20", 1, 100]) {
        assert.equal((await enable(LANTERNS, "REGISTRATION", { rolloutRate, stray: 1 })).status, 200);
        assert.equal((await rateOf(LANTERNS, "REGISTRATION")).rolloutRate, Number(rolloutRate));
      }
      for (const rolloutRate of [101, -1, 12.5, "many", null, undefined])
        refused(await enable(LANTERNS, "REGISTRATION", { rolloutRate }), "v2", "1000");
    });

    it("of a live release only rises (3104)", async () => {
      for (const rolloutRate of [10, 9, 1]) refused(await enable(EMBER, "SALE", { rolloutRate }), "v2", "3104");
      assert.equal((await enable(EMBER, "SALE", { rolloutRate: 25 })).status, 200);
      assert.deepEqual(await rateOf(EMBER, "SALE"), {
        rolloutRate: 25,
        countries: [country("KOR", 20), country("DEU", 15)],
      });
    });

    it("cannot hold back what users already have (3203)", async () => {
      assert.equal((await change(LANTERNS, "ADD", "3")).status, 200);
      refused(await enable(LANTERNS, "REGISTRATION", { rolloutRate: 50 }), "v2", "3203");
    });

    it("names every country again that has one (3105 live, 3204 in an update)", async () => {
      refused(await enable(EMBER, "SALE", { rolloutRate: 30, countries: [country("KOR", 40)] }), "v2", "3105");
      await stagedUpdate({ rolloutRate: 10, countries: [country("KOR", 20)] });
      const countries = [country("JPN", 30)];
      refused(await enable(LANTERNS, "REGISTRATION", { rolloutRate: 15, countries }), "v2", "3204");
      const all = [country("KOR", 20), ...countries];
      assert.equal((await enable(LANTERNS, "REGISTRATION", { rolloutRate: 15, countries: all })).status, 200);
      assert.deepEqual(await rateOf(LANTERNS, "REGISTRATION"), { rolloutRate: 15, countries: all });
    });

    it("of a country is a percentage of a country of the store (3105 live, 3204 in an update)", async () => {
      const present = [country("KOR", 20), country("DEU", 15)];
      for (const bad of [country("XXX", 50), country("USA", 101)])
        refused(await enable(EMBER, "SALE", { rolloutRate: 30, countries: [...present, bad] }), "v2", "3105");
      await stagedUpdate();
      for (const bad of [country("XXX", 50), country("USA", 101)])
        refused(await enable(LANTERNS, "REGISTRATION", { rolloutRate: 10, countries: [bad] }), "v2", "3204");
    });

    it("needs a binary in the rollout first (3207)", async () => {
      refused(await enable(LANTERNS, "REGISTRATION", { rolloutRate: 10 }), "v2", "3207");
    });

    it("does not exist where no rollout is set up (3208)", async () => {
      refused(await read(LANTERNS, "REGISTRATION"), "v2", "3208");
      refused(await read(TIDELINE, "SALE"), "v2", "3208");
    });

    it("does not exist where no such record is (3100)", async () => {
      refused(await read(EMBER, "REGISTRATION"), "v2", "3100");
      refused(await enable(EMBER, "REGISTRATION", { rolloutRate: 10 }), "v2", "3100");
    });

    it("belongs to no app that is pre-registered (3205)", async () => {
      refused(await read(PRE_REGISTERED, "REGISTRATION"), "v2", "3205");
      refused(await enable(PRE_REGISTERED, "REGISTRATION", { rolloutRate: 10 }), "v2", "3205");
      refused(await change(PRE_REGISTERED, "ADD", "1"), "v2", "3205");
    });

    it("is not set while the update is in review (3206)", async () => {
      await stagedUpdate();
      await control("PUT", "settings", { review: "manual" });
      await submit(LANTERNS);
      refused(await enable(LANTERNS, "REGISTRATION", { rolloutRate: 20 }), "v2", "3206");
      refused(await change(LANTERNS, "REMOVE", "4"), "v2", "3206");
    });

    it("is set in every status of an update that can be edited, and in a first registration", async () => {
      for (const contentStatus of ["UPDATING", "RE_REGISTERING", "READY_FOR_SALE"]) {
        await control("POST", "reset");
        await control("PATCH", `apps/${LANTERNS.contentId}`, { contentStatus });
        await stagedUpdate();
        assert.equal((await rateOf(LANTERNS, "REGISTRATION")).rolloutRate, 10);
      }
      assert.equal((await change(FIRST_REGISTRATION, "ADD", "1")).status, 200);
      assert.equal((await enable(FIRST_REGISTRATION, "REGISTRATION", { rolloutRate: 10 })).status, 200);
    });

    it("of a suspended app is not set (3206)", async () => {
      const json = { contentId: EMBER.contentId, contentStatus: "SUSPENDED" };
      await done("POST", "/seller/contentStatusUpdate", { json });
      refused(await enable(EMBER, "SALE", { rolloutRate: 50 }), "v2", "3206");
    });

    it("needs to know the record and what to do (1000)", async () => {
      const { contentId } = EMBER;
      refused(await call("GET", RATE, { query: { contentId } }), "v2", "1000");
      refused(await call("GET", RATE, { query: { contentId, appStatus: "LIVE" } }), "v2", "1000");
      const json = { contentId, appStatus: "SALE", rolloutRate: 50 };
      refused(await call("PUT", RATE, { json }), "v2", "1000");
      refused(await call("PUT", RATE, { json: { ...json, function: "RAISE" } }), "v2", "1000");
    });
  });

  describe("a finished rollout", () => {
    it("is no way out while a country has a higher rate than the default", async () => {
      assert.equal((await disable(EMBER, "SALE")).status, 400);
      assert.equal((await rateOf(EMBER, "SALE")).rolloutRate, 10);
    });

    it("gives the release to everybody, and cannot be taken back", async () => {
      await enable(EMBER, "SALE", { rolloutRate: 50 });
      hasShape((await disable(EMBER, "SALE")).json, v2());
      refused(await read(EMBER, "SALE"), "v2", "3208");
      const held = await rolloutBinaries(EMBER, "SALE");
      assert.ok(held.every(({ rolloutStatus }) => rolloutStatus === "DISABLED"));
      refused(await enable(EMBER, "SALE", { rolloutRate: 60 }), "v2", "3207");
    });

    it("is what the next update waits for: one rollout at a time", async () => {
      await openUpdate(EMBER);
      await change(EMBER, "ADD", "12");
      assert.equal((await enable(EMBER, "REGISTRATION", { rolloutRate: 50 })).status, 400);
      await enable(EMBER, "SALE", { rolloutRate: 20 });
      assert.equal((await disable(EMBER, "SALE")).status, 200);
    });
  });

  describe("the binaries of a rollout", () => {
    it("are all of the record's, with their part in it", async () => {
      const answer = await done("GET", BINARY, { query: { contentId: EMBER.contentId, appStatus: "SALE" } });
      hasShape(
        answer,
        v2({
          binaries: [
            {
              seq: "number|string",
              versionCode: /^\d+$/,
              versionName: "string",
              fileName: "string",
              fileSize: /^\d+(\.\d+)?( MB)?$/,
              rolloutStatus: /^(ENABLED|DISABLED|PAUSED)$/,
              appStatus: /^SALE$/,
            },
          ],
        }),
      );
      assert.deepEqual(
        answer.data.binaries.map(({ seq, rolloutStatus }: Json) => [String(seq), rolloutStatus]),
        [
          ["11", "DISABLED"],
          ["12", "ENABLED"],
        ],
      );
    });

    it("are those of both records when none is named", async () => {
      const answer = await done("GET", BINARY, { query: { contentId: LANTERNS.contentId } });
      assert.deepEqual(answer.data.binaries.map(({ seq, appStatus }: Json) => `${seq} ${appStatus}`).sort(), [
        "3 REGISTRATION",
        "3 SALE",
        "4 REGISTRATION",
      ]);
    });

    it("tell whether an update, or a live version, exists (3100)", async () => {
      for (const [{ contentId }, appStatus] of [
        [EMBER, "REGISTRATION"],
        [FIRST_REGISTRATION, "SALE"],
      ] as const)
        refused(await call("GET", BINARY, { query: { contentId, appStatus } }), "v2", "3100");
      assert.equal((await rolloutBinaries(LANTERNS, "REGISTRATION")).length, 2);
      assert.equal((await rolloutBinaries(LANTERNS, "SALE")).length, 1);
    });

    it("are added and removed by sequence, as text or number", async () => {
      const statusOf = async (wanted: string) =>
        (await rolloutBinaries(LANTERNS, "REGISTRATION")).find(({ seq }) => String(seq) === wanted).rolloutStatus;
      for (const binarySeq of ["4", 4]) {
        hasShape((await change(LANTERNS, "ADD", binarySeq)).json, v2());
        assert.equal(await statusOf("4"), "ENABLED");
        hasShape((await change(LANTERNS, "REMOVE", binarySeq)).json, v2());
        assert.equal(await statusOf("4"), "DISABLED");
      }
    });

    it("can be paused by a person in the portal, which the seller reads", async () => {
      await control("PATCH", `apps/${EMBER.contentId}`, { rollout: { binaries: { "12": "PAUSED" } } });
      const paused = (await rolloutBinaries(EMBER, "SALE")).find(({ seq }) => String(seq) === "12");
      assert.equal(paused.rolloutStatus, "PAUSED");
    });

    it("are not changed on a live app without an update (3206)", async () => {
      refused(await change(HELPER, "ADD", "5"), "v2", "3206");
    });

    it("must exist, and be added or removed (1000)", async () => {
      refused(await change(LANTERNS, "ADD", "99"), "v2", "1000");
      refused(await change(LANTERNS, "PAUSE", "4"), "v2", "1000");
    });
  });
}
