/** What holds after every run of a release, whatever was done before: nobody gets more than the program of that run says, and nothing else is touched. */

import assert from "node:assert/strict";
import type { JournalEntry, TestStore } from "../../support/testStore";
import { versionOf, type Words } from "./releaseSteps";

export type Held = Awaited<ReturnType<TestStore["app"]>>;
type Kept = NonNullable<Held["sale"]>;

export interface Run {
  readonly words: Words;
  readonly before: Held;
  readonly after: Held;
  /** The writes of this run. */
  readonly writes: readonly JournalEntry[];
  /** What the run was refused with, if it was. */
  readonly refusal: string | undefined;
  /** Binaries for which the program's `releaseToEveryone` was fulfilled earlier, while the word stayed in the program. */
  readonly fulfilledFor: ReadonlySet<string> | undefined;
}

const effective = ({ registration, sale }: Held): Kept => {
  const record = registration ?? sale;
  assert.ok(record, "the app has a record");
  return record;
};

const rolling = (record: Held["sale"]): string[] =>
  record?.rollout == null
    ? []
    : record.binaries.filter(({ rolloutStatus }) => rolloutStatus !== "DISABLED").map(({ binarySeq }) => binarySeq);

const newIn = (record: Held["sale"], before: Held): string[] => {
  const known = new Set(before.sale?.binaries.map(({ binarySeq }) => binarySeq));
  return (record?.binaries ?? []).map(({ binarySeq }) => binarySeq).filter((seq) => !known.has(seq));
};

const done = ({ status }: JournalEntry): boolean => status !== null && status < 300;

/** What a run may be refused with, and nothing else. */
const REFUSALS: readonly RegExp[] = [
  /^App \d+ has an update in status \w+, which cannot be edited\. .*Nothing was changed\.$/,
  /^App \d+: its update is in status \w+, in which no binary can be added or changed \(store code 3201\)\. .*Nothing was changed\.$/,
  /^App \d+: its live release \(binary [\d, ]+\) is still at \d+ percent of a staged rollout.*releaseToEveryone: true.*duringRollout: true.*Nothing was changed\.$/,
  /^App \d+: .*build-\d+\.apk has versionCode \d+, which is not above \d+ of binary .*Nothing was changed\.$/,
  /^App \d+: .*build-\d+\.apk \(versionCode \d+\) is in use already \(store code 5021\).*Build with a higher versionCode.*No binary was registered\.$/,
  /^App \d+: versionCode \d+ of .* is live as binary .*, but was taken out of the open update.*Nothing was changed\.$/,
  /^binary of app \d+: file names a file that cannot be used: .*which is not above \d+ of binary .*higher versionCode/,
  /^submission of app \d+: waitFor is "onSale", but the App declares a manual publication/,
  /^Staged rollout of app \d+: the update is in status \w+, in which its rollout cannot be changed \(store code 3206\)\. .*Nothing was changed\.$/,
  /^Staged rollout of app \d+: the release is live, so its rates only rise .*Nothing was sent\.$/,
  /^Staged rollout of app \d+: country rates of a live release change only together with a higher default rate .*Nothing was changed\.$/,
  /^Staged rollout of app \d+: the live release is not being rolled out; every user has it already\. .*Nothing was changed\.$/,
  /^Staged rollout of app \d+: (?:the previous release is still at \d+ percent|no binary is in the rollout \(store code 3207\)|the open update has no binary [\d, ]+; it has|neither an open update nor a live release).*Nothing was changed\.$/,
  /^Staged rollout of app \d+: binary [\d, ]+ (?:is paused in the Seller Portal|is live but no longer in the rollout).*Nothing was changed\.$/,
  /^Staged rollout of app \d+: releaseToEveryone(?:: true stands in the program since| is true, and binary [\d, ]+ is not live yet| is true with binary).*Nothing was (?:changed|sent)\.$/,
  /^Staged rollout of app \d+: the program was last held against a release at \d+ percent.*Run `pulumi refresh`.*Nothing was changed\.$/,
  /^Submission of app \d+: the update brings binary [\d, ]+, (?:but its StagedRollout says releaseToEveryone: true|but binary [\d, ]+ is not in the staged rollout|but its staged rollout does not stand as declared|and its staged rollout cannot be read).*Nothing was (?:submitted|put on sale)\.$/,
  /^Submission of app \d+: the (?:open update differs from the live app in .*, which this program does not manage|open update does not hold what the App declares in|update has no binary [\d, ]+, which the StagedRollout lists|publication of the update is manual).*Nothing was (?:submitted|put on sale)\.$/,
  /^Submission of app \d+: the live release is still at \d+ percent of a staged rollout.*duringRollout: true.*Nothing was (?:submitted|put on sale)\.$/,
  /^Submission of app \d+: (?:the update|it) (?:is|was) (?:rejected|cancelled|suspended) in the [\w -]+/,
  /^Submission of app \d+: the update was rejected: it is open for editing/,
  /^Submission of app \d+: it passed the review \(\w+\), and its publication is manual\. Set publish: true/,
  /^Submission of app \d+: after [\d.]+ minutes? of waiting for waitFor "\w+" it is .*The submission stands; run `pulumi up` again/,
  /^Submission of app \d+: the update is gone and the live release is the one from before: somebody discarded the update/,
];

