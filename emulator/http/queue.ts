/** Queued answers: 303 with a place to look, two answers 202, then the real one. */
import { randomUUID } from "node:crypto";
import type { Readings } from "../state/readings";
import { addressOf, QUEUE_PATH } from "./arrival";
import type { EmulatorApp, EmulatorContext } from "./context";

const PENDING_POLLS = 2;

interface QueuedAnswer {
  readonly answer: Response;
  pollsLeft: number;
}

export type AnswerQueue = Map<string, QueuedAnswer>;

/**
 * A queued call is answered with 303 and an absolute `Location` on the same host, where the real answer follows two answers
 * 202.
 * [O; 302 and a relative address, the other readings: C]
 * The work of a queued call is done when the call comes, not when the polls end. [G]
 */
export function queueAnswer(c: EmulatorContext, answers: AnswerQueue, { asyncStatus, queueLocation }: Readings): void {
  const id = randomUUID();
  answers.set(id, { answer: c.res.clone(), pollsLeft: PENDING_POLLS });
  c.res = undefined;
  const path = QUEUE_PATH + id;
  const location = queueLocation === "relative" ? path : addressOf(c, path);
  c.res = new Response(null, { status: Number(asyncStatus), headers: { location } });
}

/** The queued answer may be a failure: 202 means still pending, 400 and above that the work failed. [O, C] */
export function queueRoutes(app: EmulatorApp, answers: AnswerQueue): void {
  app.get(`${QUEUE_PATH}:id`, (c) => {
    const queued = answers.get(c.req.param("id"));
    if (!queued) return c.json({ message: "Not Found" }, 404);
    if (queued.pollsLeft === 0) return queued.answer.clone();
    queued.pollsLeft -= 1;
    return c.json({ message: "Accepted" }, 202);
  });
}
