/** Watches a submission until it is where the program wants it, publishes a passed release, and tells of each stage. */

import { type GalaxyStoreErrorKind, isGalaxyStoreError } from "../../sdk/errors";
import { settle } from "../converge";
import { messageOf, PartlyDone, type Stored } from "../lifecycle";
import type { AppRecords, StoreSession } from "../session";
import { inWords, stageOf } from "../stages";
import { refuseForeign } from "./guards";
import { goalOf, type SubmissionInputs, type SubmissionOutputs } from "./inputs";
import { spanInWords } from "./patience";
import { type Known, progressOf, withoutOthersWork } from "./progress";
import { releaseMark } from "./submit";

/** A line at least this often while nothing changes, in milliseconds. */
const REMIND_MS = 600_000;

/** Failures that pass by themselves; the next look asks again. */
const PASSING: readonly GalaxyStoreErrorKind[] = ["network", "timeout", "server", "rate"];

/** Ends when the submission is where the program wants it; whatever ends it before leaves a state to go on from. */
export async function watch(
  store: StoreSession,
  inputs: SubmissionInputs,
  known: Known,
  limitMs: number,
): Promise<Stored<SubmissionInputs, SubmissionOutputs>> {
  const watcher = new Watcher(store, inputs, known, limitMs);
  while (!(await watcher.look())) await watcher.rest();
  return { inputs, outputs: watcher.outputs() };
}

class Watcher {
  readonly #store: StoreSession;
  readonly #inputs: SubmissionInputs;
  readonly #limitMs: number;
  readonly #startedAt: number;
  #known: Known;
  #saidAt: number;
  #missed = false;
  #published = false;

  constructor(store: StoreSession, inputs: SubmissionInputs, known: Known, limitMs: number) {
    this.#store = store;
    this.#inputs = inputs;
    this.#limitMs = limitMs;
    this.#known = known;
    this.#startedAt = store.waiting.now();
    this.#saidAt = this.#startedAt;
  }

  outputs(): SubmissionOutputs {
    const { lastStatus, submittedAt, replacing, submitted } = this.#known;
    return {
      ...(lastStatus !== undefined && { status: lastStatus }),
      ...(submittedAt !== undefined && { submittedAt }),
      ...(replacing !== undefined && { replacing }),
      ...(submitted !== undefined && { submitted }),
    };
  }

  /** Looks once; true when what the program waits for is reached. */
  async look(): Promise<boolean> {
    const look = await this.#records();
    if (look === "missed") return false;
    const { records } = look;
    const progress = progressOf(records, this.#inputs, this.#known);
    this.#note(records);
    switch (progress.kind) {
      case "reached":
        if (records?.registration === undefined) this.#say("passed the review and is on sale.");
        else if (stageOf(records.registration.contentStatus).kind === "passed") this.#say("passed the review.");
        return true;
      case "failed":
        throw this.#unfinished(progress.reason);
      case "publishable":
        if (records === undefined || this.#published) return false;
        await this.#publish(records);
        return this.look();
      case "waiting":
        return false;
    }
  }

  /** Waits for the next look, unless the time is over or the engine wants an end. */
  async rest(): Promise<void> {
    const { now, pause, pollMs, signal } = this.#store.waiting;
    const waited = now() - this.#startedAt;
    const { lastStatus } = this.#known;
    const stands = lastStatus === undefined ? "not known" : inWords(lastStatus);
    if (signal.aborted)
      throw this.#unfinished(
        `stopped while the update was ${stands}. The submission stands; run \`pulumi up\` again to go on waiting.`,
      );
    if (waited >= this.#limitMs)
      throw this.#unfinished(
        `after ${spanInWords(waited)} of waiting for waitFor "${goalOf(this.#inputs)}" it is ${stands}. The submission stands; run \`pulumi up\` again to go on waiting, or allow more with the option customTimeouts.`,
      );
    if (now() - this.#saidAt >= REMIND_MS) this.#say(`still ${stands} after ${spanInWords(waited)}.`);
    await pause(Math.min(pollMs, this.#limitMs - waited), signal);
  }

  /** The live state; missed when the store cannot be asked for the moment. */
  async #records(): Promise<{ records: AppRecords | undefined } | "missed"> {
    try {
      const records = await this.#store.appAfresh(this.#inputs.contentId);
      this.#missed = false;
      return { records };
    } catch (error) {
      if (!isGalaxyStoreError(error) || !PASSING.includes(error.kind))
        throw this.#unfinished(
          `${messageOf(error)} What was submitted stands; run \`pulumi up\` again to go on waiting.`,
        );
      if (!this.#missed) this.#say(`the store could not be asked (${error.message}); asked again until it can.`);
      this.#missed = true;
      return "missed";
    }
  }

  #note(records: AppRecords | undefined): void {
    const status = (records?.registration ?? records?.sale)?.contentStatus;
    if (status === undefined) return;
    const { kind } = stageOf(status);
    if (status !== this.#known.lastStatus && kind === "review") this.#say(`is ${inWords(status)}.`);
    const wasInReview = this.#known.wasInReview || kind === "review";
    this.#known = { ...withoutOthersWork(this.#known, status), lastStatus: status, wasInReview };
  }

  /** Puts the passed release on sale; after an unclear answer it looks first. */
  async #publish(records: AppRecords): Promise<void> {
    const { contentId } = this.#inputs;
    // What this resource submitted was held against the program before; what somebody else did was not.
    const { submitted } = this.#known;
    const isOurs = submitted !== undefined && records.registration && releaseMark(records.registration) === submitted;
    if (!isOurs) await refuseForeign(this.#store, this.#inputs, records, "put on sale");
    try {
      await settle({
        observe: () => this.#store.app(contentId),
        apply: async ({ registration }) => {
          if (registration === undefined || stageOf(registration.contentStatus).kind !== "passed") return;
          await this.#store.writeApp(contentId, (api) => api.apps.setStatus(contentId, "FOR_SALE"));
        },
      });
    } catch (error) {
      throw this.#unfinished(
        `it passed the review (${this.#known.lastStatus}), but could not be put on sale: ${messageOf(error)} Run \`pulumi up\` again to try once more, or publish it in the Seller Portal.`,
      );
    }
    this.#published = true;
    this.#say("put on sale.");
  }

  #say(words: string): void {
    console.log(`Submission of app ${this.#inputs.contentId}: ${words}`);
    this.#saidAt = this.#store.waiting.now();
  }

  #unfinished(reason: string): PartlyDone {
    const outputs = { ...this.outputs(), unfinished: true };
    const { contentId } = this.#inputs;
    return new PartlyDone(contentId, { inputs: this.#inputs, outputs }, [`Submission of app ${contentId}: ${reason}`]);
  }
}