/** A refusal names the app and the way out; none is a raw answer of the store. */
export function refusedInWords({ refusal }: Run): void {
  if (refusal === undefined) return;
  assert.ok(
    REFUSALS.some((expected) => expected.test(refusal)),
    `not an expected refusal: ${refusal}`,
  );
}

/** Where the outcome is certain, it is that one. */
export function endsAsExpected({ words, before, refusal }: Run, refresh: boolean): void {
  if (refresh && isInReview(before) && before.registration?.content.newFeature !== words.news)
    assert.ok(refusal !== undefined, "an update in review takes no changes");
  if (refresh && isNextRelease(words, before)) assert.equal(refusal, undefined, "the next release goes its way");
}

function isInReview({ registration }: Held): boolean {
  return registration !== null && /^(READY|UNDER)_/.test(registration.contentStatus);
}

/** A new build, staged, after everybody has the last one, with nobody's work in between. */
function isNextRelease({ build, rollout, submission }: Words, before: Held): boolean {
  const newest = Math.max(...(before.registeredFiles ?? []).map(({ versionCode }) => Number(versionCode)));
  const isStaged = rollout === undefined || (rollout.listed && !rollout.everyone);
  const waits = submission !== undefined && (submission.publish || submission.waitFor !== undefined);
  const isFree = before.registration === null && before.sale?.rollout === null;
  return isFree && isStaged && !waits && build !== undefined && versionOf(build) > newest;
}

/** No rollout is finished, or set to 100 percent, without the program of this very run saying so. */
export function neverToEveryoneUnasked({ words: { rollout }, before, writes, fulfilledFor }: Run): void {
  for (const { request } of writes.filter(({ operation }) => operation === "rollout.setRate")) {
    if (request?.function === "DISABLE_ROLLOUT") {
      assert.equal(rollout?.everyone, true, "a rollout is finished by the word only");
      const released = rolling(request.appStatus === "SALE" ? before.sale : before.registration);
      if (fulfilledFor !== undefined)
        assert.ok(
          released.every((seq) => fulfilledFor.has(seq)),
          `a word that was meant for ${[...fulfilledFor]} released ${released}`,
        );
    }
    const rates = [request?.rolloutRate, ...countryRates(request?.countries)];
    if (rates.some((rate) => Number(rate) === 100)) {
      const kept = Object.values((before.sale?.rollout ?? before.registration?.rollout)?.countries ?? {});
      const declared = [rollout?.rate, ...Object.values(rollout?.countries ?? {}), ...kept];
      assert.ok(rollout?.everyone === true || declared.includes(100), "100 percent is set only where somebody said it");
    }
  }
}

function countryRates(countries: unknown): unknown[] {
  return Array.isArray(countries) ? countries.map((entry: { rolloutRate?: unknown }) => entry.rolloutRate) : [];
}

