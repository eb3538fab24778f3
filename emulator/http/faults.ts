/** Faults on order: instructions queued per operation and client, each consumed by one request. */
import { setTimeout as wait } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler, Next } from "hono";
import { gatewayFailure, storeFailure } from "../failure";
import type { Store } from "../state/store";
import { type EmulatorContext, type EmulatorEnv, headerOf } from "./context";
import { type AnswerQueue, queueAnswer } from "./queue";

/** Instructions that are not consumed yet. */
export interface FaultOrder {
  readonly operation: string;
  /** They meet only requests whose `x-emulator-client` has this text; without it, any request. */
  readonly client?: string;
  readonly instructions: string[];
}

/** What was ordered and not consumed yet, in the order in which it was ordered. */
export class FaultQueues {
  private orders: FaultOrder[] = [];

  add({ operation, client, instructions }: FaultOrder): void {
    const queued = this.find(operation, client);
    if (queued) queued.instructions.push(...instructions);
    else this.orders.push({ operation, ...(client === undefined ? {} : { client }), instructions: [...instructions] });
  }

  /** Takes the next instruction for a request: one of its client, else one that is bound to nobody. */
  take(operation: string, client: string | undefined): string | undefined {
    const queued = (client && this.find(operation, client)) || this.find(operation, undefined);
    const instruction = queued?.instructions.shift();
    if (queued?.instructions.length === 0) this.orders = this.orders.filter((order) => order !== queued);
    return instruction;
  }

  list(): readonly FaultOrder[] {
    return this.orders;
  }

  /** Forgets the orders of one client, or all. */
  clear(client?: string): void {
    this.orders = client === undefined ? [] : this.orders.filter((order) => order.client !== client);
  }

  private find(operation: string, client: string | undefined): FaultOrder | undefined {
    return this.orders.find((order) => order.operation === operation && order.client === client);
  }
}

/** A text that a header carries unchanged. */
export const CLIENT_NAME = /^[!-~](?:[ -~]{0,98}[!-~])?$/;

/** The name that the caller gives itself, so that it meets only faults of its own; one that is too long is none. */
export function clientOf(c: EmulatorContext): string | undefined {
  const name = headerOf(c, "x-emulator-client");
  return name !== undefined && CLIENT_NAME.test(name) ? name : undefined;
}

const INSTRUCTION =
  /^(?:return-(?<status>[2-5]\d\d)(?:-after-(?<seconds>\d{1,7})|-(?<code>[A-Za-z0-9_]+))?|page-(?<page>[2-5]\d\d)|reset-before|reset-after|stall-(?<stall>\d{1,7})|truncate|queue-303(?:-for-(?<pending>\d{1,7}))?)$/;

export function isInstruction(text: string): boolean {
  return INSTRUCTION.test(text);
}

/** Marks an answer that never arrives; an in-process caller gets a failed fetch for it. */
export const LOST_ANSWER = "x-emulator-lost-answer";

export function faults(store: Store, queues: FaultQueues, answers: AnswerQueue): MiddlewareHandler<EmulatorEnv> {
  const meet = async (c: EmulatorContext, next: Next, instruction: string): Promise<Response | undefined> => {
    const { status, seconds, code, page, stall, pending } = INSTRUCTION.exec(instruction)?.groups ?? {};
    c.set("fault", instruction);
    if (page !== undefined) return pageOf(Number(page));
    if (status !== undefined && seconds !== undefined) return withRetryAfter(answerWith(Number(status), code), seconds);
    if (status !== undefined) return answerWith(Number(status), code);
    if (instruction === "reset-before") return lose(c);
    if (stall !== undefined) await wait(Number(stall), undefined, { ref: false });
    await next();
    if (instruction === "reset-after") replaceAnswer(c, lose(c));
    else if (instruction === "truncate") replaceAnswer(c, await truncate(c));
    else if (instruction.startsWith("queue-303"))
      queueAnswer(c, answers, store, pending === undefined ? undefined : Number(pending));
    return undefined;
  };
  return async (c, next) => {
    const instruction = queues.take(c.get("operation")?.id ?? "", clientOf(c));
    return instruction === undefined ? next() : meet(c, next, instruction);
  };
}

function replaceAnswer(c: EmulatorContext, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}

/**
 * A failure that was ordered is worded as the store does it: with a code by the operation's backend, without one by what
 * stands before it. [D, C: envelopes]
 */
function answerWith(status: number, code: string | undefined): Response {
  if ([204, 205, 304].includes(status)) return new Response(null, { status });
  if (code !== undefined) throw storeFailure(status, code, "This failure was ordered.");
  if (status === 401) throw gatewayFailure(401, "AUTH_REQUIRE", "Invalid accessToken");
  if (status === 403) throw gatewayFailure(403, "NO_PERMISSION", "Insufficient scopes");
  // The pages of a proxy (502 and above) are HTML. [C]
  if (status > 500) return pageOf(status);
  // A 500 has only a message. [D]
  return new Response(JSON.stringify({ message: "This failure was ordered." }), {
    status,
    headers: { "content-type": "application/json" },
  });
}

// A page of maintenance may come with any status, also with 200. [G]
function pageOf(status: number): Response {
  const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  return new Response(page, { status, headers: { "content-type": "text/html" } });
}

// A server that asks for patience says for how long in `Retry-After`. [G: the documents name no limits]
function withRetryAfter(answer: Response, seconds: string): Response {
  answer.headers.set("retry-after", seconds);
  return answer;
}

/** Closes the connection without an answer. */
function lose(c: EmulatorContext): Response {
  const socket = c.env.incoming?.socket;
  if (!socket) return new Response(null, { headers: { [LOST_ANSWER]: "1" } });
  socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole answer, sends half of it and closes the connection. */
async function truncate(c: EmulatorContext): Promise<Response> {
  const { status, headers } = c.res;
  const bytes = Buffer.from(await c.res.arrayBuffer());
  const outgoing = c.env.outgoing;
  if (!outgoing) return new Response(brokenStream(bytes), { status, headers });
  outgoing.writeHead(status, { ...Object.fromEntries(headers), "content-length": bytes.length });
  outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

function brokenStream(bytes: Buffer): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length >> 1));
    },
    pull(controller) {
      controller.error(new Error("The answer was cut off."));
    },
  });
}
