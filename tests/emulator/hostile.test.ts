/** Requests that no client would send: whatever comes, an operation answers in one of its envelopes, and the store stays whole. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { importPKCS8, SignJWT } from "jose";
import { before, describe, it } from "mocha";
import { createEmulator } from "../../emulator";
import { OPERATIONS, type Operation } from "../../emulator/operations";
import { contentSchema, itemSchema } from "../../emulator/state/model";
import { APPS, type Json, STUDIO } from "./support/caller";
import { aab, apk } from "./support/packages";

/** How many requests each operation gets. The same ones at each run; `HOSTILE_SEED` and `HOSTILE_RUNS` try others. */
const RUNS = Number(process.env.HOSTILE_RUNS ?? 12);
const SEED = Number(process.env.HOSTILE_SEED ?? 4);

const PACKAGES = ["com.lumenforge.emberisles", "com.lumenforge.paperlanterns", "com.harbornine.railbaron"];
const KNOWN = [
  ...Object.values(APPS),
  ...PACKAGES,
  "ember_pouch",
  "SALE",
  "REGISTRATION",
  "ENABLE_ROLLOUT",
  "KOR",
  "DEU",
];
const TEXTS = [
  "__proto__",
  "constructor",
  "toString",
  "..",
  "%00",
  "\u0000",
  "\ud800",
  "<script>",
  "-1",
  "1e309",
  "NaN",
];
const WORDS = [
  "Y",
  "N",
  "FOR_SALE",
  "SUSPENDED",
  "cancel",
  "refund",
  "consume",
  "2026-10-01",
  "2026-13-45 99:99:99",
  "10",
];
const KEYS = [
  ...Object.keys(contentSchema.shape),
  ...Object.keys(itemSchema.shape),
  ..."contentId binarySeq filekey gms appStatus function rolloutRate countryList countryCode price betaTester".split(
    " ",
  ),
  ..."feedbackChannel iconKey heroImageKey screenshotKey reuseYn screenshotPath languagecode description page".split(
    " ",
  ),
  ..."size action packageName sellerSeq startDate endDate requestId continuationToken periods metricIds".split(" "),
  ..."contentStatus contentIds aggregation commentId replyText replyId countryId localPrice currency id purchaseID".split(
    " ",
  ),
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  fc.constantFrom(...TEXTS),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constant("x".repeat(5000)),
);
const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS) }, fc.constantFrom(...TEXTS));
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 3, arbitrary: scalar },
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(key, tie("value"), { maxKeys: 5 }),
  ),
}));
/** Mostly an object that names an app, as an operation expects it. */
const json = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.values(APPS)), fc.dictionary(key, value, { maxKeys: 6 }))
      .map(([contentId, rest]) => ({ contentId, ...rest })),
  },
  value,
);
const body = fc.oneof(
  { weight: 8, arbitrary: json.map((content) => JSON.stringify(content) ?? "") },
  fc.constantFrom("", "{", "[".repeat(50_000), "\ufeff{}", '{"__proto__":{"contentId":1}}'),
  fc.string({ unit: "binary" }),
);
const query = fc.array(fc.tuple(key, text), { maxLength: 5 });
const headers = fc.dictionary(
  fc.constantFrom("content-type", "accept-language", "x-emulator-client", "content-length", "range", "if-match"),
  fc.constantFrom(
    "application/json",
    "text/plain;charset=utf-7",
    "multipart/form-data",
    "0",
    "-5",
    "bytes=0-",
    "a b",
    "",
  ),
  { maxKeys: 3 },
);
const request = fc.record({
  parts: fc.array(text, { minLength: 2, maxLength: 2 }),
  query,
  headers,
  body,
  /** In two of three requests: what differs from the plausible one. By their place in it, or by name. */
  changes: fc.option(fc.array(fc.tuple(fc.oneof(fc.nat({ max: 9 }), key), value), { maxLength: 3 }), { freq: 2 }),
});
type Hostile = typeof request extends fc.Arbitrary<infer R> ? R : never;

