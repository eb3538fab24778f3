/** Registering the handler of one operation behind the gateway, and rendering whatever it throws. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ControlFailure, StoreFailure } from "../failure";
import { type Operation, type OperationId, operationById } from "../operations";
import type { Readings } from "../state/readings";
import type { Store } from "../state/store";
import { access } from "./access";
import { isJsonObject } from "./body";
import type { EmulatorApp, EmulatorContext } from "./context";
import { failureBody, failureStatus } from "./envelopes";
import { type FaultQueues, faults } from "./faults";
import { type AnswerQueue, queueAnswer } from "./queue";

type Handler = (c: EmulatorContext) => Response | Promise<Response>;
/** Serves an operation of `operations.ts`, or those of one path that the `action` in the body tells apart. */
export type Serve = (id: OperationId | readonly OperationId[], handler: Handler) => void;

export function server(app: EmulatorApp, store: Store, queues: FaultQueues, answers: AnswerQueue): Serve {
  return (ids, handler) => {
    const operations = [ids].flat().map(required);
    const [first] = operations;
    if (!first) return;
    for (const path of [first.path, ...(first.alsoAt ?? [])])
      app.on(
        first.method,
        path,
        (c, next) => {
          c.set("operation", operations.find((operation) => operation.action === actionSent(c)) ?? first);
          return next();
        },
        faults(store, queues, answers),
        access(store),
        async (c, next) => {
          if (!store.settings.asyncUpdates || !mayBeQueued(first, store.settings.readings)) return handler(c);
          await next();
          queueAnswer(c, answers, store);
        },
        handler,
      );
  };
}

/** Answers are queued on order only: by the setting `asyncUpdates` those of contentUpdate, by the fault `queue-303` any.
 * [C; every call that writes, the other reading: O]
 */
function mayBeQueued({ id, method, envelope }: Operation, { asyncCalls }: Readings): boolean {
  const writes = method !== "GET" && (envelope === "legacy" || envelope === "v2");
  return asyncCalls === "everyWrite" ? writes : id === "apps.update";
}

function required(id: OperationId): Operation {
  const operation = operationById(id);
  if (!operation) throw new Error(`No operation ${id}`);
  return operation;
}

function actionSent(c: EmulatorContext): unknown {
  const body = c.get("journalBody");
  return isJsonObject(body) ? body.action : undefined;
}

/** The answer to anything that was thrown. */
export function renderFailure(error: Error, c: EmulatorContext, { settings }: Store): Response {
  if (error instanceof ControlFailure)
    return c.json(
      { error: error.message, ...(error.path === undefined ? {} : { path: error.path }) },
      error.httpStatus,
    );
  if (!(error instanceof StoreFailure)) {
    console.error(error);
    // A 500 has only a message. [D]
    return c.json({ message: `The emulator failed: ${error.message}` }, 500);
  }
  c.set("failureCode", error.code);
  const kind = c.get("operation")?.envelope ?? "gateway";
  const ordered = c.get("fault")?.startsWith("return-") === true;
  const status = ordered ? error.httpStatus : failureStatus(kind, error, settings.readings);
  return c.json(failureBody(kind, error, contentIdSent(c), settings.readings), status as ContentfulStatusCode);
}

function contentIdSent(c: EmulatorContext): string | null {
  const body = c.get("journalBody");
  const sent = isJsonObject(body) ? body.contentId : c.req.query("contentId");
  return typeof sent === "string" ? sent : null;
}
