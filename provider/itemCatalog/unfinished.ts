/**
 * What a preview says after an `up` that did some of its work. The engine then keeps what stands as the outputs, but the inputs of
 * before (of a failed creation: those of the program), and takes the lines that it shows from the inputs.
 */

import { declaredItemsOf } from "../declared";
import type { ItemChange } from "./changes";
import type { CatalogState } from "./inputs";

/** A line that says which part of the change is left, or undefined when the last `up` did all of it. */
export function unfinishedLine({ inputs }: CatalogState, left: readonly ItemChange[]): string | undefined {
  const registered = declaredItemsOf(inputs.packageName).catalog?.registered;
  if (registered === undefined || registered === inputs.items) return undefined;
  if (left.length === 0) return "The last up did not finish, and nothing is left to do, whatever lines are shown.";
  return "The last up did not finish. Only what is named here is left, whatever lines are shown; pulumi preview --refresh --diff shows just its lines.";
}
