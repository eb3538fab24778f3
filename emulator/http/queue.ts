/** Queued answers: 303 with a place to look, two answers 202, then the real one. */
import { randomUUID } from "node:crypto";
import type { Store } from "../state/store";
import { addressOf, QUEUE_PATH } from "./arrival";
import type { EmulatorApp, EmulatorContext } from "./context";

const PENDING_POLLS = 2;

interface QueuedAnswer {
  readonly answer: Response;
  /** Looks at it, and tells whether it is still to come. */
  readonly isPending: () => boolean;
}

export type AnswerQueue = Map<string, QueuedAnswer>;

/**
 * A queued call is answered with 303 and an absolute `Location` on the same host, where the real answer follows two answers
 * 202, or as many as a fault orders.
 * [O; 302 and a relative address, the other readings: C]
 * The work of a queued call is done when the call comes, not when the polls end. [G]
 */
export function queueAnswer(c: EmulatorContext, answers: AnswerQueue, store: Store, seconds?: number): void {
  const { asyncStatus, queueLocation } = store.settings.readings;
  const id = randomUUID();
  const isPending = seconds === undefined ? forPolls(PENDING_POLLS) : forSeconds(store, seconds);
  answers.set(id, { answer: c.res.clone(), isPending });
  c.res = undefined;
  const path = QUEUE_PATH + id;
  const location = queueLocation === "relative" ? path : addressOf(c, path);
  c.res = new Response(null, { status: Number(asyncStatus), headers: { location } });
}

function forPolls(count: number): () => boolean {
  let left = count;
  return () => left-- > 0;
}

/** Of the store's clock. */
function forSeconds({ clock }: Store, seconds: number): () => boolean {
  const end = clock.now() + seconds * 1000;
  return () => clock.now() < end;
}

/** The queued answer may be a failure: 202 means still pending, 400 and above that the work failed. [O, C] */
export function queueRoutes(app: EmulatorApp, answers: AnswerQueue): void {
  app.get(`${QUEUE_PATH}:id`, (c) => {
    const queued = answers.get(c.req.param("id"));
    if (!queued) return c.json({ message: "Not Found" }, 404);
    return queued.isPending() ? c.json({ message: "Accepted" }, 202) : queued.answer.clone();
  });
}
