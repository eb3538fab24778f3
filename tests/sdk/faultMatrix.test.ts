/** Every operation meets every fault: whether the call succeeds, and that the store did the work as often as it says. */

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import pLimit from "p-limit";
import { GalaxyStore, type GalaxyStoreError, isGalaxyStoreError, OPERATIONS, type OperationId } from "../../sdk";
import { type JournalEntry, TestStore } from "../support/testStore";
import { busySeller, CALLS } from "./support/busySeller";

/** How the store shows what became of a write: by which call, or `nowhere`. All other calls may simply be sent again. */
const SHOWN_BY: Partial<Record<OperationId, OperationId | "nowhere">> = {
  "apps.update": "apps.get",
  "apps.submit": "apps.get",
  "apps.setStatus": "apps.get",
  "binaries.add": "apps.get",
  "binaries.remove": "apps.get",
  "rollout.setRate": "rollout.getRate",
  "rollout.setBinary": "rollout.getBinaries",
  "items.create": "items.get",
  "items.remove": "items.get",
  "comments.reply": "comments.list",
  "subscriptions.cancel": "subscriptions.get",
  // A reply is found by its comment, which the call does not name; the state of a subscription does not tell of money.
  "comments.deleteReply": "nowhere",
  "subscriptions.refund": "nowhere",
  "subscriptions.revoke": "nowhere",
};

/**
 * `succeeds`: by being sent again where that is needed. `looks`: reads back, sends again what was not done, and succeeds.
 * `unclear`: is sent once and fails, saying that the work may have been done. `refused`: is sent once and fails.
 */
type Expected = "succeeds" | "looks" | "unclear" | "refused";

interface Fault {
  name: string;
  instruction?: string;
  /** Whether the request that meets the fault does its work. `later`: after its caller has given up. */
  works: "yes" | "no" | "later";
  /** Of calls that may be sent again, of writes that are shown, and of those that are shown nowhere. */
  again: Expected;
  shown: Expected;
  nowhere: Expected;
}

const [ANY, DOUBT] = [
  { again: "succeeds", shown: "succeeds", nowhere: "succeeds" },
  { again: "succeeds", shown: "looks", nowhere: "unclear" },
] as const;

const FAULTS: readonly Fault[] = [
  { name: "500", instruction: "return-500", works: "no", ...DOUBT },
  { name: "503 with Retry-After", instruction: "return-503-after-7", works: "no", ...DOUBT },
  { name: "429", instruction: "return-429-after-9", works: "no", ...ANY },
  { name: "reset before the work", instruction: "reset-before", works: "no", ...DOUBT },
  { name: "reset after the work", instruction: "reset-after", works: "yes", ...DOUBT },
  { name: "stall past the timeout", instruction: "stall-900", works: "later", ...DOUBT },
  { name: "truncated JSON", instruction: "truncate", works: "yes", ...DOUBT },
  { name: "HTML under 200", instruction: "page-200", works: "no", ...DOUBT },
  { name: "303 queue", instruction: "queue-303", works: "yes", ...ANY },
  {
    name: "200 with an error inside",
    instruction: "return-200-7777",
    works: "no",
    again: "refused",
    shown: "refused",
    nowhere: "refused",
  },
  { name: "revoked token", works: "no", ...ANY },
];

/** Where an operation is not like the others. */
const EXCEPTIONS: Partial<Record<OperationId, Record<string, Expected>>> = {
  // The outcome of a queued request is told to those who have a token.
  "auth.create": { "303 queue": "refused" },
  "receipts.verify": { "303 queue": "refused" },
};

const TIMEOUT_MS = 400;
const WAITS: Record<string, number> = { "503 with Retry-After": 7_000, "429": 9_000 };

interface Outcome {
  value?: unknown;
  error?: GalaxyStoreError;
  /** What the store holds at the end. */
  held: string;
  /** Operations in the order in which requests came. */
  requests: string[];
  waits: number[];
  /** Whether the token that the call began with is good. */
  tokenAlive: boolean;
  faultsLeft: unknown;
}

async function run(operation: OperationId, fault?: Fault): Promise<Outcome> {
  const store = await TestStore.start(busySeller());
  const { serviceAccountId, privateKey } = store.account();
  const waits: number[] = [];
  const minted: string[] = [];
  const client = new GalaxyStore({
    serviceAccountId,
    privateKey,
    endpoint: store.url,
    scopes: ["publishing", "gss"],
    sleep: async (ms) => void waits.push(ms),
    tokenStore: { read: async () => undefined, write: async (_, token) => void minted.push(token) },
    ...(fault?.works === "later" ? { timeoutMs: TIMEOUT_MS, uploadTimeoutMs: TIMEOUT_MS } : {}),
  });
  const withToken = (method: string, path: string) =>
    fetch(store.url + path, {
      method,
      headers: { authorization: `Bearer ${minted[0]}`, "service-account-id": serviceAccountId },
    });
  try {
    if (operation !== "auth.create") await client.auth.check();
    if (fault?.name === "revoked token") await withToken("DELETE", "/auth/revokeAccessToken");
    await store.forgetRequests();
    if (fault?.instruction !== undefined) await store.faults(operation, fault.instruction);
    const result = await CALLS[operation](client).then(
      (value) => ({ value }),
      (error: unknown) => {
        assert.ok(isGalaxyStoreError(error), `not an error of the SDK: ${String(error)}`);
        return { error };
      },
    );
    const journal = async () => (await store.control("GET", "/requests")) as JournalEntry[];
    while (fault?.works === "later" && !(await journal()).some((entry) => entry.fault === fault.instruction)) {
      await wait(20);
    }
    const requests = (await journal()).flatMap(({ operation: id }) => (id === null ? [] : [id]));
    const tokenAlive = minted.length > 0 && (await withToken("GET", "/auth/checkAccessToken")).status === 200;
    const held = comparable(await store.dump());
    return { ...result, held, requests, waits, tokenAlive, faultsLeft: await store.faultsLeft() };
  } finally {
    client.close();
    await store.stop();
  }
}

