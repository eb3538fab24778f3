/** Closed betas: who sees them, who may change them, and whom the store refuses. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, refusedV2, storeForFile } from "./support/caller";

const PATH = "/seller/v2/content/betaTest";
const GARDEN = ["mina.park@testers.example", "jonas.weber@testers.example", "aiko.tanaka@testers.example"];

describe("a closed beta", () => {
  const store = storeForFile();
  const view = (contentId: string, appStatus: string, page = "") =>
    store.call("GET", `${PATH}?contentId=${contentId}&appStatus=${appStatus}${page}`);
  const change = (contentId: string, fields: object) => store.call("PUT", PATH, { contentId, ...fields });
  const testers = async () => (await view(APPS.nightGarden, "REGISTRATION")).json.data.betaTesters;

  it("shows its testers, feedback channel and testing address", async () => {
    const { json } = await view(APPS.nightGarden, "REGISTRATION");
    assert.equal(json.resultCode, "0000");
    assert.equal(json.data.totalNumberOfBetaTesters, 3);
    assert.deepEqual(json.data.betaTesters, GARDEN);
    assert.equal(json.data.feedbackChannel, "night-garden@lumenforge.example");
    assert.match(json.data.betaTestingUrl.android, /^https:/);
  });

  it("shows a deployed one in its SALE record", async () => {
    assert.equal((await view(APPS.deepField, "SALE")).json.data.totalNumberOfBetaTesters, 2);
    refusedV2(await view(APPS.deepField, "REGISTRATION"), 400, "3100");
  });

  it("shows testers by pages of at most 1,000", async () => {
    const { data } = (await view(APPS.nightGarden, "REGISTRATION", "&offset=1&limit=1")).json;
    assert.deepEqual(data.betaTesters, [GARDEN[1]]);
    assert.equal(data.totalNumberOfBetaTesters, 3);
    for (const page of ["&limit=1001", "&limit=x", "&offset=-1"])
      refusedV2(await view(APPS.nightGarden, "REGISTRATION", page), 400, "1000");
  });

  it("takes testers in and out and keeps the rest", async () => {
    const answer = await change(APPS.nightGarden, {
      betaTestersToBeAdded: ["new@testers.example"],
      betaTestersToBeDeleted: [GARDEN[0]],
    });
    assert.deepEqual(answer.json, {
      resultCode: "0000",
      resultMessage: "Ok",
      data: { additionFailedTesters: [], deletionFailedTesters: [] },
    });
    assert.deepEqual(await testers(), [GARDEN[1], GARDEN[2], "new@testers.example"]);
  });

  it("names ids that are no Samsung accounts while the call succeeds", async () => {
    const refused = ["x@not-samsung.example", "no-mail", "nobody@testers.example"];
    const answer = await change(APPS.nightGarden, {
      betaTestersToBeAdded: [...refused, "new@testers.example"],
      betaTestersToBeDeleted: ["stranger@testers.example"],
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json.data, {
      additionFailedTesters: refused,
      deletionFailedTesters: ["stranger@testers.example"],
    });
    assert.deepEqual(await testers(), [...GARDEN, "new@testers.example"]);
  });

  it("ends up without an id that is in both lists", async () => {
    await change(APPS.nightGarden, { betaTestersToBeAdded: [GARDEN[0]], betaTestersToBeDeleted: [GARDEN[0]] });
    assert.deepEqual(await testers(), GARDEN.slice(1));
  });

  it("changes only the feedback channel when only that is given, an e-mail address or a URL", async () => {
    assert.equal((await change(APPS.nightGarden, { feedbackChannel: "https://example.com/talk" })).status, 200);
    const { data } = (await view(APPS.nightGarden, "REGISTRATION")).json;
    assert.equal(data.feedbackChannel, "https://example.com/talk");
    assert.deepEqual(data.betaTesters, GARDEN);
    refusedV2(await change(APPS.nightGarden, { feedbackChannel: "call me" }), 400, "1000");
  });

  it("takes 1,000 ids in one call and 20,000 in all", async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `tester${from + index}@testers.example`);
    refusedV2(await change(APPS.nightGarden, { betaTestersToBeAdded: many(0, 1001) }), 400, "1000");
    await store.control("PATCH", `apps/${APPS.nightGarden}`, { betaTest: { testers: many(0, 19_500) } });
    refusedV2(await change(APPS.nightGarden, { betaTestersToBeAdded: many(20_000, 501) }), 400, "1000", /20000/);
    assert.equal((await change(APPS.nightGarden, { betaTestersToBeAdded: many(20_000, 500) })).status, 200);
    const page = await view(APPS.nightGarden, "REGISTRATION", "&offset=19000");
    assert.equal(page.json.data.totalNumberOfBetaTesters, 20_000);
    assert.equal(page.json.data.betaTesters.length, 1000);
  });

  it("is read but not changed once it is deployed (3201)", async () => {
    refusedV2(await change(APPS.deepField, { betaTestersToBeAdded: ["a@testers.example"] }), 400, "3201");
  });

  it("is not there in an app that is no beta (3202), in no app (3100) or in another seller's (4008)", async () => {
    refusedV2(await view(APPS.emberIsles, "SALE"), 400, "3202");
    refusedV2(await change(APPS.emberIsles, {}), 400, "3202");
    refusedV2(await view(APPS.nobodys, "SALE"), 400, "3100");
    refusedV2(await change(APPS.nobodys, {}), 400, "3100");
    refusedV2(await change(APPS.railBaron, {}), 403, "4008");
  });

  it("needs lists of texts (1000)", async () => {
    refusedV2(await change(APPS.nightGarden, { betaTestersToBeAdded: "a@testers.example" }), 400, "1000");
    refusedV2(await change(APPS.nightGarden, { betaTestersToBeDeleted: [7] }), 400, "1000");
  });
});
