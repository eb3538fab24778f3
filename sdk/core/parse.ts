/** Reads an answer with its schema; what does not fit is named by its path. */

import type { z } from "zod";
import { AttemptFailed } from "./failure";
import { protocolFailure } from "./storeFailure";

/** The typed answer. Fails as a protocol failure that names the place, never with the parser's own error. */
export function parseAnswer<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = deepestIssue(result.error.issues);
  const place = path.length > 0 ? path.map(String).join(".") : "the answer";
  throw new AttemptFailed(protocolFailure(`the answer cannot be understood: ${place}: ${message}`, {}));
}

interface Place {
  path: PropertyKey[];
  message: string;
}

/** The issue that reaches deepest: inside a union the others only say that another form was not met. */
function deepestIssue(issues: readonly z.core.$ZodIssue[]): Place {
  let deepest: Place = { path: [], message: "is not what the interface describes" };
  for (const issue of issues) {
    const inner =
      issue.code === "invalid_union" && issue.errors.length > 0
        ? issue.errors.map((branch) => deepestIssue(branch)).reduce((a, b) => (b.path.length > a.path.length ? b : a))
        : { path: [], message: issue.message };
    const found = { path: [...issue.path, ...inner.path], message: inner.message };
    if (deepest.path.length === 0 || found.path.length > deepest.path.length) deepest = found;
  }
  return deepest;
}