// An uploaded file that nothing refers to has no effect; every run has its own moments.
function comparable({ uploads, uploadSessions, ...dump }: Awaited<ReturnType<TestStore["dump"]>>): string {
  return JSON.stringify(dump, (key, value: unknown) =>
    key === "reviewStepAt" && value !== null ? "now" : value,
  ).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "a moment");
}

const operations = Object.keys(CALLS) as OperationId[];

function expected(operation: OperationId, fault: Fault): Expected {
  const exception = EXCEPTIONS[operation]?.[fault.name];
  if (exception !== undefined) return exception;
  const shownBy = SHOWN_BY[operation];
  if (shownBy === undefined) return fault.again;
  return shownBy === "nowhere" ? fault.nowhere : fault.shown;
}

describe("fault matrix", function () {
  this.timeout(60_000);
  const inTurn = pLimit(6);
  const all = (fault?: Fault) =>
    new Map(operations.map((operation) => [operation, inTurn(() => run(operation, fault))] as const));
  let clean: ReturnType<typeof all>;
  let cells = 0;
  const outcomeOf = (outcomes: ReturnType<typeof all>, operation: OperationId) => {
    const outcome = outcomes.get(operation);
    assert.ok(outcome);
    return outcome;
  };

  before(() => {
    clean = all();
  });
  after(() => console.log(`      ${cells} cells: ${operations.length} operations x ${FAULTS.length} faults`));

  it("has every operation of the table", () => {
    assert.deepEqual([...operations].sort(), Object.keys(OPERATIONS).sort());
  });

  for (const operation of operations) {
    it(`${operation} without a fault ${OPERATIONS[operation].changes ? "changes" : "does not change"} the store`, async () => {
      const untouched = await outcomeOf(clean, "auth.check");
      const outcome = await outcomeOf(clean, operation);
      assert.equal(outcome.error, undefined);
      const changed = outcome.held !== untouched.held || outcome.tokenAlive !== untouched.tokenAlive;
      assert.equal(changed, OPERATIONS[operation].changes);
      assert.equal(outcome.requests.filter((request) => request === operation).length, 1);
    });
  }

  for (const fault of FAULTS) {
    describe(fault.name, () => {
      let outcomes: ReturnType<typeof all>;
      before(() => {
        outcomes = all(fault);
      });

      for (const operation of operations) {
        const wanted = expected(operation, fault);
        it(`${operation} ${wanted}`, async () => {
          cells += 1;
          const outcome = await outcomeOf(outcomes, operation);
          const done = await outcomeOf(clean, operation);
          const untouched = await outcomeOf(clean, "auth.check");
          assert.deepEqual(outcome.faultsLeft, [], "the fault was met");
          const sent = outcome.requests.filter((request) => request === operation).length;

          if (wanted === "succeeds" || wanted === "looks") {
            assert.equal(outcome.error, undefined);
            assert.equal(outcome.held, done.held, "the work was done once");
            if (operation === "auth.revoke") assert.equal(outcome.tokenAlive, false);
            if (!OPERATIONS[operation].changes && !operation.startsWith("uploads.")) {
              assert.deepEqual(outcome.value, done.value);
            }
            if (fault.name in WAITS) assert.deepEqual(outcome.waits, [WAITS[fault.name]]);
          }
          if (wanted === "looks") {
            const shownBy = SHOWN_BY[operation];
            const sentAgain = fault.works === "yes" ? [] : [operation];
            assert.deepEqual(outcome.requests.slice().sort(), [operation, shownBy, ...sentAgain].sort());
          }
          if (wanted === "unclear" || wanted === "refused") {
            assert.equal(sent, 1);
            assert.ok(outcome.error);
            assert.equal(outcome.error.unclear, wanted === "unclear");
            assert.equal(outcome.error.operation, operation);
            assert.ok(outcome.error.object && outcome.error.fix);
            assert.equal(outcome.held, fault.works === "no" ? untouched.held : done.held);
          }
          if (fault.name === "200 with an error inside") assert.equal(outcome.error?.code, "7777");
        });
      }
    });
  }
});