/** What this run submits or puts on sale goes out in the declared steps, or nothing new goes out. */
export function releasedAsDeclared(run: Run, ours: ReadonlySet<string>): void {
  const { words, before, after, writes, refusal } = run;
  const { rollout } = words;
  const submitted = writes.some((entry) => entry.operation === "apps.submit" && done(entry));
  const published = writes.some((entry) => entry.operation === "apps.setStatus" && done(entry));
  if (refusal !== undefined && /Nothing was submitted\.$/.test(refusal)) assert.ok(!submitted, refusal);
  if (!submitted && !published) return;
  const record = effective(after);
  const fresh = newIn(record, before);
  if (submitted) textsAsDeclared(words, record);
  if (submitted && words.submission?.include !== true && before.sale !== null) {
    assert.deepEqual(unmanaged(words, record), unmanaged(words, before.sale), "only the program's changes go out");
    const foreign = record.binaries.filter((each) => fresh.includes(each.binarySeq) && !ours.has(each.versionCode));
    assert.deepEqual(foreign, [], "only the program's binaries go out");
  }
  if (rollout !== undefined && fresh.length > 0) {
    assert.equal(rollout.everyone, false, `${fresh} went out by a word that was meant for the release before`);
    const enabled = rolling(record);
    assert.ok(
      fresh.every((seq) => enabled.includes(seq)),
      `${fresh} went out, but in the rollout are ${enabled}`,
    );
    assert.equal(record.rollout?.rate, rollout.rate);
    for (const [code, rate] of Object.entries(rollout.countries)) assert.equal(record.rollout?.countries[code], rate);
  }
  const stillThere = rolling(before.sale).filter((seq) => after.sale?.binaries.some((each) => each.binarySeq === seq));
  if (rollout?.everyone !== true)
    assert.deepEqual(
      stillThere.filter((seq) => !rolling(after.sale).includes(seq)),
      [],
      "what was rolled out in steps still is",
    );
}

/** What the program does not list is as before: texts, countries, other people's binaries, other countries' rates. */
export function unmanagedUntouched({ words, before, after, writes }: Run, ours: ReadonlySet<string>): void {
  assert.deepEqual(unmanaged(words, effective(after)), unmanaged(words, effective(before)));
  const there = effective(after).binaries.map(({ binarySeq }) => binarySeq);
  const mayGo = (seq: string, versionCode: string) => ours.has(versionCode) || (words.replacesOriginal && seq === "5");
  for (const { binarySeq, versionCode } of effective(before).binaries)
    if (!mayGo(binarySeq, versionCode)) assert.ok(there.includes(binarySeq), `binary ${binarySeq} is gone`);
  const codes = effective(after).binaries.map(({ versionCode }) => versionCode);
  assert.equal(new Set(codes).size, codes.length, `a version is registered twice: ${codes}`);
  const removed = writes.filter(({ operation, query }) => operation === "binaries.remove" && query.binarySeq !== "5");
  for (const { query } of removed) {
    const gone = effective(before).binaries.find(({ binarySeq }) => binarySeq === query.binarySeq);
    assert.ok(gone === undefined || ours.has(gone.versionCode), `binary ${query.binarySeq} was not this program's`);
  }
}

function unmanaged(words: Words, { content }: Kept): unknown {
  const { newFeature: _news, addLanguage, sellCountryList, publicationType, ...rest } = content;
  return {
    ...rest,
    addLanguage: addLanguage.filter(({ languagecode }) => languagecode !== "KOR" || words.korean === undefined),
    sellCountryList: sellCountryList.filter(({ countryCode }) => !words.countries.includes(countryCode)),
    ...(words.publication === undefined && { publicationType }),
  };
}

/** What the program lists is what the store holds. */
export function managedAsDeclared({ words, after }: Run, binarySeq: string | undefined): void {
  const record = effective(after);
  const { content, binaries } = record;
  textsAsDeclared(words, record);
  const codes = content.sellCountryList.map(({ countryCode }) => countryCode);
  assert.ok(words.countries.every((code) => codes.includes(code)));
  if (words.publication !== undefined)
    assert.equal(content.publicationType, words.publication === "manual" ? "03" : "01");
  if (words.build !== undefined) assert.ok(binaries.some((each) => each.binarySeq === binarySeq));
  if (words.rollout !== undefined) rolloutAsDeclared(words.rollout, after, binarySeq);
}

function textsAsDeclared({ news, korean }: Words, { content }: Kept): void {
  assert.equal(content.newFeature, news);
  if (korean === undefined) return;
  const listing = content.addLanguage.find(({ languagecode }) => languagecode === "KOR");
  assert.deepEqual([listing?.appTitle, listing?.description], [korean, korean]);
}

function rolloutAsDeclared(
  { rate, countries, everyone, listed }: NonNullable<Words["rollout"]>,
  { sale, registration }: Held,
  binarySeq: string | undefined,
): void {
  if (everyone) {
    assert.deepEqual(rolling(sale), [], "every user has the live release");
    return;
  }
  const holding = [sale, registration].filter((record) => record?.rollout != null);
  const meant = holding.find((record) => !listed || binarySeq === undefined || rolling(record).includes(binarySeq));
  assert.ok(meant?.rollout, "the rollout stands");
  assert.equal(meant.rollout.rate, rate);
  for (const [code, wanted] of Object.entries(countries)) assert.equal(meant.rollout.countries[code], wanted);
}
