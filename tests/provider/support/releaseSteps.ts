/** What may happen around the release of an app, as generated steps: the program is edited, people work in the Seller Portal, `up` runs. */

import fc from "fast-check";
import type { PackageFolder } from "./packageFolder";
import type { Program } from "./release";

/** On sale with binary 5, versionCode 100, in the USA, KOR and DEU. */
export const HELPER = "000001000109";
export const PACKAGE = "io.appium.settings";
export const FIRST_VERSION = 200;

interface RolloutWords {
  rate: number;
  countries: Record<string, number>;
  /** Whether the program lists the binary. */
  listed: boolean;
  everyone: boolean;
  exclusive: string[];
}

/** The program as it stands, in the few things that the steps edit. */
export interface Words {
  news: string;
  korean: string | undefined;
  countries: string[];
  exclusive: string[];
  publication: "automatic" | "manual" | undefined;
  /** Number of the build; undefined: no `Binary` in the program. */
  build: number | undefined;
  replacesOriginal: boolean;
  duringRollout: boolean;
  rollout: RolloutWords | undefined;
  submission: { trigger: number; waitFor: string | undefined; publish: boolean; include: boolean } | undefined;
}

const FIRST_ROLLOUT: RolloutWords = { rate: 10, countries: {}, listed: true, everyone: false, exclusive: [] };

export const FIRST_WORDS: Words = {
  news: "first",
  korean: undefined,
  countries: [],
  exclusive: [],
  publication: undefined,
  build: 0,
  replacesOriginal: false,
  duringRollout: false,
  rollout: FIRST_ROLLOUT,
  submission: { trigger: 0, waitFor: "onSale", publish: false, include: false },
};

const word = fc.stringMatching(/^[a-z]{3,8}$/);
const rate = fc.constantFrom(0, 5, 10, 20, 30, 60, 100);
const countryRates = fc.dictionary(fc.constantFrom("KOR", "DEU"), rate, { maxKeys: 2, noNullPrototype: true });

/** An edit of the program. `rollout` edits what is there, `undefined` in it takes the resource out. */
type Edit =
  | { kind: "edit"; change: Partial<Words> }
  | { kind: "rollout"; change: Partial<RolloutWords> | undefined }
  | { kind: "next build" }
  | { kind: "submit"; waitFor: string | undefined; publish: boolean; include: boolean }
  | { kind: "no submission" };

export type Outcome = { outcome: string; stage?: string };

/** What people do: in the portal, in the review, and with another client of the API. */
export type Act =
  | { kind: "portal"; body: Record<string, unknown>; appStatus?: "SALE" | "REGISTRATION" }
  | {
      kind: "portal rollout";
      record: "SALE" | "REGISTRATION";
      what: "raise" | "pause" | "resume" | "finish" | "remove";
    }
  | { kind: "remove binary" }
  | { kind: "add binary" }
  | { kind: "act"; path: "open-update" | "discard-update" }
  | { kind: "portal submits" }
  | { kind: "portal publishes" }
  | ({ kind: "review" } & Outcome);

export type Up = { kind: "up"; refresh: boolean; during: Outcome[] };
export type Step = Edit | Act | Up;

const edit = (change: Partial<Words>): Edit => ({ kind: "edit", change });
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ outcome: "pass" }) },
  fc.record({
    outcome: fc.constantFrom("reject", "pass", "suspend", "cancel"),
    stage: fc.constantFrom("PRE_REVIEWS", "CONTENT_REVIEW", "DEVICE_TEST", "TEST_CONFIRMATION"),
  }),
);

const edits: fc.Arbitrary<Edit> = fc.oneof(
  word.map((news) => edit({ news })),
  fc.option(word, { nil: undefined }).map((korean) => edit({ korean })),
  fc.subarray(["FRA", "JPN", "KOR"]).map((countries) => edit({ countries })),
  fc.constantFrom(
    edit({ publication: "manual" }),
    edit({ publication: "automatic" }),
    edit({ publication: undefined }),
  ),
  fc.boolean().map((replacesOriginal) => edit({ replacesOriginal })),
  fc.boolean().map((duringRollout) => edit({ duringRollout })),
  { weight: 3, arbitrary: fc.constant<Edit>({ kind: "next build" }) },
  { weight: 3, arbitrary: rate.map((rate): Edit => ({ kind: "rollout", change: { rate } })) },
  countryRates.map((countries): Edit => ({ kind: "rollout", change: { countries } })),
  fc.boolean().map((listed): Edit => ({ kind: "rollout", change: { listed } })),
  { weight: 3, arbitrary: fc.boolean().map((everyone): Edit => ({ kind: "rollout", change: { everyone } })) },
  fc.subarray(["binaries", "countries"]).map((exclusive): Edit => ({ kind: "rollout", change: { exclusive } })),
  fc.constant<Edit>({ kind: "rollout", change: undefined }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("submit" as const),
      waitFor: fc.constantFrom(undefined, "approved", "onSale", "onSale"),
      publish: fc.boolean(),
      include: fc.boolean(),
    }),
  },
  fc.constant<Edit>({ kind: "no submission" }),
);

