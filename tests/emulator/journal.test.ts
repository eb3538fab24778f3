/** What the journal tells of each request: what it changed in the store. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, type Json, png, STUDIO, storeForFile } from "./support/caller";

const GAME = "com.lumenforge.emberisles";

describe("the journal", () => {
  const store = storeForFile();

  async function changesOf(operation: string): Promise<Json[]> {
    const entries: Json[] = await store.control("GET", "requests");
    return entries.findLast((entry) => entry.operation === operation)?.changes;
  }

  it("tells how an open update was changed, value by value", async () => {
    await store.update(APPS.paperLanterns, { copyrightHolder: "Lumen Forge" });
    const [before] = await store.info(APPS.paperLanterns);
    await store.update(APPS.paperLanterns, { copyrightHolder: "Lumen Forge Studio" });
    const changes = await changesOf("apps.update");
    const path = `apps/${APPS.paperLanterns}/registration/content/copyrightHolder`;
    assert.deepEqual(
      changes.filter((change) => !change.path.endsWith("modifyDate")),
      [{ path, before: before.copyrightHolder, after: "Lumen Forge Studio" }],
    );
  });

  it("tells of an opened update by what differs from the live record", async () => {
    await store.update(APPS.tideline, { copyrightHolder: "Somebody else" });
    const paths = (await changesOf("apps.update")).map((change) => change.path);
    assert.ok(paths.includes(`apps/${APPS.tideline}/registration`));
    assert.ok(paths.includes(`apps/${APPS.tideline}/registration/content/copyrightHolder`));
    assert.ok(!paths.some((path) => path.endsWith("/appTitle")));
  });

  it("tells of changed and removed items", async () => {
    const [item] = (await store.held(APPS.emberIsles)).items;
    assert.ok(item);
    await store.call("PATCH", `/iap/v6/applications/${GAME}/items`, { id: item.id, title: "Another title" });
    const path = `apps/${APPS.emberIsles}/items/${item.id}`;
    assert.deepEqual(await changesOf("items.patch"), [
      { path: `${path}/title`, before: item.title, after: "Another title" },
    ]);
    await store.call("DELETE", `/iap/v6/applications/${GAME}/items/${item.id}`);
    assert.deepEqual(await changesOf("items.remove"), [{ path, before: { ...item, title: "Another title" } }]);
  });

  it("tells nothing of reads, of refusals and of what a read had to look up first", async () => {
    await store.info(APPS.emberIsles);
    assert.deepEqual(await changesOf("apps.get"), []);
    await store.call("POST", "/iap/seller/orders", { sellerSeq: "000001234567" });
    assert.deepEqual(await changesOf("orders.list"), []);
    await store.call("POST", "/seller/contentUpdate", { contentId: APPS.emberIsles, ageLimit: "5" });
    assert.deepEqual(await changesOf("apps.update"), []);
  });

  it("tells of uploads and of the session that they use up, but of no token", async () => {
    await store.upload("icon.png", png(512, 512));
    const [session, upload] = await changesOf("uploads.file");
    assert.match(session.path, /^uploadSessions\//);
    assert.equal(session.after, undefined);
    assert.match(upload.path, /^uploads\//);
    assert.equal(upload.after.fileName, "icon.png");
    const token = await store.mint(STUDIO, ["publishing"]);
    assert.deepEqual(await changesOf("auth.create"), []);
    assert.ok(!JSON.stringify(await store.control("GET", "requests")).includes(token));
  });

  it("tells of long values by their beginning", async () => {
    await store.update(APPS.paperLanterns, { longDescription: "a".repeat(4000) });
    const change = (await changesOf("apps.update")).find(({ path }) => path.endsWith("/longDescription"));
    assert.ok(change.after.length < 1100 && change.after.endsWith("..."));
  });
});
