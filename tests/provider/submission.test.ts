/** A submission: sent once, watched through the review, put on sale when asked, and nothing released that nobody declared. */

import assert from "node:assert/strict";
import { submission } from "../../provider/submission";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";

/** An open update with the new binary 4 and other news; automatic publication. */
const LANTERNS = "000001000102";

describe("Submission", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, submission);
  const calls = async () => (await store.writes()).map((write) => write.operation);

  it("submits", async () => {
    const m = manage();
    await m.up({ contentId: LANTERNS, triggers: { news: "a" }, includePortalEdits: true });
    console.log(m.state, await calls());
    assert.equal(await m.up({ contentId: LANTERNS, triggers: { news: "a" }, includePortalEdits: true }), false);
  });
});
