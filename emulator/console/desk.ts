/** What every page works with: the store, and what became of the forms that were sent last. */
import type { Child } from "hono/jsx";
import { controlText } from "../control/body";
import { ControlFailure, StoreFailure } from "../failure";
import type { EmulatorContext } from "../http/context";
import type { EmulatorParts } from "../parts";
import { document } from "./layout";

export type Values = Readonly<Record<string, string>>;

/** What became of one form: done, with a message for the person, or refused, with what the person typed. */
export interface Outcome {
  readonly form: string;
  readonly message?: string;
  readonly error?: string;
  readonly values?: Values;
}

/** How many messages wait for the page that shows them. */
const MESSAGES_KEPT = 100;

export class Desk {
  private readonly outcomes = new Map<string, Outcome>();
  private nextOutcome = 1;

  constructor(readonly parts: EmulatorParts) {}

  /** What the page at this address has to say about a form that led to it. */
  outcome(c: EmulatorContext): Outcome | undefined {
    return this.outcomes.get(c.req.query("done") ?? "");
  }

  /**
   * Does what a form asks for and leads back to the page; `act` returns what to tell the person. When it is refused, the
   * page is shown again as it was filled in.
   */
  async submitted(
    c: EmulatorContext,
    form: string,
    act: (values: Values) => string | Promise<string>,
    back: string,
    page: (outcome: Outcome) => Child,
  ): Promise<Response> {
    const values = await sentValues(c);
    try {
      const message = await act(values);
      return c.redirect(`${back}${back.includes("?") ? "&" : "?"}done=${this.keep({ form, message })}`, 303);
    } catch (error) {
      if (!(error instanceof ControlFailure) && !(error instanceof StoreFailure)) throw error;
      return c.html(document(page({ form, error: error.message, values })), 422);
    }
  }

  private keep(outcome: Outcome): string {
    const id = String(this.nextOutcome);
    this.nextOutcome += 1;
    this.outcomes.set(id, outcome);
    const [oldest] = this.outcomes.keys();
    if (oldest !== undefined && this.outcomes.size > MESSAGES_KEPT) this.outcomes.delete(oldest);
    return id;
  }
}

/** Browsers send line breaks as CR LF; the store keeps LF. */
async function sentValues(c: EmulatorContext): Promise<Values> {
  const sent = new URLSearchParams(await controlText(c));
  return Object.fromEntries([...sent].map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));
}
