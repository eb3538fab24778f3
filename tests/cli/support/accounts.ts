/** Random accounts within the store's rules, as seeds of the emulator. */

import fc from "fast-check";
import type { Seed } from "../../../emulator";
import { COUNTRIES } from "../../../sdk/facts/countries";
import { LISTING_LANGUAGES, SUPPORTED_LANGUAGES } from "../../../sdk/facts/languages";
import { AGE_LIMITS, CHINA_AGE_LIMITS, NO_END_DATE } from "../../../sdk/facts/limits";

type SeedApp = NonNullable<Seed["sellers"][number]["apps"]>[number];
type SeedRecord = NonNullable<SeedApp["sale"]>;
type SeedContent = SeedRecord["content"];
type SeedItem = NonNullable<SeedApp["items"]>[number];

/** What breaks programs, files and terminals when it is not taken for text. */
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: meant
export const HOSTILE = [
  "`${process.exit(1)}`",
  "\"double\" and 'single'",
  "*/ alert(1) /*",
  "line\nline\r\nline",
  "\u202eright to left\u202c \u200f\u05e9\u05dc\u05d5\u05dd",
  "🦊👩‍🚀 emoji",
  "back\\slash \\n \\u0041",
  "$(rm -rf /) ; | & > <b>&amp;</b>",
  "=SUM(A1:A9), comma; semicolon\ttab",
  "\u0007bell\u0000nul",
  "# heading\n- list\n[link](javascript:alert(1))",
  "한국어 설명 日本語の説明 العربية",
  "  spaces before, and behind   ",
  "\ufeffmark",
  "\u2028separator\u2029",
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: meant

const cut = (text: string, bytes: number) => {
  let shorter = text;
  while (Buffer.byteLength(shorter) > bytes) shorter = [...shorter].slice(0, -1).join("");
  return shorter;
};
const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme", maxLength: 20 }));
/** Any text of at most so many bytes that is not blank. */
const filled = (bytes: number) =>
  fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((pieces) => cut(`T${pieces.join(" ")}`, bytes))
    .filter((text) => text.trim() !== "");
const perhaps = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), text);
const shortDescription = perhaps(filled(215).map((text) => `${text} is told in some words.`));
/** What an item's title may be: without spaces at its ends. */
const itemTitle = filled(100)
  .map((text) => text.trim())
  .filter((text) => /^\S(.*\S)?$/s.test(text));

const LANGUAGES = LISTING_LANGUAGES.map(({ code }) => code);
const cents = (max: number) => fc.integer({ min: 1, max: max * 100 }).map((amount) => String(amount / 100));
const COUNTRY_CODES = COUNTRIES.map(({ code }) => code);
const priceIn = (code: string) => {
  const { decimals } = COUNTRIES.find((country) => country.code === code) ?? { decimals: 2 };
  return fc.integer({ min: 1, max: 99_999 }).map((amount) => String(amount / 10 ** Math.min(decimals, 2)));
};

let serial = 0;
const picture = (contentId: string, kind: string) => {
  serial += 1;
  return `https://img.samsungapps.com/content/${contentId.slice(-3)}${contentId}/2026/0914/${kind}_${serial}.png`;
};

const listing = (languagecode: string, contentId: string) =>
  fc.record({
    languagecode: fc.constant(languagecode),
    appTitle: filled(100),
    description: filled(400),
    newFeature: perhaps(filled(200)),
    shortDescription,
    // Few, since each is drawn: mostly none, as listings without pictures of their own are.
    screenshots: fc.nat(9).map((chance) => (chance === 0 ? pictures(contentId) : [])),
  });
const pictures = (contentId: string) => Array.from({ length: 4 }, () => picture(contentId, "IconImage"));

const content = (contentId: string): fc.Arbitrary<SeedContent> =>
  fc
    .record({
      languages: fc.shuffledSubarray(LANGUAGES, { minLength: 1, maxLength: 4 }),
      countries: fc.shuffledSubarray(COUNTRY_CODES, { maxLength: 12 }),
      paid: fc.boolean(),
      publicationType: fc.constantFrom("01", "02", "03"),
    })
    .chain(({ languages: [main = "ENG", ...others], countries, paid, publicationType }) =>
      fc.record({
        appTitle: filled(100),
        defaultLanguageCode: fc.constant(main),
        longDescription: filled(400),
        shortDescription,
        newFeature: perhaps(filled(200)),
        icon: fc.boolean().map((has) => (has ? picture(contentId, "IconImage") : null)),
        screenshots: fc.boolean().map((has) => (has ? pictures(contentId) : [])),
        ageLimit: fc.constantFrom(...AGE_LIMITS.map(String)),
        chinaAgeLimit: fc.option(fc.constantFrom(...CHINA_AGE_LIMITS.map(String))),
        openSourceURL: perhaps(fc.webUrl({ validSchemes: ["https"] }).filter((url) => url.length < 200)),
        privatePolicyURL: perhaps(fc.constant("https://studio.example/privacy?a='b'&c=`d`")),
        youTubeURL: fc.constantFrom("", "Xk3vTq9LmZ0", "https://www.youtube.com/watch?v=Xk3vTq9LmZ0"),
        copyrightHolder: perhaps(filled(100)),
        supportEMail: fc.constantFrom("", "crew@studio.example", "o'neil@studio.example"),
        reviewComment: fc.option(filled(300)),
        standardPrice: paid ? cents(900) : fc.constant("0"),
        paid: fc.constant(paid ? ("Y" as const) : ("N" as const)),
        autoAddCountry: fc.boolean(),
        publicationType: fc.constant(publicationType as "01" | "02" | "03"),
        startPublicationDate: fc.constantFrom(publicationType === "02" ? "2026-12-24 10:00:00" : null),
        stopPublicationDate: fc.constantFrom(NO_END_DATE, "2030-12-31"),
        usExportLaws: fc.boolean(),
        notifyResult: fc.subarray(["b@studio.example", "a@studio.example"]),
        supportedLanguages: fc.shuffledSubarray(
          SUPPORTED_LANGUAGES.map(({ code }) => code),
          { maxLength: 4 },
        ),
        category: fc.constant([{ name: "Games" as const, type: "ONE_DEPTH_CATEGORY" }]),
        sellCountryList: fc.tuple(
          ...countries.map((countryCode) =>
            fc.record({
              countryCode: fc.constant(countryCode),
              price: paid ? fc.oneof(priceIn(countryCode), fc.constantFrom("0", null)) : fc.constantFrom("0", null),
            }),
          ),
        ),
        addLanguage: fc.tuple(...others.map((code) => listing(code, contentId))),
      }),
    );

