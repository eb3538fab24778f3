/** What a program can watch of its calls; secrets are taken out of everything here. */

interface Exchange {
  /** Operation id of the table, e.g. `apps.update`. */
  operation: string;
  method: string;
  /** Address with path and query. */
  url: string;
}

/** One step of a call, in the order in which they happen. */
export type TraceEvent =
  | ({ type: "request" } & Exchange)
  | ({ type: "response"; status: number; ms: number } & Exchange)
  | ({ type: "failure"; kind: string; what: string; ms: number } & Exchange)
  | { type: "repeat"; operation: string; attempt: number; waitMs: number; what: string };

/** Is called for each step. What it throws is ignored: watching must not change a call. */
export type Trace = (event: TraceEvent) => void;

/** One line for people. */
export function traceLine(event: TraceEvent): string {
  if (event.type === "repeat") {
    return `${event.operation} again in ${event.waitMs} ms (attempt ${event.attempt}): ${event.what}`;
  }
  const { operation, method, url } = event;
  const line = `${operation} ${method} ${url}`;
  if (event.type === "request") return `> ${line}`;
  return `< ${line} ${event.type === "response" ? event.status : `${event.kind}: ${event.what}`} (${event.ms} ms)`;
}
