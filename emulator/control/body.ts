/** Reading and validating the body of a control call. */
import type { z } from "zod";
import { ControlFailure } from "../failure";
import type { EmulatorContext } from "../http/context";

export async function controlBody<T extends z.ZodType>(c: EmulatorContext, schema: T): Promise<z.output<T>> {
  const text = await c.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new ControlFailure(400, "The request body is not JSON.");
  }
  return validated(schema, value);
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
