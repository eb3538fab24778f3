/** For any record of an app and any program: what is listed stands, everything else is as it was, and nothing is left to do. */

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Dump } from "../../../emulator";
import { app } from "../../../provider/app";
import { TestStore } from "../../support/testStore";
import { changesSent, TIDELINE } from "../support/apps";
import { ImageFolder } from "../support/images";
import { Managed } from "../support/managed";

type Content = NonNullable<Dump["sellers"][number]["apps"][number]["sale"]>["content"];

interface Listing {
  title?: string;
  shortDescription?: string;
  description?: string;
  whatsNew?: string;
  screenshots?: string[];
}

interface Program {
  defaultLanguage?: string;
  listings?: Record<string, Listing>;
  countries?: Record<string, { price?: string }>;
  exclusive?: ("listings" | "countries")[];
  price?: string;
  ageRating?: number;
  supportEmail?: string;
  copyrightHolder?: string;
  exportLaws?: boolean;
  publication?: { type: "automatic" | "manual" };
}

const LANGUAGES = ["ENG", "FRA", "KOR", "DEU"];
const images = new ImageFolder();
const PICTURES = images.screenshots(6);

const line = fc.stringMatching(/^[a-zé가-힣]{1,8}( [a-z]{1,5})?$/);
const short = fc.oneof(
  fc.constant(""),
  line.map((text) => `${text} by day and by night`),
);
const mayBeEmpty = fc.oneof(fc.constant(""), line);
const euros = fc.integer({ min: 1, max: 9999 }).map((cents) => String(cents / 100));
const priceIn = (country: string) => (country === "KOR" ? fc.integer({ min: 400, max: 9999 }).map(String) : euros);

/** Some of the countries, each with or without a price. */
const countriesOf = <T>(row: (price: string | undefined) => T) =>
  fc
    .record(
      Object.fromEntries(
        ["USA", "KOR", "DEU", "FRA"].map((code) => [code, fc.option(priceIn(code), { nil: undefined })]),
      ),
      { requiredKeys: [] },
    )
    .map((prices) => Object.fromEntries(Object.entries(prices).map(([code, price]) => [code, row(price)])));

/** What a person may have made of the record before, or makes of it between two runs. */
const portalEdit = fc.record(
  {
    appTitle: line,
    newFeature: mayBeEmpty,
    supportEMail: line.map((text) => `${text.length}@tideline.example`),
    ageLimit: fc.constantFrom("0", "4", "12"),
    standardPrice: euros,
    sellCountryList: countriesOf((price) => price ?? null).map((rows) =>
      Object.entries(rows).map(([countryCode, price]) => ({ countryCode, price })),
    ),
    addLanguage: fc.subarray(LANGUAGES).chain((codes) =>
      fc.tuple(
        ...codes.map((languagecode) =>
          fc.record({
            languagecode: fc.constant(languagecode),
            appTitle: line,
            description: line,
            newFeature: mayBeEmpty,
            shortDescription: short,
          }),
        ),
      ),
    ),
  },
  { requiredKeys: [] },
);

const listing = fc.record(
  {
    title: line,
    shortDescription: short,
    description: line,
    whatsNew: mayBeEmpty,
    screenshots: fc.shuffledSubarray(PICTURES, { minLength: 4 }),
  },
  { requiredKeys: [] },
);

