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

/** A queued answer is replaced by a 303 with an absolute address on the same host, where it is given after two polls. [O; 302 and a relative address, the other readings: C] */
export function queueAnswer(c: EmulatorContext, answers: AnswerQueue, { asyncStatus, queueLocation }: Readings): void {
  const id = randomUUID();
  answers.set(id, { answer: c.res.clone(), pollsLeft: PENDING_POLLS });
  c.res = undefined;
  const path = QUEUE_PATH + id;
  const location = queueLocation === "relative" ? path : addressOf(c, path);
  c.res = new Response(null, { status: Number(asyncStatus), headers: { location } });
}

/** Where queued answers are polled. 202 means still pending; 400 and above that the work failed. [O] */
export function queueRoutes(app: EmulatorApp, answers: AnswerQueue): void {
  app.get(`${QUEUE_PATH}:id`, (c) => {
    const queued = answers.get(c.req.param("id"));
    if (!queued) return c.json({ message: "Not Found" }, 404);
    if (queued.pollsLeft === 0) return queued.answer.clone();
    queued.pollsLeft -= 1;
    return c.json({ message: "Accepted" }, 202);
  });
}
