/** Receipts: whether a purchase id that an app sent is a real purchase. */

import type { Caller } from "../core/caller";
import type { RequestOptions } from "../options";
import { Receipt, type Receipt as ReceiptType } from "../wire/purchases";

export class Receipts {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * The receipt of a purchase. A public call: it needs no credentials and carries none. A cancelled purchase has the
   * status `cancel`; one that does not exist is a `NotFoundError` (9135), an id that is none a `ValidationError` (9153).
   * Compare `packageName`, `itemId` and `mode` with what you expect before granting anything.
   */
  verify(purchaseId: string, options?: RequestOptions): Promise<ReceiptType> {
    const values = { object: `purchase ${purchaseId}`, query: { purchaseID: purchaseId } };
    return this.#caller.call("receipts.verify", values, Receipt, options);
  }
}