const LIVE = { contentId: APPS.emberIsles, appStatus: "SALE" };
const ITEM = {
  id: "ember_pouch",
  title: "Pouch",
  description: "Of embers",
  type: "ITEM",
  status: "PUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.99,
  prices: [{ countryId: "DEU", currency: "EUR", localPrice: "1.99" }],
};
const QUESTION = {
  contentId: APPS.emberIsles,
  metricIds: ["total_unique_installs_filter"],
  periods: [{ startDate: "2026-10-01", endDate: "2026-10-31" }],
  filters: {},
  trendAggregation: "day",
};
/** What the operation wants, in the body or the query: a request that differs from it in little comes far. */
const PLAUSIBLE: Partial<Record<string, object>> = {
  "apps.get": LIVE,
  "apps.update": { contentId: APPS.emberIsles, defaultLanguageCode: "ENG", paid: "N", publicationType: "01" },
  "apps.submit": { contentId: APPS.paperLanterns },
  "apps.setStatus": { contentId: APPS.tideline, contentStatus: "SUSPENDED" },
  "binaries.modify": { contentId: APPS.paperLanterns, binarySeq: "4", gms: "Y" },
  "binaries.remove": { contentId: APPS.paperLanterns, binarySeq: "4" },
  "beta.get": { contentId: APPS.nightGarden, appStatus: "REGISTRATION", limit: 10, offset: 0 },
  "beta.update": { contentId: APPS.nightGarden, appStatus: "REGISTRATION", function: "ADD", testers: ["a@b.example"] },
  "rollout.getRate": LIVE,
  "rollout.setRate": {
    ...LIVE,
    function: "ENABLE_ROLLOUT",
    rolloutRate: 50,
    countries: [{ countryCode: "KOR", rolloutRate: 60 }],
  },
  "rollout.getBinaries": LIVE,
  "rollout.setBinary": { contentId: APPS.paperLanterns, function: "ADD", binarySeq: "4" },
  "comments.list": { contentId: APPS.emberIsles, countryCode: "DEU" },
  "comments.reply": { contentId: APPS.emberIsles, commentId: "1000001", replyText: "Thanks" },
  "items.list": { page: 1, size: 10 },
  "items.create": { ...ITEM, id: "new_item" },
  "items.replace": ITEM,
  "items.patch": ITEM,
  "orders.list": { sellerSeq: "000001234567", packageName: PACKAGES[0], requestDate: "20261101" },
  "purchases.consume": { purchasedIdList: ["a"] },
  "metrics.seller": QUESTION,
  "metrics.content": QUESTION,
};

/** A package with a few bytes of it replaced. */
const damaged = fc
  .tuple(
    fc.constantFrom(apk, aab),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
    fc.nat(),
  )
  .map(([make, changes, cut]) => {
    const bytes = make({ package: "com.lumenforge.paperlanterns", versionCode: 220 });
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    return {
      name: make === apk ? "a.apk" : "a.aab",
      bytes: cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes,
    };
  });

/** The plausible request with something changed. */
function almost(plausible: object, changes: [number | string, unknown][]): object {
  const names = Object.keys(plausible);
  return Object.fromEntries([
    ...Object.entries(plausible),
    ...changes.map(([at, given]) => [typeof at === "number" ? (names[at] ?? "contentId") : at, given]),
  ]);
}

function parameter([name, given]: [string, unknown]): [string, string] {
  return [name, typeof given === "string" ? given : (JSON.stringify(given) ?? "")];
}

/** Whether a failing answer is worded as the gateway or the operation's backend words failures. */
function isEnvelope(kind: Operation["envelope"], { message, from, body: inner, code, ...rest }: Json): boolean {
  if (kind === "upload" && rest.fileKey === null) return typeof rest.errorCode === "string";
  if (kind === "receipt" && rest.status === "fail") return typeof rest.errorCode === "number";
  if (typeof message !== "string" || Object.keys(rest).length > 0) return false;
  if (from === "asgw") return typeof code === "string";
  if (from === "seller") return typeof (kind === "v2" ? inner.resultCode : inner.errorCode) === "string";
  return code === undefined || (kind === "iap" && typeof code === "string");
}