const item: fc.Arbitrary<SeedItem> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom("__proto__", "constructor", "-", "..", "0", "1e3", "a.b-c_d"),
      fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
    ),
    fc.shuffledSubarray(COUNTRY_CODES, { minLength: 1, maxLength: 6 }),
  )
  .chain(([id, countries]) =>
    fc.record({
      id: fc.constant(id),
      title: itemTitle,
      description: filled(120),
      type: fc.constantFrom("ITEM" as const, "ITEM" as const, "CONSUMABLE" as const, "NON_CONSUMABLE" as const),
      status: fc.constantFrom("PUBLISHED" as const, "UNPUBLISHED" as const),
      itemPaymentMethod: fc.record({ phoneBillStatus: fc.boolean() }),
      usdPrice: fc.integer({ min: 0, max: 99_999 }).map((amount) => amount / 100),
      prices: fc.tuple(
        ...countries.map((countryId) =>
          fc.record({
            countryId: fc.constant(countryId),
            currency: fc.constant(COUNTRIES.find(({ code }) => code === countryId)?.currency ?? "USD"),
            localPrice: fc.oneof(
              { weight: 9, arbitrary: priceIn(countryId) },
              { weight: 1, arbitrary: fc.constant("0") },
            ),
          }),
        ),
      ),
    }),
  );

const binary = (seq: number, rolloutStatus: "ENABLED" | "DISABLED") => ({
  binarySeq: String(seq),
  fileName: `build-${seq}.apk`,
  fileSize: 1_000_000,
  versionCode: String(seq),
  versionName: `${seq}.0`,
  iapSdk: "Y" as const,
  rolloutStatus,
  deployedRate: rolloutStatus === "ENABLED" ? 10 : 100,
});

const app = (contentId: string, packageName: string): fc.Arbitrary<SeedApp> =>
  fc
    .record({
      live: content(contentId),
      next: content(contentId),
      state: fc.constantFrom("live", "live", "rollout", "update", "preparing", "review", "beta", "young"),
      items: fc.uniqueArray(item, { maxLength: 5, selector: ({ id }) => id }),
      rate: fc.integer({ min: 1, max: 100 }),
      testers: fc.uniqueArray(
        fc.nat(99).map((number) => `tester${number}@testers.example`),
        { maxLength: 4 },
      ),
    })
    .map(({ live, next, state, items, rate, testers }): SeedApp => {
      const sale: SeedRecord = { contentStatus: "FOR_SALE", content: live, binaries: [binary(1, "DISABLED")] };
      const update = (contentStatus: SeedRecord["contentStatus"]): SeedRecord => ({
        contentStatus,
        content: next,
        binaries: [binary(1, "DISABLED"), binary(2, state === "preparing" ? "ENABLED" : "DISABLED")],
        rollout: state === "preparing" ? { rate, countries: { KOR: 100 } } : null,
      });
      const base = { contentId, packageName };
      if (state === "young") return { ...base, registration: { ...sale, contentStatus: "REGISTERING" } };
      if (state === "beta")
        return {
          ...base,
          registration: {
            ...sale,
            contentStatus: "BETA_UPDATING",
            betaTest: { testers, feedbackChannel: "beta@studio.example" },
          },
        };
      if (state === "rollout") {
        const binaries = [binary(1, "DISABLED"), binary(2, "ENABLED")];
        return { ...base, items, sale: { ...sale, binaries, rollout: { rate, countries: { DEU: 100 } } } };
      }
      if (state === "live") return { ...base, items, sale };
      return { ...base, items, sale, registration: update(state === "review" ? "UNDER_CONTENT_REVIEW" : "UPDATING") };
    });

/** A seller with one to three apps; packages differ in capitals only, at times. */
export const account: fc.Arbitrary<Seed> = fc
  .constantFrom(["com.studio.one"], ["com.studio.one", "com.studio.One"], ["com.studio.one", "con.device", "net.other"])
  .chain((packages) => fc.tuple(...packages.map((name, index) => app(`00000300010${index}`, name))))
  .map(sellerOf);

/** One seller with these apps, and a service account that is always the same. */
export function sellerOf(apps: SeedApp[]): Seed {
  const serviceAccounts = [
    { id: "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a77", scopes: ["publishing" as const, "gss" as const] },
  ];
  return { sellers: [{ name: "Studio", sellerSeq: "000003000000", serviceAccounts, apps }] };
}
