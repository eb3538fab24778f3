/** Closed beta: testers and the channel for their feedback. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type App, DEPLOYED_BETA, EMBER, OPEN_BETA } from "./support/apps";
import { refused } from "./support/failures";
import type { Answer, Json } from "./support/http";
import { call, done } from "./support/seller";
import { exactly, hasShape, type Shape, v2 } from "./support/shapes";
import { control } from "./support/store";

const PATH = "/seller/v2/content/betaTest";

const VIEW: Shape = v2({
  totalNumberOfBetaTesters: "number",
  betaTesters: ["string"],
  feedbackChannel: "string",
  betaTestingUrl: { "android?": "string", "instantPlay2?": "string" },
});

async function view(app: App, appStatus: string, query: Record<string, string | number> = {}): Promise<Json> {
  const answer = await done("GET", PATH, { query: { contentId: app.contentId, appStatus, ...query } });
  hasShape(answer, VIEW);
  return answer.data;
}

const update = ({ contentId }: App, fields: object): Promise<Answer> =>
  call("PUT", PATH, { json: { contentId, ...fields } });

export function beta(): void {
  describe("a closed beta", () => {
    it("shows its testers while it is registered and while it is out", async () => {
      const registering = await view(OPEN_BETA, "REGISTRATION");
      assert.equal(registering.totalNumberOfBetaTesters, 3);
      assert.equal(registering.betaTesters.length, 3);
      assert.equal((await view(DEPLOYED_BETA, "SALE")).betaTesters.length, 2);
    });

    it("shows one page of them, with numbers as texts", async () => {
      const { betaTesters } = await view(OPEN_BETA, "REGISTRATION");
      const page = await view(OPEN_BETA, "REGISTRATION", { offset: "1", limit: "1" });
      assert.equal(page.totalNumberOfBetaTesters, 3);
      assert.deepEqual(page.betaTesters, betaTesters.slice(1, 2));
      assert.deepEqual((await view(OPEN_BETA, "REGISTRATION", { offset: 3 })).betaTesters, []);
    });

    it("takes in testers, lets others go, and changes its feedback channel", async () => {
      const [first, ...others] = (await view(OPEN_BETA, "REGISTRATION")).betaTesters;
      const answer = await update(OPEN_BETA, {
        betaTestersToBeAdded: ["new@testers.example"],
        betaTestersToBeDeleted: [first],
        feedbackChannel: "https://lumenforge.example/night-garden",
        stray: true,
      });
      hasShape(answer.json, v2({ additionFailedTesters: exactlyEmpty, deletionFailedTesters: exactlyEmpty }));
      const after = await view(OPEN_BETA, "REGISTRATION");
      assert.deepEqual(after.betaTesters, [...others, "new@testers.example"]);
      assert.equal(after.feedbackChannel, "https://lumenforge.example/night-garden");
    });

    it("names the ids that are no Samsung accounts, while the rest is done", async () => {
      const answer = await update(OPEN_BETA, {
        betaTestersToBeAdded: ["good@testers.example", "nobody@testers.example"],
      });
      assert.equal(answer.status, 200);
      hasShape(
        answer.json,
        v2({ additionFailedTesters: [exactly("nobody@testers.example")], deletionFailedTesters: exactlyEmpty }),
      );
      const { betaTesters } = await view(OPEN_BETA, "REGISTRATION");
      assert.ok(betaTesters.includes("good@testers.example"));
      assert.ok(!betaTesters.includes("nobody@testers.example"));
    });

    it("deletes an id that is in both lists", async () => {
      const both = ["twice@testers.example"];
      await update(OPEN_BETA, { betaTestersToBeAdded: both, betaTestersToBeDeleted: both });
      assert.equal((await view(OPEN_BETA, "REGISTRATION")).totalNumberOfBetaTesters, 3);
    });

    it("takes 1,000 ids in one request, and no more (1000)", async () => {
      const ids = (count: number) => Array.from({ length: count }, (_, index) => `t${index}@testers.example`);
      refused(await update(OPEN_BETA, { betaTestersToBeAdded: ids(1001) }), "v2", "1000");
      assert.equal((await update(OPEN_BETA, { betaTestersToBeAdded: ids(1000) })).status, 200);
      const { totalNumberOfBetaTesters, betaTesters } = await view(OPEN_BETA, "REGISTRATION");
      assert.deepEqual([totalNumberOfBetaTesters, betaTesters.length], [1003, 1000]);
    });

    it("has room for 20,000 testers", async () => {
      const ids = (from: number, count: number) =>
        Array.from({ length: count }, (_, index) => `t${from + index}@testers.example`);
      for (let from = 0; from < 19_000; from += 1000)
        assert.equal((await update(OPEN_BETA, { betaTestersToBeAdded: ids(from, 1000) })).status, 200);
      assert.equal((await update(OPEN_BETA, { betaTestersToBeAdded: ids(19_000, 997) })).status, 200);
      assert.equal((await update(OPEN_BETA, { betaTestersToBeAdded: ids(19_997, 1) })).status, 400);
      assert.equal((await view(OPEN_BETA, "REGISTRATION")).totalNumberOfBetaTesters, 20_000);
    });

    it("takes an e-mail address or a URL for feedback, and nothing else (1000)", async () => {
      refused(await update(OPEN_BETA, { feedbackChannel: "shout" }), "v2", "1000");
      assert.equal((await update(OPEN_BETA, { feedbackChannel: "fb@example.com" })).status, 200);
    });

    it("is changed while it is registered or updated only (3201)", async () => {
      refused(await update(DEPLOYED_BETA, { feedbackChannel: "fb@example.com" }), "v2", "3201");
      for (const [contentStatus, editable] of Object.entries({
        READY_TO_PRE_REVIEWS: false,
        READY_FOR_BETA_TESTING: false,
        BETA_PRE_REVIEW_REJECTED: false,
        BETA_UPDATING: true,
      })) {
        await control("PATCH", `apps/${OPEN_BETA.contentId}`, { contentStatus });
        await view(OPEN_BETA, "REGISTRATION");
        const answer = await update(OPEN_BETA, { feedbackChannel: "fb@example.com" });
        if (editable) assert.equal(answer.status, 200, answer.text);
        else refused(answer, "v2", "3201");
      }
    });

    it("is nothing that an ordinary app has (3202)", async () => {
      const query = { contentId: EMBER.contentId, appStatus: "SALE" };
      refused(await call("GET", PATH, { query }), "v2", "3202");
      refused(await update(EMBER, { feedbackChannel: "fb@example.com" }), "v2", "3202");
    });

    it("is found by its record alone (3100), which must be named (1000)", async () => {
      const { contentId } = OPEN_BETA;
      refused(await call("GET", PATH, { query: { contentId, appStatus: "SALE" } }), "v2", "3100");
      refused(await call("GET", PATH, { query: { contentId } }), "v2", "1000");
    });
  });
}

function exactlyEmpty(value: Json, at: string): void {
  assert.deepEqual(value, [], at);
}