describe("whatever is sent", function () {
  this.timeout(120_000);
  const emulator = createEmulator();
  let token = "";
  const call = (method: string, path: string, init: RequestInit = {}) =>
    emulator.fetch(new Request(`http://localhost${path}`, { method, ...init }));

  before(async () => {
    const accounts = (await (await call("GET", "/_emulator/accounts")).json()) as Json[];
    const { privateKey } = accounts.find((account) => account.serviceAccountId === STUDIO);
    const now = Math.floor(Date.now() / 1000);
    const jwt = await new SignJWT({ iss: STUDIO, scopes: ["publishing", "gss"], iat: now, exp: now + 300 })
      .setProtectedHeader({ alg: "RS256" })
      .sign(await importPKCS8(privateKey, "RS256"));
    const answer = await call("POST", "/auth/accessToken", { headers: { authorization: `Bearer ${jwt}` } });
    token = ((await answer.json()) as Json).createdItem.accessToken;
  });

  const authorized = (extra: Record<string, string> = {}) => ({
    ...extra,
    authorization: `Bearer ${token}`,
    "service-account-id": STUDIO,
  });

  async function send(operation: Operation, hostile: Hostile): Promise<void> {
    let part = 0;
    const path = operation.path.replace(/:packageName|:id|:purchaseId/g, (name) => {
      const given = hostile.parts[part++] ?? "";
      return name === ":packageName" && given.length % 2 === 0
        ? (PACKAGES[0] ?? "")
        : encodeURIComponent(Buffer.from(given).toString());
    });
    const close = hostile.changes && almost(PLAUSIBLE[operation.id] ?? {}, hostile.changes);
    const search = new URLSearchParams(close ? Object.entries(close).map(parameter) : hostile.query).toString();
    const content = close ? JSON.stringify(close) : hostile.body;
    const text = operation.action ? content.replace("{", `{"action":"${operation.action}",`) : content;
    await answered(operation, `${path}?${search}`, {
      headers: authorized(hostile.headers),
      ...(operation.method === "GET" ? {} : { body: text }),
    });
  }

  async function answered(operation: Operation, path: string, init: RequestInit): Promise<void> {
    const answer = await call(operation.method, path, init);
    const said = await answer.text();
    assert.doesNotMatch(said, /The emulator failed/);
    if (answer.status < 400) return;
    assert.ok(isEnvelope(operation.envelope, JSON.parse(said)), `${answer.status} ${said}`);
  }

  for (const operation of OPERATIONS.filter(({ id }) => id !== "auth.revoke") as readonly Operation[])
    it(`${operation.id} answers in its envelope`, () =>
      fc.assert(
        fc.asyncProperty(request, (hostile) => send(operation, hostile)),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      ));

  it("uploads.file takes or refuses damaged packages, and damaged forms", async () => {
    const upload = OPERATIONS.find(({ id }) => id === "uploads.file") as Operation;
    const type = "multipart/form-data; boundary=b";
    const form = fc.oneof(
      { weight: 4, arbitrary: damaged.map(({ name, bytes }) => Buffer.concat([part("file", name), bytes, END])) },
      damaged.map(({ name, bytes }) => Buffer.concat([part("file", name), bytes])),
      text.map((value) => Buffer.concat([part("sessionId"), Buffer.from(value), END])),
      text.map((value) => Buffer.from(`--b\r\n${value}\r\n\r\n--b\r\n`)),
    );
    await fc.assert(
      fc.asyncProperty(form, async (bytes) => {
        const { sessionId } = (await (
          await call("POST", "/seller/createUploadSessionId", { headers: authorized() })
        ).json()) as Json;
        const session = Buffer.concat([part("sessionId"), Buffer.from(`${sessionId}\r\n`)]);
        await answered(upload, upload.path, {
          headers: authorized({ "content-type": type }),
          body: new Uint8Array(Buffer.concat([session, bytes])),
        });
      }),
      { numRuns: RUNS * 5, seed: SEED, endOnFailure: true },
    );
  });

  it("JSON that is nested without end is none, and the journal can be read", async () => {
    const deep = `{"sellerId":${"[".repeat(20_000)}${"]".repeat(20_000)},"metricIds":["total_unique_installs_filter"]}`;
    for (const operation of OPERATIONS as readonly Operation[])
      if (operation.id === "metrics.seller" || operation.id === "apps.update")
        await answered(operation, operation.path, { headers: authorized(), body: deep });
    assert.equal((await call("GET", "/_emulator/requests")).status, 200);
    assert.equal((await call("PATCH", `/_emulator/apps/${APPS.emberIsles}`, { body: deep })).status, 400);
  });

  it("leaves a store whose dump can be read again", async () => {
    const dump = (await (await call("GET", "/_emulator/dump")).json()) as Json;
    const answer = await call("PUT", "/_emulator/seed", { body: JSON.stringify(dump) });
    assert.deepEqual([answer.status, await answer.json()], [200, { ok: true }]);
    const { clockOffsetSeconds: _, ...again } = (await (await call("GET", "/_emulator/dump")).json()) as Json;
    const { clockOffsetSeconds: __, ...first } = dump;
    assert.deepEqual(again, first);
  });
});

const END = Buffer.from("\r\n--b--\r\n");

function part(name: string, fileName?: string): Buffer {
  const file = fileName === undefined ? "" : `; filename="${fileName}"`;
  return Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`);
}
