/** Any program of a release, edited at will while people work in the Seller Portal: what holds after every single run. */

import assert from "node:assert/strict";
import fc from "fast-check";
import { PartlyDone, Refusal } from "../../provider/lifecycle";
import { TestStore } from "../support/testStore";
import { Mistakes } from "./support/managed";
import { PackageFolder } from "./support/packageFolder";
import { Release } from "./support/release";
import { People } from "./support/releasePeople";
import {
  endsAsExpected,
  type Held,
  managedAsDeclared,
  neverToEveryoneUnasked,
  type Run,
  refusedInWords,
  releasedAsDeclared,
  unmanagedUntouched,
} from "./support/releaseRules";
import {
  edited,
  FIRST_WORDS,
  HELPER,
  programOf,
  type Step,
  type Up,
  versionOf,
  type Words,
  week,
} from "./support/releaseSteps";
import { linesOf, playing } from "./support/reviews";

/**
 * More with GALAXY_STORE_MODEL_RUNS. A failure prints its seed, which GALAXY_STORE_MODEL_SEED repeats. In CI each change is held
 * against the same weeks; everywhere else they are new ones each time.
 */
const RUNS = Number(process.env.GALAXY_STORE_MODEL_RUNS ?? 80);
const SEED = process.env.GALAXY_STORE_MODEL_SEED ?? (process.env.CI === undefined ? undefined : "20261124");

class Week {
  readonly #people: People;
  readonly #release: Release;
  #words: Words = FIRST_WORDS;
  #during: Up["during"] = [];
  /** Somebody else has done something since the last run that looked at everything. */
  #touched = false;
  #fulfilledFor: Set<string> | undefined;
  readonly #ours = new Set<string>();

  constructor(
    private readonly store: TestStore,
    private readonly packages: PackageFolder,
  ) {
    this.#people = new People(store, packages);
    const waiting = playing();
    this.#release = new Release(store, {
      waiting: {
        ...waiting,
        pause: async (ms, signal) => {
          await waiting.pause(ms, signal);
          const decision = this.#during.shift();
          if (decision !== undefined) await this.#people.decide(decision);
        },
      },
    });
  }

  async live(steps: readonly Step[]): Promise<void> {
    for (const step of steps)
      switch (step.kind) {
        case "up":
          await this.#up(step);
          break;
        case "edit":
        case "rollout":
        case "next build":
        case "submit":
        case "no submission":
          this.#words = edited(this.#words, step);
          break;
        default:
          this.#touched = (await this.#people.act(step)) || this.#touched;
      }
  }

  async #up({ refresh, during }: Up): Promise<void> {
    const words = this.#words;
    const program = programOf(words, this.packages);
    if (words.build !== undefined) this.#ours.add(String(versionOf(words.build)));
    if (words.rollout?.everyone !== true) this.#fulfilledFor = undefined;
    const before = await this.store.app(HELPER);
    await this.store.forgetRequests();
    this.#during = [...during];
    let refusal: string | undefined;
    await linesOf(async () => {
      try {
        await this.#release.up(program, { refresh });
      } catch (error) {
        refusal = refusalOf(error);
      }
    });
    const writes = await this.store.writes();
    const after = await this.store.app(HELPER);
    const run: Run = { words, before, after, writes, refusal, fulfilledFor: this.#fulfilledFor };
    refusedInWords(run);
    endsAsExpected(run, refresh);
    neverToEveryoneUnasked(run);
    releasedAsDeclared(run, this.#ours);
    unmanagedUntouched(run, this.#ours);
    if (refusal !== undefined) return;

    if (words.rollout?.everyone === true) this.#fulfilledFor ??= new Set(binariesOf(after));
    if (refresh) this.#touched = false;
    // The word was about the release before; an update that was on its way and has gone live since keeps its steps.
    if (words.rollout?.everyone === true && before.registration !== null && after.registration === null)
      this.#touched = true;
    if (!this.#touched) managedAsDeclared(run, this.#release.binary.state?.outputs.binarySeq);
    await this.#quiet(program);
  }

  /** The second look finds nothing to do, and right after a run that looked there is no drift. */
  async #quiet(program: ReturnType<typeof programOf>): Promise<void> {
    await this.store.forgetRequests();
    assert.deepEqual(await this.#release.up(program), []);
    assert.deepEqual(await this.store.requests(), []);
    if (this.#touched) return;
    await linesOf(async () => assert.deepEqual(await this.#release.drifting(), []));
  }
}

function binariesOf({ sale }: Held): string[] {
  return sale?.binaries.map(({ binarySeq }) => binarySeq) ?? [];
}

/** What the run was refused with; a failure that is no word to the user is a defect and goes on. */
function refusalOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof PartlyDone || error instanceof Mistakes) return error.message;
  throw error;
}

describe("Whatever is edited, in the program and in the portal", () => {
  let store: TestStore;
  let packages: PackageFolder;
  before(async () => {
    packages = new PackageFolder();
    store = await TestStore.start();
  });
  after(async () => {
    packages.remove();
    await store.stop();
  });

  it("a release is as the last program says, touches nothing else, and reaches everyone only by the word", async function () {
    this.timeout(0);
    await fc.assert(
      fc.asyncProperty(week, fc.constantFrom("rejected", "editable"), async (steps, rejectedUpdate) => {
        await store.reset();
        await store.control("PUT", "/settings", { review: "manual", readings: { rejectedUpdate } });
        await new Week(store, packages).live(steps);
      }),
      { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) },
    );
  });
});
