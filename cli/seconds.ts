/** Reads an option that is a number of seconds to wait. */
import { InvalidArgumentError } from "commander";

export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new InvalidArgumentError("It must be a number of seconds, at most 3600.");
  return value;
}
