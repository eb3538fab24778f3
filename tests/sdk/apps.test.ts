/** Apps: records are read, an update is opened and changed, submitted and sold; the emulator holds the outcome. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { failureOf } from "./support/failing";
import { ACCOUNTS, rehearsal } from "./support/rehearsal";

const EMBER = "000001000101";
const LANTERNS = "000001000102";
const FIRST_LIGHT = "000001000104";
const NIGHT_GARDEN = "000001000105";

describe("apps", () => {
  const store = rehearsal();

  it("the list holds every app of the seller, with yes and no as booleans", async () => {
    const apps = await store.client().apps.list();
    const ember = apps.find(({ contentId }) => contentId === EMBER);
    assert.equal(ember?.contentName, "Ember Isles");
    assert.equal(ember?.contentStatus, "FOR_SALE");
    assert.equal(ember?.paid, false);
    assert.ok(apps.some(({ paid }) => paid === true));
  });

  it("a record keeps the wire's key names; letters become booleans, numbers stay text", async () => {
    const [record, ...others] = await store.client().apps.get(EMBER);
    assert.deepEqual(others, []);
    assert.equal(record?.appTitle, "Ember Isles");
    assert.equal(record?.paid, false);
    assert.equal(record?.usExportLaws, true);
    assert.equal(record?.ageLimit, "4");
    assert.deepEqual(
      record?.addLanguage.map(({ languagecode }) => languagecode),
      ["KOR", "DEU", "JPN"],
    );
    const [first] = record?.binaryList ?? [];
    assert.equal(first?.binarySeq, "11");
    assert.equal(first?.gms, true);
    assert.equal(first?.iapSdk, true);
    assert.equal(record?.sellCountryList[0]?.countryCode, "USA");
  });

  it("an app with an open update has two records", async () => {
    const records = await store.client().apps.get(LANTERNS);
    assert.deepEqual(records.map(({ contentStatus }) => contentStatus).sort(), ["FOR_SALE", "UPDATING"]);
  });

  it("an app that nobody knows has none", async () => {
    assert.deepEqual(await store.client().apps.get("000009999999"), []);
  });

  it("a change opens an update and leaves the live record alone", async () => {
    const client = store.client();
    const answer = await client.apps.update({ contentId: EMBER, appTitle: "Ember Isles II", autoAddCountry: true });
    assert.equal(answer.contentId, EMBER);
    const records = await client.apps.get(EMBER);
    const live = records.find(({ contentStatus }) => contentStatus === "FOR_SALE");
    const update = records.find(({ contentStatus }) => contentStatus === "UPDATING");
    assert.equal(live?.appTitle, "Ember Isles");
    assert.equal(update?.appTitle, "Ember Isles II");
    assert.equal(update?.autoAddCountry, true);
    assert.equal(update?.longDescription, live?.longDescription, "what was not sent is unchanged");
  });

  it("null keeps a list, an empty one clears it, what is left out is unchanged", async () => {
    const client = store.client();
    const update = async () =>
      (await client.apps.get(LANTERNS)).find(({ contentStatus }) => contentStatus === "UPDATING");
    await client.apps.update({ contentId: LANTERNS, addLanguage: null, screenshots: undefined });
    assert.equal((await update())?.addLanguage.length, 1);
    assert.equal((await update())?.screenshots.length, 4);
    await client.apps.update({ contentId: LANTERNS, addLanguage: [] });
    assert.deepEqual((await update())?.addLanguage, []);
  });

  it("a paid app is sent and read as such", async () => {
    const client = store.client();
    await client.apps.update({
      contentId: LANTERNS,
      paid: true,
      standardPrice: "1.99",
      sellCountryList: [{ countryCode: "USA", price: "1.99" }],
    });
    const update = (await client.apps.get(LANTERNS)).find(({ contentStatus }) => contentStatus === "UPDATING");
    assert.equal(update?.paid, true);
    assert.deepEqual(
      update?.sellCountryList.map(({ countryCode, price }) => [countryCode, Number(price)]),
      [["USA", 1.99]],
    );
  });

  it("an update is submitted, and the sale stopped", async () => {
    const client = store.client();
    await client.apps.submit(LANTERNS);
    assert.deepEqual(
      (await store.journal()).map(({ operation, status }) => [operation, status]),
      [["apps.submit", 204]],
    );
    await client.apps.setStatus(EMBER, "SUSPENDED");
    assert.equal((await client.apps.get(EMBER))[0]?.contentStatus, "SUSPENDED");
  });

  it("an app that was never on sale is refused with 4128 and what to do", async () => {
    const error = await failureOf(store.client().apps.update({ contentId: FIRST_LIGHT, appTitle: "Light" }));
    assert.equal(error.code, "4128");
    assert.equal(error.kind, "state");
    assert.match(error.fix, /Seller Portal/);
  });

  it("another seller's app is refused with 4008", async () => {
    const error = await failureOf(
      store.client({ serviceAccountId: ACCOUNTS.otherSeller }).apps.update({ contentId: EMBER, appTitle: "Mine" }),
    );
    assert.equal(error.code, "4008");
    assert.equal(error.kind, "permission");
    assert.equal(error.object, `app ${EMBER}`);
  });

  it("a closed beta cannot be submitted: 4129", async () => {
    const error = await failureOf(store.client().apps.submit(NIGHT_GARDEN));
    assert.equal(error.code, "4129");
    assert.equal(error.kind, "state");
  });

  it("a queued change is followed to its end", async () => {
    await store.fault("apps.update", "queue-303");
    await store.client().apps.update({ contentId: EMBER, appTitle: "Ember Isles II" });
    assert.deepEqual(store.waits, [10_000, 10_000, 10_000]);
    const update = (await store.client().apps.get(EMBER)).find(({ contentStatus }) => contentStatus === "UPDATING");
    assert.equal(update?.appTitle, "Ember Isles II");
  });
});
