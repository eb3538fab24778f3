/** One resource whose two sides differ, as the reports show it. */

import type { Values } from "../../provider/lifecycle";
import type { Resource } from "../preview/digest";
import type { Difference } from "./differences";

export interface Change {
  readonly resource: Resource;
  /** Undefined when the side does not have it. */
  readonly before: Values | undefined;
  readonly after: Values | undefined;
  readonly differences: readonly Difference[];
}

/** Whether an entry of the list that leaves the program leaves the store as well. */
export function isExclusive(values: Values | undefined, list: string): boolean {
  return Array.isArray(values?.exclusive) && values.exclusive.includes(list);
}

/** The path as in the program: screenshots are counted from 0 there. */
export function pathText(path: readonly string[]): string {
  return path.join(".").replace(/\.screenshots\.(\d+)$/, (_, place: string) => `.screenshots[${Number(place) - 1}]`);
}
