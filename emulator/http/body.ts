/** Reading what a caller sent: JSON bodies and query parameters. */
import { gatewayFailure, invalid, StoreFailure } from "../failure";
import { type EmulatorContext, headerOf } from "./context";

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A body has at most 10 MiB; the largest honest one, a listing in every language, is far below. [G: no limit is documented] */
const BODY_MAX_BYTES = 10 * 1024 * 1024;

/**
 * A GET may carry a body, which the Request of the fetch standard does not hand on. [D: conventions, bodies]
 */
export async function bodyText(c: EmulatorContext, limit = BODY_MAX_BYTES): Promise<string> {
  let text = c.get("bodyText");
  if (text === undefined) {
    text = await readBody(c, limit);
    c.set("bodyText", text);
  }
  return text;
}

/** Whether a body comes with the request. */
export function hasBody(c: EmulatorContext): boolean {
  const { incoming } = c.env;
  if (!incoming) return c.req.raw.body !== null;
  return incoming.headers["content-length"] !== undefined || incoming.headers["transfer-encoding"] !== undefined;
}

async function readBody(c: EmulatorContext, limit: number): Promise<string> {
  const { incoming } = c.env;
  requireLength(c, limit);
  if (!hasBody(c)) return "";
  // The stream is left open when nobody reads it to its end, so that the caller gets an answer.
  const stream = incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body?.values({ preventCancel: true });
  if (!stream) return "";
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of within(stream, limit)) chunks.push(chunk);
  } finally {
    // What is left of a refused body passes by, so that its sender comes to read the answer.
    incoming?.resume();
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** A body whose announced length is above the limit is refused before it is read. [G: status of HTTP, message only] */
export function requireLength(c: EmulatorContext, limit: number): void {
  if (Number(headerOf(c, "content-length") ?? 0) > limit) throw tooLarge(limit);
}

/** A body that turns out larger than the limit, or breaks off, is refused. [G: status of HTTP, message only] */
export async function* within(stream: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    throw gatewayFailure(400, undefined, "The request body ended too early.");
  }
}

/** What stands before the store refuses what is too large for it. */
function tooLarge(limit: number): StoreFailure {
  return gatewayFailure(413, undefined, `The request body is larger than ${limit} bytes.`);
}

/** Far deeper than any document; what is nested deeper exhausts whatever walks it. */
const DEPTH_MAX = 500;

/** JSON that is nested more than 500 levels deep is no JSON. [G] */
export function parseJson(text: string): unknown {
  if (text.length > DEPTH_MAX && depthOf(text) > DEPTH_MAX) throw new SyntaxError("The JSON is nested too deeply.");
  return JSON.parse(text);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === "\\") at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "[" || character === "{")) deepest = Math.max(deepest, ++depth);
    else if (!quoted && (character === "]" || character === "}")) depth -= 1;
  }
  return deepest;
}

/**
 * A call that needs a JSON object in its body is refused without one; its content type does not matter.
 * [D: failure codes 1000; type: C]
 */
export async function jsonBody(c: EmulatorContext): Promise<JsonObject> {
  const text = await bodyText(c);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw invalid("The request body is not JSON.");
  }
  c.set("journalBody", value);
  if (!isJsonObject(value)) throw invalid("The request body is not a JSON object.");
  return value;
}

/** Whole numbers are taken as numbers and as texts. [D: numbers as strings] */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Yes and no are taken as `Y` and `N` and as booleans; the documents use both for the same fields. [D, C] */
export function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "Y" ? true : value === "N" ? false : undefined;
}