const program: fc.Arbitrary<Program> = fc.record(
  {
    defaultLanguage: fc.constantFrom(...LANGUAGES),
    listings: fc.dictionary(fc.constantFrom(...LANGUAGES), listing, { maxKeys: 3 }),
    countries: countriesOf((price) => (price === undefined ? {} : { price })),
    exclusive: fc.subarray(["listings", "countries"] as const),
    price: euros,
    ageRating: fc.constantFrom(0, 4, 12, 16, 18),
    supportEmail: line.map((text) => `${text.length}@lumenforge.example`),
    copyrightHolder: mayBeEmpty,
    exportLaws: fc.boolean(),
    publication: fc.record({ type: fc.constantFrom("automatic" as const, "manual" as const) }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Program>;

/** The program without what the store or the check would refuse of it for this record. */
function acceptable(declared: Program, record: Content): Program {
  const there = (code: string) =>
    code === record.defaultLanguageCode || record.addLanguage.some((each) => each.languagecode === code);
  const listings = Object.fromEntries(
    Object.entries(declared.listings ?? {}).filter(
      ([code, each]) => there(code) || (each.title !== undefined && each.description !== undefined),
    ),
  );
  const { defaultLanguage, countries, exclusive = [], ...others } = declared;
  const language = defaultLanguage ?? "";
  return {
    ...others,
    listings,
    ...((there(language) || language in listings) && { defaultLanguage: language }),
    ...(countries !== undefined && { countries }),
    exclusive: exclusive.filter((name) => name === "listings" || Object.keys(countries ?? {}).length > 0),
  };
}

const TEXTS = {
  title: "appTitle",
  shortDescription: "shortDescription",
  description: "description",
  whatsNew: "newFeature",
};

/** The listings of a record by language, without screenshots. */
function listingsOf(content: Content): Record<string, Record<string, string>> {
  const { appTitle, shortDescription, longDescription, newFeature } = content;
  const main = { appTitle, shortDescription, description: longDescription, newFeature };
  const others = content.addLanguage.map(({ languagecode, screenshots: _, ...texts }) => [languagecode, texts]);
  return { [content.defaultLanguageCode]: main, ...Object.fromEntries(others) };
}

function screenshotsOf(content: Content): Record<string, string[]> {
  const others = content.addLanguage.map(({ languagecode, screenshots }) => [languagecode, screenshots]);
  return { [content.defaultLanguageCode]: content.screenshots, ...Object.fromEntries(others) };
}

function expectedListings(before: Content, { listings = {}, defaultLanguage, exclusive = [] }: Program) {
  const expected = listingsOf(before);
  for (const [code, declared] of Object.entries(listings)) {
    const texts = Object.entries(declared).filter(([name]) => name !== "screenshots");
    expected[code] = {
      ...{ newFeature: "", shortDescription: "" },
      ...expected[code],
      ...Object.fromEntries(texts.map(([name, text]) => [TEXTS[name as keyof typeof TEXTS], String(text)])),
    };
  }
  const kept = (code: string) => code in listings || code === (defaultLanguage ?? before.defaultLanguageCode);
  return Object.fromEntries(Object.entries(expected).filter(([code]) => !exclusive.includes("listings") || kept(code)));
}

function expectedCountries(before: Content, { countries, exclusive = [] }: Program, previous: Program) {
  const wanted = countries ?? {};
  const rows = before.sellCountryList
    .filter((row) => countries === undefined || !exclusive.includes("countries") || row.countryCode in wanted)
    .map(({ countryCode, price }) => {
      const noLongerListed = countryCode in wanted && previous.countries?.[countryCode]?.price !== undefined;
      return { countryCode, price: wanted[countryCode]?.price ?? (noLongerListed ? null : price) };
    });
  const known = new Set(rows.map((row) => row.countryCode));
  const added = Object.entries(wanted).filter(([code]) => !known.has(code));
  return [...rows, ...added.map(([countryCode, { price = null }]) => ({ countryCode, price }))];
}

/** What a record holds beside its listings. */
function apartFromListings(content: Content): Partial<Content> {
  const { appTitle, shortDescription, longDescription, newFeature, screenshots, addLanguage, ...others } = content;
  return others;
}

function expectedOthers(before: Content, declared: Program, previous: Program): Partial<Content> {
  const { defaultLanguage, price, ageRating, supportEmail, copyrightHolder, exportLaws, publication } = declared;
  return {
    ...apartFromListings(before),
    ...(defaultLanguage !== undefined && { defaultLanguageCode: defaultLanguage }),
    ...(price !== undefined && { standardPrice: price }),
    ...(ageRating !== undefined && { ageLimit: String(ageRating) }),
    ...(supportEmail !== undefined && { supportEMail: supportEmail }),
    ...(copyrightHolder !== undefined && { copyrightHolder }),
    ...(exportLaws !== undefined && { usExportLaws: exportLaws }),
    ...(publication !== undefined && { publicationType: publication.type === "manual" ? "03" : "01" }),
    sellCountryList: expectedCountries(before, declared, previous),
  };
}

describe("for every record of an app and every program", () => {
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  after(async () => {
    await store.stop();
    images.remove();
  });

  const content = async () => {
    const { registration, sale } = await store.app(TIDELINE);
    const record = registration ?? sale;
    assert.ok(record);
    return record.content;
  };
  /** A person's edit that leaves each language in one place. */
  const editInPortal = async ({ addLanguage, ...edit }: Record<string, unknown>) => {
    const { defaultLanguageCode, addLanguage: old } = await content();
    const others = (addLanguage as Content["addLanguage"] | undefined)?.filter(
      ({ languagecode }) => languagecode !== defaultLanguageCode,
    );
    const screenshots = (code: string) => old.find(({ languagecode }) => languagecode === code)?.screenshots ?? [];
    await store.editInPortal(TIDELINE, {
      ...edit,
      ...(others && { addLanguage: others.map((each) => ({ ...each, screenshots: screenshots(each.languagecode) })) }),
    });
  };

  it("after an up the store holds what is listed and all else as before, in one change, and nothing is left to do", async function () {
    this.timeout(120_000);
    const step = fc.tuple(portalEdit, program);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        await store.reset();
        const tideline = new Managed(store, app);
        let previous: Program = {};
        for (const [index, [edit, wanted]] of steps.entries()) {
          await editInPortal(edit);
          if (index > 0) await tideline.refresh();
          const before = await content();
          const declared = acceptable(structuredClone(wanted), before);
          await store.forgetRequests();
          await tideline.up({ contentId: TIDELINE, ...declared });

          const after = await content();
          assert.deepEqual(listingsOf(after), expectedListings(before, declared));
          assert.deepEqual(apartFromListings(after), expectedOthers(before, declared, previous));
          const shownBefore = screenshotsOf(before);
          for (const [code, shown] of Object.entries(screenshotsOf(after))) {
            const listed = declared.listings?.[code]?.screenshots;
            if (listed !== undefined) assert.equal(new Set(shown).size, listed.length);
            else if (shownBefore[code]?.length) assert.deepEqual(shown, shownBefore[code]);
          }

          assert.ok((await changesSent(store)).length <= 1, "one change at most");
          assert.equal(await tideline.drifts(), false);
          await store.forgetRequests();
          assert.equal(await tideline.up({ contentId: TIDELINE, ...declared }), false);
          assert.equal((await store.writes()).length, 0);
          previous = declared;
        }
      }),
      { numRuns: 20 },
    );
  });
});