const portalBody = fc.oneof(
  word.map((newFeature): Record<string, unknown> => ({ newFeature })),
  word.map((name): Record<string, unknown> => ({ supportEMail: `${name}@lumenforge.example` })),
  word.map((longDescription): Record<string, unknown> => ({ longDescription })),
  fc.constantFrom<Record<string, unknown>>({ publicationType: "03" }, { publicationType: "01" }),
);

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: portalBody.map((body): Act => ({ kind: "portal", body })) },
  portalBody.map((body): Act => ({ kind: "portal", body, appStatus: "SALE" })),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("portal rollout" as const),
      record: fc.constantFrom("SALE" as const, "REGISTRATION" as const),
      what: fc.constantFrom(
        "raise" as const,
        "pause" as const,
        "resume" as const,
        "finish" as const,
        "remove" as const,
      ),
    }),
  },
  fc.constant<Act>({ kind: "remove binary" }),
  fc.constant<Act>({ kind: "add binary" }),
  fc.constantFrom<Act>({ kind: "act", path: "open-update" }, { kind: "act", path: "discard-update" }),
  fc.constant<Act>({ kind: "portal submits" }),
  fc.constant<Act>({ kind: "portal publishes" }),
  { weight: 10, arbitrary: outcome.map((decision): Act => ({ kind: "review", ...decision })) },
);

const up: fc.Arbitrary<Up> = fc.record({
  kind: fc.constant("up" as const),
  refresh: fc.boolean(),
  during: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Outcome[]>([{ outcome: "pass" }]) },
    fc.array(outcome, { maxLength: 2 }),
  ),
});

/** A day: the program is edited, people work beside it, and it is brought to state. */
const day = fc
  .tuple(fc.array(edits, { maxLength: 2 }), fc.array(acts, { maxLength: 1 }), up)
  .map(([program, people, run]): Step[] => [...program, ...people, run]);

/** A day on which the next release goes out and is finished; the word stays in the program. */
const releaseDay = rate.map((rate): Step[] => [
  { kind: "rollout", change: { everyone: false, listed: true, exclusive: [], rate } },
  { kind: "next build" },
  { kind: "up", refresh: true, during: [{ outcome: "pass" }] },
  { kind: "rollout", change: { everyone: true, listed: false } },
  { kind: "up", refresh: true, during: [{ outcome: "pass" }] },
]);

/** A day on which somebody writes over the program's text before it is submitted, and nobody looks. */
const unseenDay = word.map((newFeature): Step[] => [
  { kind: "act", path: "open-update" },
  { kind: "portal", body: { newFeature } },
  { kind: "submit", waitFor: undefined, publish: false, include: true },
  { kind: "up", refresh: false, during: [] },
]);

/** A day on which somebody makes a release without the program, while the program's words stay. */
const portalDay = fc
  .tuple(fc.boolean(), edits)
  .map(([finished, change]): Step[] => [
    ...(finished ? [{ kind: "portal rollout", record: "SALE", what: "finish" } as const] : []),
    { kind: "act", path: "discard-update" },
    { kind: "act", path: "open-update" },
    { kind: "add binary" },
    { kind: "portal rollout", record: "REGISTRATION", what: "raise" },
    { kind: "portal submits" },
    { kind: "review", outcome: "pass" },
    { kind: "portal publishes" },
    change,
    { kind: "up", refresh: true, during: [] },
  ]);

/** A week of one app. */
export const week: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof({ weight: 4, arbitrary: day }, releaseDay, portalDay, unseenDay), { minLength: 2, maxLength: 8 })
  .map((days) => days.flat());

/** The program after an edit. */
export function edited(words: Words, step: Edit): Words {
  switch (step.kind) {
    case "edit":
      return { ...words, ...step.change };
    case "rollout":
      return {
        ...words,
        rollout: step.change && {
          ...(words.rollout ?? FIRST_ROLLOUT),
          ...step.change,
        },
      };
    case "next build":
      return { ...words, build: (words.build ?? -1) + 1 };
    case "submit": {
      const { waitFor, publish, include } = step;
      return { ...words, submission: { trigger: (words.submission?.trigger ?? 0) + 1, waitFor, publish, include } };
    }
    case "no submission":
      return { ...words, submission: undefined };
  }
}

export function versionOf(build: number): number {
  return FIRST_VERSION + 10 * build;
}

/** The words as resources. */
export function programOf(words: Words, packages: PackageFolder): Program {
  const { news, korean, countries, exclusive, publication, build, rollout, submission } = words;
  return {
    app: {
      contentId: HELPER,
      listings: {
        ENG: { whatsNew: news },
        ...(korean !== undefined && { KOR: { title: korean, description: korean } }),
      },
      ...(countries.length > 0 && { countries: Object.fromEntries(countries.map((code) => [code, {}])) }),
      ...(exclusive.length > 0 && { exclusive }),
      ...(publication !== undefined && { publication: { type: publication } }),
    },
    ...(build !== undefined && {
      binary: {
        contentId: HELPER,
        file: packages.build(`build-${build}.apk`, PACKAGE, versionOf(build)),
        ...(words.replacesOriginal && { supersedes: ["5"] }),
        ...(words.duringRollout && { duringRollout: true }),
      },
    }),
    ...(rollout !== undefined && {
      rollout: ({ binarySeq }) => ({
        contentId: HELPER,
        ...(rollout.everyone ? { releaseToEveryone: true } : { rate: rollout.rate, countries: rollout.countries }),
        ...(rollout.listed && binarySeq !== "" && { binaries: [binarySeq] }),
        ...(rollout.exclusive.length > 0 && { exclusive: rollout.exclusive }),
      }),
    }),
    ...(submission !== undefined && {
      submission: ({ sha256 }) => ({
        contentId: HELPER,
        triggers: { submit: submission.trigger, sha256 },
        beside: ["App"],
        ...(submission.publish ? { publish: true } : submission.waitFor && { waitFor: submission.waitFor }),
        ...(submission.include && { includePortalEdits: true }),
        ...(words.duringRollout && { duringRollout: true }),
        customTimeouts: { create: "1m", update: "1m" },
      }),
    }),
  };
}
