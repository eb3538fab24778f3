/** Where, when and at what price an app is sold: countries, prices, ratings and publication. */

import assert from "node:assert/strict";
import { app } from "../../../provider/app";
import { TestStore } from "../../support/testStore";
import { changedKeys, changesSent, EMBER, TIDELINE } from "../support/apps";
import { Managed } from "../support/managed";

describe("App sales", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(() => store.stop());

  const manage = () => new Managed(store, app);

  it("sets and takes back country prices and keeps those of other countries", async () => {
    const tideline = manage();
    const prices = async () =>
      Object.fromEntries(
        (await store.update(TIDELINE)).content.sellCountryList.map((row) => [row.countryCode, row.price]),
      );
    await tideline.up({ contentId: TIDELINE, countries: { KOR: { price: 4500 }, DEU: { price: "3.49" } } });
    assert.deepEqual(await prices(), { USA: "2.99", FRA: "3.29", GBR: "2.79", KOR: "4500", DEU: "3.49" });
    await tideline.up({ contentId: TIDELINE, countries: { KOR: {}, DEU: { price: "3.49" } } });
    assert.deepEqual(await prices(), { USA: "2.99", FRA: "3.29", GBR: "2.79", KOR: null, DEU: "3.49" });
  });

  it("compares prices as decimals", async () => {
    const tideline = manage();
    await tideline.up({ contentId: TIDELINE, paid: true, price: "2.990", countries: { FRA: { price: 3.29 } } });
    assert.deepEqual(await store.writes(), []);
    assert.equal(
      await tideline.up({ contentId: TIDELINE, paid: true, price: 2.99, countries: { FRA: { price: "3.290" } } }),
      false,
    );
  });

  it("makes a free app a paid one; countries without a price of their own are left to the store", async () => {
    await manage().up({ contentId: EMBER, paid: true, price: 1.99, countries: { KOR: { price: 2900 } } });
    const { content } = await store.update(EMBER);
    assert.equal(content.paid, "Y");
    assert.equal(content.standardPrice, "1.99");
    assert.deepEqual(
      content.sellCountryList.filter((row) => row.price !== null),
      [{ countryCode: "KOR", price: "2900" }],
    );
  });

  it("schedules the publication", async () => {
    const publication = { type: "scheduled", startAt: "2026-12-24 10:00:00", stopOn: "2027-12-31" };
    await manage().up({ contentId: EMBER, publication });
    const { content } = await store.update(EMBER);
    assert.equal(content.publicationType, "02");
    assert.equal(content.startPublicationDate, "2026-12-24 10:00:00");
    assert.equal(content.stopPublicationDate, "2027-12-31");
  });

  it("moves from scheduled back to manual and to automatic", async () => {
    const ember = manage();
    const publish = async (publication: Record<string, string>) => {
      await store.forgetRequests();
      await ember.up({ contentId: EMBER, publication });
      assert.equal(await ember.drifts(), false);
      return (await store.update(EMBER)).content.publicationType;
    };
    assert.equal(await publish({ type: "scheduled", startAt: "2027-01-24 10:00:00" }), "02");
    assert.equal(await publish({ type: "scheduled", startAt: "2027-02-24 10:00:00" }), "02");
    assert.equal((await store.update(EMBER)).content.startPublicationDate, "2027-02-24 10:00:00");
    assert.equal(await publish({ type: "manual" }), "03");
    assert.deepEqual(changedKeys((await changesSent(store))[0]), []);
    assert.equal(await publish({ type: "automatic", stopOn: "9999-12-31" }), "01");
  });

  it("sets age ratings, export laws and sale in new countries", async () => {
    const ember = manage();
    await ember.up({ contentId: EMBER, ageRating: 12, chinaAgeRating: 16, exportLaws: true, autoAddCountries: true });
    const { content } = await store.update(EMBER);
    assert.equal(content.ageLimit, "12");
    assert.equal(content.chinaAgeLimit, "16");
    assert.equal(content.usExportLaws, true);
    assert.equal(content.autoAddCountry, true);
    assert.equal(await ember.drifts(), false);
  });

  it("adds countries to those on sale and removes one only where the list is exclusive", async () => {
    const tideline = manage();
    const codes = async () => (await store.update(TIDELINE)).content.sellCountryList.map((row) => row.countryCode);
    const before = (await store.live(TIDELINE)).content.sellCountryList;
    await tideline.up({ contentId: TIDELINE, countries: { ITA: { price: "3.19" }, KOR: {} } });
    assert.deepEqual((await store.update(TIDELINE)).content.sellCountryList, [
      ...before,
      { countryCode: "ITA", price: "3.19" },
    ]);
    await tideline.up({ contentId: TIDELINE, countries: { KOR: {} } });
    assert.ok((await codes()).includes("ITA"));
    await tideline.up({ contentId: TIDELINE, countries: { KOR: {} }, exclusive: ["countries"] });
    assert.deepEqual(await codes(), ["KOR"]);
    assert.equal(await tideline.drifts(), false);
  });

  it("keeps the prices of a paid app when only its standard price changes", async () => {
    const before = (await store.live(TIDELINE)).content.sellCountryList;
    await manage().up({ contentId: TIDELINE, paid: true, price: "3.99" });
    const { content } = await store.update(TIDELINE);
    assert.equal(content.standardPrice, "3.99");
    assert.deepEqual(content.sellCountryList, before);
    assert.deepEqual(changedKeys((await changesSent(store))[0]), ["standardPrice"]);
  });

  it("leaves a paid app as it is that has a zero where a country has no price of its own", async () => {
    const { content } = await store.live(TIDELINE);
    const rows = content.sellCountryList.map((row) => (row.countryCode === "KOR" ? { ...row, price: "0" } : row));
    await store.editInPortal(TIDELINE, { sellCountryList: rows });
    const tide = manage();
    await tide.up({ contentId: TIDELINE, countries: { KOR: {}, USA: { price: 2.99 } }, paid: true });
    assert.deepEqual(await store.writes(), []);
    assert.equal(await tide.drifts(), false);
  });
});
