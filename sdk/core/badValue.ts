/** The error of a value that the store would refuse; nothing is sent. */

import { ValidationError } from "../errors";
import type { OperationId } from "../operations";

export function badValue(operation: OperationId | "request", what: string, fix: string): ValidationError {
  return new ValidationError(`${what}. ${fix}`, { operation, fix });
}
