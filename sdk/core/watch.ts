/** Tells the program's trace, and DEBUG=galaxystore on standard error, of each step of a call. */

import type { Debugger } from "debug";
import { type Trace, type TraceEvent, traceLine } from "../trace";
import type { Redactor } from "./redact";

export class Watch {
  readonly #trace: Trace | undefined;
  readonly #redactor: Redactor;
  #debug: Debugger | undefined;

  constructor(trace: Trace | undefined, redactor: Redactor) {
    this.#trace = trace;
    this.#redactor = redactor;
  }

  tell(event: TraceEvent): void {
    const debug = this.#debugger();
    if (this.#trace === undefined && !debug.enabled) return;
    const clean = Object.fromEntries(
      Object.entries(event).map(([key, value]) => [
        key,
        typeof value === "string" ? this.#redactor.clean(value) : value,
      ]),
    ) as TraceEvent;
    if (debug.enabled) debug("%s", traceLine(clean));
    try {
      this.#trace?.(clean);
    } catch {
      // Watching does not change a call.
    }
  }

  #debugger(): Debugger {
    this.#debug ??= (require("debug") as typeof import("debug"))("galaxystore");
    return this.#debug;
  }
}
