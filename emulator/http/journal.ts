/** The journal of what callers asked, with secrets taken out. */
import type { MiddlewareHandler } from "hono";
import type { Change } from "../state/ledger";
import type { Store } from "../state/store";
import { bodyText, hasBody, parseJson } from "./body";
import { type EmulatorEnv, headerOf } from "./context";
import { clientOf } from "./faults";

export interface JournalEntry {
  readonly id: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  /** Operation id, or null for a path that the store does not have and for polls of queued answers. */
  readonly operation: string | null;
  /** The JSON body that was sent, or what a file upload carried. */
  readonly request: unknown;
  /** HTTP status, or null when the caller got no answer. */
  readonly status: number | null;
  /** The store's failure code, or null. */
  readonly code: string | null;
  readonly ms: number;
  /** The fault that was ordered for this request, or null. */
  readonly fault: string | null;
  /** What the caller calls itself in `x-emulator-client`, or null. */
  readonly client: string | null;
  /** What the request changed in the store, the first of it when that is much. */
  readonly changes: readonly Change[];
}

/** Older entries make room for new ones, by their number and by their size in characters. */
const CAPACITY = 50_000;
const CAPACITY_CHARACTERS = 64 * 1024 * 1024;
/** Of a larger body the journal keeps the beginning. */
const BODY_MAX_CHARACTERS = 64 * 1024;
const BEGINNING_CHARACTERS = 2_000;
const CHANGES_MAX = 100;
/** Longer values are told by their beginning. */
const VALUE_LENGTH_MAX = 1_000;

type Listener = (entry: JournalEntry) => void;

/** An entry as it is kept: what can be worked out when somebody looks is not worked out before. */
type Kept = Omit<JournalEntry, "at" | "path" | "query"> & { readonly moment: number; readonly url: string };

export class Journal {
  private entries: Kept[] = [];
  private nextId = 1;
  private characters = 0;
  private readonly listeners = new Set<Listener>();

  /** `secrets` are never told, wherever they stand. */
  constructor(private readonly secrets: ReadonlySet<string>) {}

  /** `characters`: about how large the entry is. */
  add(entry: Omit<Kept, "id">, characters: number): void {
    const added = { id: this.nextId, ...entry };
    this.entries.push(added);
    this.nextId += 1;
    this.characters += characters;
    for (const listener of this.listeners) listener(this.told(added));
    if (this.entries.length <= CAPACITY && this.characters <= CAPACITY_CHARACTERS) return;
    this.entries = this.entries.slice(Math.ceil(this.entries.length / 2));
    this.characters /= 2;
  }

  list(): readonly JournalEntry[] {
    return this.entries.map((entry) => this.told(entry));
  }

  find(id: number): JournalEntry | undefined {
    const found = this.entries.find((entry) => entry.id === id);
    return found && this.told(found);
  }

  /** The last entries that are wanted, newest first. */
  newest(wanted: (entry: Pick<JournalEntry, "id" | "operation" | "status">) => boolean, most: number): JournalEntry[] {
    const found: JournalEntry[] = [];
    for (let at = this.entries.length - 1; at >= 0 && found.length < most; at -= 1) {
      const entry = this.entries[at];
      if (entry && wanted(entry)) found.push(this.told(entry));
    }
    return found;
  }

  clear(): void {
    this.entries = [];
    this.characters = 0;
  }

  /** Calls the listener with every entry from now on, until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Secrets are taken out when somebody looks: that is seldom, requests are many. */
  private told({ id, moment, url, method, ...rest }: Kept): JournalEntry {
    const { pathname, searchParams } = new URL(url);
    const at = new Date(moment).toISOString();
    const entry = { id, at, method, path: pathname, query: Object.fromEntries(searchParams), ...rest };
    return redacted(entry, this.secrets) as JournalEntry;
  }
}

export function journaled(journal: Journal, store: Store): MiddlewareHandler<EmulatorEnv> {
  return async (c, next) => {
    const moment = store.clock.now();
    const start = performance.now();
    await next();
    const fault = c.get("fault") ?? null;
    const changes = (c.get("changes") ?? []).slice(0, CHANGES_MAX).map(shortenedChange);
    const length = c.get("bodyText")?.length ?? 0;
    const entry = {
      moment,
      method: c.req.method,
      url: c.req.url,
      operation: c.get("operation")?.id ?? null,
      request: shortened(c.get("journalBody") ?? null, length, store.issuedTokens),
      status: fault?.startsWith("reset-") ? null : c.res.status,
      code: c.get("failureCode") ?? null,
      ms: Math.round((performance.now() - start) * 100) / 100,
      fault,
      client: clientOf(c) ?? null,
      changes,
    };
    const size = Math.min(length, BODY_MAX_CHARACTERS) + c.req.url.length + JSON.stringify(changes).length;
    journal.add(entry, size);
  };
}

function shortenedChange({ path, ...values }: Change): Change {
  return {
    path,
    ...Object.fromEntries(
      Object.entries(values).map(([side, value]) => {
        const text = JSON.stringify(value);
        return [side, text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}...` : value];
      }),
    ),
  };
}

/** Reads a JSON body before anything but its size can refuse the request. */
export const keptBody: MiddlewareHandler<EmulatorEnv> = async (c, next) => {
  if (hasBody(c) && !/^multipart\//i.test(headerOf(c, "content-type") ?? "")) {
    const text = await bodyText(c);
    if (text !== "") c.set("journalBody", parsedOr(text));
  }
  await next();
};

/** The JSON that the text is, or the text. */
function parsedOr(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** The beginning of a body that is too large for the journal. */
function shortened(body: unknown, length: number, secrets: ReadonlySet<string>): unknown {
  if (length <= BODY_MAX_CHARACTERS) return body;
  const beginning = JSON.stringify(redacted(body, secrets)).slice(0, BEGINNING_CHARACTERS);
  return { note: `The body has ${length} characters. The journal keeps its beginning.`, beginning };
}

const SECRET_NAME = /^(access_?token|token|(client_?)?secret|private_?key|jwt|assertion|authorization|password)$/i;
// A signed JWT, a PEM key block.
const SECRET_TEXT = /eyJ[\w-]+\.[\w-]+\.[\w-]*|-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g;

/** The value without access tokens, JWTs and keys. */
function redacted(value: unknown, issuedTokens: ReadonlySet<string>): unknown {
  if (typeof value === "string")
    return value
      .replace(SECRET_TEXT, "[redacted]")
      .replace(/[A-Za-z0-9]{24}/g, (text) => (issuedTokens.has(text) ? "[redacted]" : text));
  if (Array.isArray(value)) return value.map((entry) => redacted(entry, issuedTokens));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      SECRET_NAME.test(key) && typeof entry === "string" ? "[redacted]" : redacted(entry, issuedTokens),
    ]),
  );
}
