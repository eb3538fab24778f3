/** Queued answers: 303 with a place to look, two answers 202, then the real one. */
import { randomUUID } from "node:crypto";
import type { EmulatorApp, EmulatorContext } from "./context";

const PENDING_POLLS = 2;

interface QueuedAnswer {
  readonly answer: Response;
  pollsLeft: number;
}

export type AnswerQueue = Map<string, QueuedAnswer>;

/** Replaces the answer by a 303 with a relative address, where it is given after two polls. [O; C for the relative address] */
export function queueAnswer(c: EmulatorContext, answers: AnswerQueue): void {
  const id = randomUUID();
  answers.set(id, { answer: c.res.clone(), pollsLeft: PENDING_POLLS });
  c.res = undefined;
  c.res = new Response(null, { status: 303, headers: { location: `/seller/queue/${id}` } });
}

/** Where queued answers are polled. 202 means still pending; 400 and above that the work failed. [O] */
export function queueRoutes(app: EmulatorApp, answers: AnswerQueue): void {
  app.get("/seller/queue/:id", (c) => {
    const queued = answers.get(c.req.param("id"));
    if (!queued) return c.json({ message: "Not Found" }, 404);
    if (queued.pollsLeft === 0) return queued.answer.clone();
    queued.pollsLeft -= 1;
    return c.json({ message: "Accepted" }, 202);
  });
}
