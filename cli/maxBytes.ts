/** Reads an option that says how long a report in Markdown may be. */
import { InvalidArgumentError } from "commander";

/** A comment of GitHub holds 65,536 characters. */
export const MAX_BYTES = 65_536;
const LEAST_BYTES = 1_000;

export function bytes(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= LEAST_BYTES))
    throw new InvalidArgumentError(`It must be a whole number of at least ${LEAST_BYTES}.`);
  return value;
}
