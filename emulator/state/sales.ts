/** What one app has sold. A described history is written out at the first look, so that a start costs nothing. */
import { writeHistory } from "./history";
import type { Item } from "./model";
import type { Downloads, History, Purchase, SalesDump, Subscription, SubscriptionItem } from "./salesModel";

interface Owner {
  readonly contentId: string;
  readonly packageName: string;
  readonly items: ReadonlyMap<string, Item>;
}

export class Sales {
  readonly subscriptionItems: Map<string, SubscriptionItem>;
  readonly subscriptions: Subscription[];
  private readonly written: Map<string, Purchase>;
  private downloaded: Downloads[];
  private history: History | null;
  /** The items that were sold in the history: those of the seed. */
  private readonly catalog: readonly Item[];

  constructor(dump: SalesDump, items: readonly Item[]) {
    this.subscriptionItems = new Map(dump.subscriptionItems.map((item) => [item.itemId, item]));
    this.subscriptions = dump.subscriptions;
    this.written = new Map(dump.purchases.map((purchase) => [purchase.purchaseId, purchase]));
    this.downloaded = dump.downloads;
    this.history = dump.history;
    this.catalog = items;
  }

  purchases(owner: Owner): Map<string, Purchase> {
    this.write(owner);
    return this.written;
  }

  downloads(owner: Owner): readonly Downloads[] {
    this.write(owner);
    return this.downloaded;
  }

  /** The payments of a subscription, oldest first; its own are never part of a described history. */
  payments(subscription: Subscription): Purchase[] {
    return [...this.written.values()].filter((purchase) => purchase.subscription === subscription.firstPurchaseId);
  }

  dump(owner: Owner): SalesDump {
    // A history is told in few words as long as these lead to the same one.
    if (this.catalog.length !== owner.items.size || this.catalog.some((item) => owner.items.get(item.id) !== item))
      this.write(owner);
    return {
      subscriptionItems: [...this.subscriptionItems.values()],
      purchases: [...this.written.values()],
      subscriptions: this.subscriptions,
      downloads: this.downloaded,
      history: this.history,
    };
  }

  private write(owner: Owner): void {
    if (!this.history) return;
    const { purchases, downloads } = writeHistory(this.history, owner, this.catalog);
    this.history = null;
    for (const purchase of purchases) this.written.set(purchase.purchaseId, purchase);
    this.downloaded = [...this.downloaded, ...downloads];
  }
}
