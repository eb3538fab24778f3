/** The order in which a staged rollout may change. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { defaultSeed } from "../../emulator";
import { APPS, type Caller, HARBOR, refusedV2, storeForFile } from "./support/caller";

const RATE = "/seller/v2/content/stagedRolloutRate";
const BINARY = "/seller/v2/content/stagedRolloutBinary";

function rollout(store: Caller) {
  return {
    view: (contentId: string, appStatus: string) =>
      store.call("GET", `${RATE}?contentId=${contentId}&appStatus=${appStatus}`),
    set: (contentId: string, appStatus: string, rate: unknown, countries?: unknown) =>
      store.call("PUT", RATE, {
        contentId,
        appStatus,
        function: "ENABLE_ROLLOUT",
        rolloutRate: rate,
        ...(countries === undefined ? {} : { countries }),
      }),
    disable: (contentId: string, appStatus: string) =>
      store.call("PUT", RATE, { contentId, appStatus, function: "DISABLE_ROLLOUT" }),
    binaries: (contentId: string, appStatus: string) =>
      store.call("GET", `${BINARY}?contentId=${contentId}&appStatus=${appStatus}`),
    binary: (contentId: string, act: string, binarySeq: unknown) =>
      store.call("PUT", BINARY, { contentId, function: act, binarySeq }),
  };
}

const rates = (...pairs: [string, unknown][]) =>
  pairs.map(([countryCode, rolloutRate]) => ({ countryCode, rolloutRate }));

describe("a live rollout", () => {
  const store = storeForFile();
  const { view, set, disable, binaries, binary } = rollout(store);

  it("tells its default rate and its country rates", async () => {
    assert.deepEqual((await view(APPS.emberIsles, "SALE")).json, {
      resultCode: "0000",
      resultMessage: "Ok",
      data: { rolloutRate: 10, countries: rates(["KOR", 20], ["DEU", 15]) },
    });
  });

  it("tells which binaries are in it", async () => {
    assert.deepEqual((await binaries(APPS.emberIsles, "SALE")).json.data.binaries, [
      {
        seq: 11,
        versionCode: "410",
        versionName: "4.1.0",
        fileName: "ember-isles-4.1.0.apk",
        fileSize: "93.49",
        rolloutStatus: "DISABLED",
        appStatus: "SALE",
      },
      {
        seq: 12,
        versionCode: "420",
        versionName: "4.2.0",
        fileName: "ember-isles-4.2.0.apk",
        fileSize: "97.00",
        rolloutStatus: "ENABLED",
        appStatus: "SALE",
      },
    ]);
  });

  it("rises, and keeps the country rates that are not mentioned", async () => {
    assert.deepEqual((await set(APPS.emberIsles, "SALE", 25)).json, {
      resultCode: "0000",
      resultMessage: "Ok",
      data: {},
    });
    assert.deepEqual((await view(APPS.emberIsles, "SALE")).json.data, {
      rolloutRate: 25,
      countries: rates(["KOR", 20], ["DEU", 15]),
    });
  });

  it("takes its rate as text too", async () => {
    assert.equal((await set(APPS.emberIsles, "SALE", "25")).status, 200);
  });

  it("never falls, and the same is not greater (3104)", async () => {
    for (const rate of [9, 10, 0]) refusedV2(await set(APPS.emberIsles, "SALE", rate), 400, "3104");
    assert.equal((await view(APPS.emberIsles, "SALE")).json.data.rolloutRate, 10);
  });

  it("never falls in any country, whatever is asked of it", async () => {
    const percent = fc.integer({ min: 0, max: 100 });
    const country = fc.constantFrom("KOR", "DEU", "JPN", "USA");
    const asked = fc.record({
      rate: percent,
      countries: fc.option(fc.dictionary(country, percent), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 8 }), async (calls) => {
        await store.control("POST", "reset");
        let before = (await store.held(APPS.emberIsles)).sale?.rollout;
        for (const { rate, countries } of calls) {
          await set(APPS.emberIsles, "SALE", rate, countries && rates(...Object.entries(countries)));
          const after = (await store.held(APPS.emberIsles)).sale?.rollout;
          assert.ok(before && after && after.rate >= before.rate);
          for (const [code, share] of Object.entries(before.countries))
            assert.ok((after.countries[code] ?? -1) >= (share ?? 0), code);
          before = after;
        }
      }),
      { numRuns: 25 },
    );
  });

  it("takes new countries beside the present ones, whose rates may stay or rise", async () => {
    const countries = rates(["KOR", 20], ["DEU", 30], ["JPN", 5]);
    assert.equal((await set(APPS.emberIsles, "SALE", 11, countries)).status, 200);
    assert.deepEqual((await view(APPS.emberIsles, "SALE")).json.data.countries, countries);
  });

  it("refuses country rates that leave a present one out, lower one, or are not valid (3105)", async () => {
    for (const countries of [
      rates(["KOR", 20]),
      [],
      rates(["KOR", 20], ["DEU", 14]),
      rates(["KOR", 20], ["DEU", 101]),
      rates(["KOR", 20], ["DEU", 15], ["XXX", 5]),
      rates(["KOR", 20], ["DEU", 15], ["DEU", 15]),
      rates(["KOR", 20], ["DEU", 15.5]),
    ])
      refusedV2(await set(APPS.emberIsles, "SALE", 11, countries), 400, "3105");
    assert.equal((await view(APPS.emberIsles, "SALE")).json.data.rolloutRate, 10, "nothing of a refused call is kept");
  });

  it("takes whole percentages from 0 to 100 only (1000)", async () => {
    for (const rate of [-1, 101, 12.5, "x", undefined])
      refusedV2(await set(APPS.emberIsles, "SALE", rate), 400, "1000");
  });

  it("stays on at 100 percent", async () => {
    assert.equal((await set(APPS.emberIsles, "SALE", 100)).status, 200);
    assert.equal((await view(APPS.emberIsles, "SALE")).json.data.rolloutRate, 100);
  });

  it("cannot be disabled while a country has a higher rate than the default", async () => {
    refusedV2(await disable(APPS.emberIsles, "SALE"), 400, "3105", /KOR/);
  });

  it("is finished by disabling it, for good", async () => {
    await set(APPS.emberIsles, "SALE", 50);
    assert.equal((await disable(APPS.emberIsles, "SALE")).json.resultCode, "0000");
    refusedV2(await view(APPS.emberIsles, "SALE"), 400, "3208");
    refusedV2(await set(APPS.emberIsles, "SALE", 60), 400, "3207");
    refusedV2(await disable(APPS.emberIsles, "SALE"), 400, "3208");
    const { sale } = await store.held(APPS.emberIsles);
    assert.deepEqual(
      sale?.binaries.map(({ rolloutStatus, deployedRate }) => [rolloutStatus, deployedRate]),
      [
        ["DISABLED", 100],
        ["DISABLED", 100],
      ],
    );
  });

  it("does not take binaries in or out (3206)", async () => {
    for (const act of ["ADD", "REMOVE"]) refusedV2(await binary(APPS.emberIsles, act, "12"), 400, "3206");
  });

  it("must end before the next update gets its own (3206)", async () => {
    await store.update(APPS.emberIsles);
    assert.equal((await binary(APPS.emberIsles, "ADD", "12")).status, 200);
    refusedV2(await set(APPS.emberIsles, "REGISTRATION", 50), 400, "3206", /live staged rollout/);
  });
});

describe("the rollout of an open update", () => {
  const store = storeForFile();
  const { view, set, disable, binaries, binary } = rollout(store);

  it("starts without binaries: its rate cannot be read (3208) or set (3207)", async () => {
    refusedV2(await view(APPS.paperLanterns, "REGISTRATION"), 400, "3208");
    refusedV2(await set(APPS.paperLanterns, "REGISTRATION", 10), 400, "3207");
  });

  it("is set up by adding a binary and then the rate, and may change freely before it goes live", async () => {
    assert.equal((await binary(APPS.paperLanterns, "ADD", "4")).json.resultCode, "0000");
    for (const rate of [10, 40, 5, 0]) {
      assert.equal((await set(APPS.paperLanterns, "REGISTRATION", rate)).status, 200);
      assert.equal((await view(APPS.paperLanterns, "REGISTRATION")).json.data.rolloutRate, rate);
    }
    refusedV2(await view(APPS.paperLanterns, "SALE"), 400, "3208");
    const listed = (await binaries(APPS.paperLanterns, "REGISTRATION")).json.data.binaries;
    assert.deepEqual(
      listed.map((entry: { seq: number; rolloutStatus: string }) => [entry.seq, entry.rolloutStatus]),
      [
        [3, "DISABLED"],
        [4, "ENABLED"],
      ],
    );
  });

  it("may have a country below the default, and refuses bad country rates with 3204", async () => {
    await binary(APPS.paperLanterns, "ADD", 4);
    assert.equal((await set(APPS.paperLanterns, "REGISTRATION", 40, rates(["KOR", 30]))).status, 200);
    assert.equal((await set(APPS.paperLanterns, "REGISTRATION", 40, rates(["KOR", 20]))).status, 200);
    refusedV2(await set(APPS.paperLanterns, "REGISTRATION", 40, rates(["JPN", 20])), 400, "3204", /KOR/);
  });

  it("ends when its last binary is taken out, or when it is disabled", async () => {
    await binary(APPS.paperLanterns, "ADD", "4");
    await set(APPS.paperLanterns, "REGISTRATION", 10);
    assert.equal((await binary(APPS.paperLanterns, "REMOVE", "4")).status, 200);
    refusedV2(await view(APPS.paperLanterns, "REGISTRATION"), 400, "3208");
    await binary(APPS.paperLanterns, "ADD", "4");
    await set(APPS.paperLanterns, "REGISTRATION", 10);
    assert.equal((await disable(APPS.paperLanterns, "REGISTRATION")).status, 200);
    refusedV2(await view(APPS.paperLanterns, "REGISTRATION"), 400, "3208");
  });

  it("cannot hold back binaries that users already have (3203)", async () => {
    await binary(APPS.paperLanterns, "ADD", "3");
    refusedV2(await set(APPS.paperLanterns, "REGISTRATION", 50), 400, "3203");
  });

  it("goes live with its rates when the update is published", async () => {
    await binary(APPS.paperLanterns, "ADD", "4");
    await set(APPS.paperLanterns, "REGISTRATION", 10, rates(["KOR", 5]));
    assert.equal((await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns })).status, 204);
    assert.deepEqual((await view(APPS.paperLanterns, "SALE")).json.data, {
      rolloutRate: 10,
      countries: rates(["KOR", 5]),
    });
    refusedV2(await view(APPS.paperLanterns, "REGISTRATION"), 400, "3100");
    refusedV2(await set(APPS.paperLanterns, "SALE", 5), 400, "3104");
    assert.equal((await set(APPS.paperLanterns, "SALE", 20)).status, 200);
  });

  it("may not fall once the release has passed the review (3103)", async () => {
    await store.call("PUT", BINARY, { contentId: APPS.firstLight, function: "ADD", binarySeq: "1" });
    await set(APPS.firstLight, "REGISTRATION", 20);
    await store.control("PATCH", `apps/${APPS.firstLight}`, { contentStatus: "READY_FOR_SALE" });
    refusedV2(await set(APPS.firstLight, "REGISTRATION", 10), 400, "3103");
    assert.equal((await set(APPS.firstLight, "REGISTRATION", 30)).status, 200);
  });

  it("cannot be touched while the update is in review (3206)", async () => {
    await store.control("PUT", "settings", { review: "manual" });
    await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns });
    refusedV2(await set(APPS.paperLanterns, "REGISTRATION", 10), 400, "3206");
    refusedV2(await binary(APPS.paperLanterns, "ADD", "4"), 400, "3206");
  });

  it("leaves a live rollout running when the update that is published has none", async () => {
    await store.update(APPS.emberIsles, { appTitle: "Ember Isles: Tides" });
    await store.call("POST", "/seller/contentSubmit", { contentId: APPS.emberIsles });
    assert.equal((await store.info(APPS.emberIsles))[0].appTitle, "Ember Isles: Tides");
    assert.deepEqual((await view(APPS.emberIsles, "SALE")).json.data, {
      rolloutRate: 10,
      countries: rates(["KOR", 20], ["DEU", 15]),
    });
    assert.equal((await binaries(APPS.emberIsles, "SALE")).json.data.binaries[1].rolloutStatus, "ENABLED");
  });
});

describe("rollout calls", () => {
  const seed = defaultSeed();
  const store = storeForFile(seed);
  const { view, set, disable, binaries, binary } = rollout(store);

  it("are refused for a pre-registered app (3205)", async () => {
    for (const answer of [
      await view(APPS.cloudHarbor, "REGISTRATION"),
      await set(APPS.cloudHarbor, "REGISTRATION", 10),
      await disable(APPS.cloudHarbor, "REGISTRATION"),
      await binaries(APPS.cloudHarbor, "REGISTRATION"),
      await binary(APPS.cloudHarbor, "ADD", "1"),
    ])
      refusedV2(answer, 400, "3205");
  });

  it("tell that there is no such app or no such record (3100)", async () => {
    refusedV2(await binaries(APPS.nobodys, "SALE"), 400, "3100");
    refusedV2(await binaries(APPS.emberIsles, "REGISTRATION"), 400, "3100");
    refusedV2(await binaries(APPS.firstLight, "SALE"), 400, "3100");
    refusedV2(await view(APPS.emberIsles, "REGISTRATION"), 400, "3100");
    refusedV2(await set(APPS.emberIsles, "REGISTRATION", 10), 400, "3100");
  });

  it("are refused for another seller's app (4008)", async () => {
    refusedV2(await view(APPS.railBaron, "SALE"), 403, "4008");
    const answer = await store.call("GET", `${RATE}?contentId=${APPS.emberIsles}&appStatus=SALE`, undefined, {
      account: HARBOR,
    });
    refusedV2(answer, 403, "4008");
  });

  it("need a known function, appStatus and binary (1000)", async () => {
    refusedV2(await view(APPS.emberIsles, "LIVE"), 400, "1000");
    refusedV2(await store.call("GET", `${BINARY}?contentId=${APPS.emberIsles}&appStatus=LIVE`), 400, "1000");
    refusedV2(
      await store.call("PUT", RATE, { contentId: APPS.emberIsles, appStatus: "SALE", function: "STOP" }),
      400,
      "1000",
    );
    refusedV2(await binary(APPS.paperLanterns, "ADD", "99"), 400, "1000");
    refusedV2(await set(APPS.emberIsles, "SALE", 20, "KOR"), 400, "1000", /must be a list/);
    refusedV2(await binary(APPS.paperLanterns, "TAKE", "4"), 400, "1000");
  });
});
