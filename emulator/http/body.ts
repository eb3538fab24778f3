/** Reading what a caller sent: JSON bodies and query parameters. */
import { text as readText } from "node:stream/consumers";
import { invalid } from "../failure";
import type { EmulatorContext } from "./context";

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body as text. A GET may carry one, which the Request of the fetch standard does not hand on. [D: conventions, bodies] */
export async function bodyText(c: EmulatorContext): Promise<string> {
  const { incoming } = c.env;
  if (c.req.method !== "GET" || !incoming) return c.req.text();
  if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined)
    return "";
  let text = c.get("getBody");
  if (text === undefined) {
    text = await readText(incoming);
    c.set("getBody", text);
  }
  return text;
}

/** The JSON object in the body, which the journal keeps too. [D: failure codes 1000 when there is none] */
export async function jsonBody(c: EmulatorContext): Promise<JsonObject> {
  const text = await bodyText(c);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("The request body is not JSON.");
  }
  c.set("journalBody", value);
  if (!isJsonObject(value)) throw invalid("The request body is not a JSON object.");
  return value;
}

/** A whole number, also as text: the store takes both. [D: numbers as strings] */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** A `"Y"`/`"N"` or a boolean; the documents use both for the same fields. [D, C] */
export function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "Y" ? true : value === "N" ? false : undefined;
}
