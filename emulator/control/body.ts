/** Reading and validating the body of a control call. */
import { constants } from "node:buffer";
import type { z } from "zod";
import { ControlFailure, StoreFailure } from "../failure";
import { bodyText, parseJson } from "../http/body";
import type { EmulatorContext } from "../http/context";

/** A seed may be as large as a dump can be: as one text. */
const BODY_MAX_BYTES = constants.MAX_STRING_LENGTH;

export async function controlBody<T extends z.ZodType>(c: EmulatorContext, schema: T): Promise<z.output<T>> {
  return validated(schema, await controlJson(c));
}

/** The body of a control call, for an act that validates it. */
export async function controlJson(c: EmulatorContext): Promise<unknown> {
  const text = await controlText(c);
  try {
    return parseJson(text === "" ? "{}" : text);
  } catch {
    throw new ControlFailure(400, "The request body is not JSON.");
  }
}

/** The text of the body. */
export async function controlText(c: EmulatorContext): Promise<string> {
  try {
    return await bodyText(c, BODY_MAX_BYTES);
  } catch (error) {
    if (error instanceof StoreFailure && (error.httpStatus === 413 || error.httpStatus === 400))
      throw new ControlFailure(error.httpStatus, error.message);
    throw error;
  }
}

/** The value as the schema has it; the failure names the path of the first thing that is wrong. */
export function validated<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? [issue.keys[0] ?? ""] : [];
  const path = [...(issue?.path ?? []), ...unknown].map(String).join(".");
  throw new ControlFailure(400, `${path === "" ? "The body" : path}: ${issue?.message ?? "not valid"}`, path);
}
