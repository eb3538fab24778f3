/** Ready request handlers for the address that the store sends notifications to. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { isNotificationError, type NotificationError } from "../errors/notification";
import type { Notification } from "./events";

/** What a program does with a notification. When it fails, the store is told so and a repeat counts as new. */
export type NotificationHandler = (notification: Notification) => unknown;

export interface HandlerOptions {
  /** Told of everything that is refused and of every failure of the program's own handler. */
  onError?: (error: unknown) => void;
}

/** A verified notification and the way to give it back. */
export interface Receipt {
  readonly notification: Notification;
  readonly release: () => Promise<void>;
}

type Receive = (body: string) => Promise<Receipt>;
type ExpressRequest = IncomingMessage & { body?: unknown };

export type ExpressHandler = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => Promise<void>;
export type FetchHandler = (request: Request) => Promise<Response>;
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A notification is about 2 KB; one that lists deleted orders may be longer. */
const MAX_BODY_BYTES = 1024 * 1024;

export function fetchHandler(receive: Receive, handle: NotificationHandler, options?: HandlerOptions): FetchHandler {
  return async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    const body = await textOf(request.body ?? []);
    const status = body === undefined ? 413 : (await answer(receive, handle, body, options)).status;
    return new Response(null, { status });
  };
}

export function nodeHandler(receive: Receive, handle: NotificationHandler, options?: HandlerOptions): NodeHandler {
  return async (request, response) => {
    if (request.method !== "POST") return end(response, 405);
    try {
      const body = await textOf(request);
      end(response, body === undefined ? 413 : (await answer(receive, handle, body, options)).status);
    } catch (error) {
      // The sender went away, or what is told of errors failed itself.
      options?.onError?.(error);
      if (!response.headersSent) end(response, 400);
    }
  };
}

export function expressHandler(
  receive: Receive,
  handle: NotificationHandler,
  options?: HandlerOptions,
): ExpressHandler {
  return async (request, response, next) => {
    if (request.method !== "POST") return next();
    try {
      const body = parsedBody(request) ?? (request.readableEnded ? "" : await textOf(request));
      if (body === undefined) return end(response, 413);
      const { status, failure } = await answer(receive, handle, body, options);
      if (status === 500) next(failure);
      else end(response, status);
    } catch (error) {
      next(error);
    }
  };
}

/** Verifies and hands over. Repeats are answered like the first time, so that they end. */
async function answer(
  receive: Receive,
  handle: NotificationHandler,
  body: string,
  options?: HandlerOptions,
): Promise<{ status: number; failure?: unknown }> {
  let receipt: Receipt | undefined;
  try {
    receipt = await receive(body);
    await handle(receipt.notification);
    return { status: 200 };
  } catch (failure) {
    await receipt?.release();
    options?.onError?.(failure);
    return { status: receipt === undefined && isNotificationError(failure) ? statusOf(failure) : 500, failure };
  }
}

function statusOf({ code }: NotificationError): number {
  if (code === "replayed") return 200;
  if (code === "malformed" || code === "claims") return 400;
  // Genuine, and not understood: it is worth sending again once this program is newer.
  return code === "data" ? 500 : 401;
}

// Body parsers leave text or bytes; one that found nothing to parse leaves an empty object and the stream unread.
function parsedBody({ body }: ExpressRequest): string | undefined {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString() : undefined;
}

/** The whole body, whatever its content type; undefined when it is too long. */
async function textOf(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function end(response: ServerResponse, status: number): void {
  if (status === 405) response.setHeader("allow", "POST");
  response.writeHead(status).end();
}
