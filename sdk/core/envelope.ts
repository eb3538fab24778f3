/** Reads what the store answered: a result, or a failure in any of its envelopes. The only place that knows them. */

import { AttemptFailed } from "./failure";
import { protocolFailure, type StoreFailure } from "./storeFailure";

/** An answer as it came from the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** What was asked for as bytes; `text` is then empty. */
  readonly bytes?: Buffer;
}

type Json = Record<string, unknown>;

/**
 * The result in an answer, or undefined for one without content. Fails with the store's refusal, also under HTTP 200:
 * `contentUpdate` and uploads put `errorCode` and `errorMsg` there, v2 calls a `resultCode` other than `0000`.
 */
export function readAnswer(response: WireResponse): { value: unknown } | { failure: StoreFailure } {
  const { status, text } = response;
  const parsed = parseJson(text);
  if (status < 200 || status >= 300) {
    return { failure: { status, ...(parsed.json ? refusalIn(parsed.value) : htmlExcerpt(text)) } };
  }
  if (text.trim() === "") return { value: undefined };
  if (!parsed.json) {
    const { message } = htmlExcerpt(text);
    const what = `the answer under HTTP ${status} is not JSON${message ? ` (it begins "${message}")` : ""}`;
    // A maintenance page or a cut answer: the next attempt may be whole.
    throw new AttemptFailed(protocolFailure(what, { status, transient: true }));
  }
  if (isRefusal(parsed.value)) return { failure: { status, ...refusalIn(parsed.value) } };
  return { value: parsed.value };
}

function parseJson(text: string): { json: true; value: unknown } | { json: false } {
  try {
    return { json: true, value: JSON.parse(text) };
  } catch {
    return { json: false };
  }
}

/** Whether a 2xx body says that the request failed. */
function isRefusal(value: unknown): boolean {
  if (!isObject(value)) return false;
  const layers = isObject(value.body) ? [value, value.body] : [value];
  if (layers.some(layerRefuses)) return true;
  if (value.ok === false) return true;
  // Gateway envelopes and bare code-and-message bodies hold nothing else.
  const envelopeOnly = Object.keys(value).every((key) => ENVELOPE_KEYS.has(key));
  return (
    envelopeOnly &&
    (filled(value.code) || isObject(value.error)) &&
    codeIn([value, asObject(value.error)]) !== undefined
  );
}

function layerRefuses(layer: Json): boolean {
  if (filled(layer.resultCode) && !isOk(layer.resultCode)) return true;
  if (filled(layer.errorCode) && !isOk(layer.errorCode)) return true;
  if (filled(layer.errorMsg)) return true;
  return (
    typeof layer.httpStatus === "string" &&
    layer.httpStatus !== "" &&
    !/^(2\d\d|OK|CREATED|ACCEPTED)\b/i.test(layer.httpStatus)
  );
}

const ENVELOPE_KEYS = new Set(["code", "message", "from", "error", "status", "statusCode", "timestamp", "path"]);

/** Code and message, innermost first: the outer message of a proxied failure is generic. */
function refusalIn(value: unknown): { code?: string; message?: string; from?: string } {
  if (!isObject(value)) return typeof value === "string" && value.trim() ? { message: value.trim() } : {};
  const layers = [asObject(value.body), asObject(value.error), value];
  const code = codeIn(layers);
  const message =
    firstFilled(layers, ["errorMsg", "errorMessage", "resultMessage", "responseMessage"]) ??
    firstFilled(layers, ["message"]);
  const from = firstFilled([value], ["from"]);
  return { ...(code ? { code } : {}), ...(message ? { message } : {}), ...(from ? { from } : {}) };
}

function codeIn(layers: Json[]): string | undefined {
  for (const key of ["errorCode", "resultCode", "code", "responseCode", "statusCode"]) {
    for (const layer of layers) if (filled(layer[key]) && !isOk(layer[key])) return String(layer[key]).trim();
  }
  return undefined;
}

function firstFilled(layers: Json[], keys: string[]): string | undefined {
  for (const layer of layers) for (const key of keys) if (filled(layer[key])) return String(layer[key]).trim();
  return undefined;
}

function filled(value: unknown): value is string | number {
  return (typeof value === "string" && value.trim() !== "") || typeof value === "number";
}

// `0000` is the v2 word; a zero of any length means the same where codes are numbers.
function isOk(code: unknown): boolean {
  return /^0+$/.test(String(code).trim());
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** What a proxy's page says, in one line. */
function htmlExcerpt(text: string): { message?: string } {
  const excerpt = text
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
  return excerpt ? { message: excerpt } : {};
}
