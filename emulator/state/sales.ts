/** What one app has sold. A described history is written out at the first look, so that a start costs nothing. */
import { writeHistory } from "./history";
import type { Item } from "./model";
import type { Downloads, History, Purchase, SalesDump, Subscription, SubscriptionItem } from "./salesModel";
import { type Table, tableOf } from "./table";

interface Owner {
  readonly contentId: string;
  readonly packageName: string;
  readonly items: ReadonlyMap<string, Item>;
}

export class Sales {
  readonly subscriptionItems: Map<string, SubscriptionItem>;
  readonly subscriptions: Subscription[];
  /** What is written out so far; for everything there is `purchases()`. */
  readonly written: Table<Purchase>;
  /** The same of downloads, under their number. */
  readonly downloaded: Table<Downloads>;
  private history: History | null;
  /** The items that were sold in the history: those of the seed. */
  private readonly catalog: readonly Item[];

  constructor(dump: SalesDump, items: readonly Item[]) {
    this.subscriptionItems = new Map(dump.subscriptionItems.map((item) => [item.itemId, item]));
    this.subscriptions = dump.subscriptions;
    this.written = tableOf(dump.purchases.map((purchase) => [purchase.purchaseId, purchase]));
    this.downloaded = tableOf(dump.downloads.map((downloads, index) => [String(index), downloads]));
    this.history = dump.history;
    this.catalog = items;
  }

  purchases(owner: Owner): Table<Purchase> {
    this.write(owner);
    return this.written;
  }

  downloads(owner: Owner): readonly Downloads[] {
    this.write(owner);
    return [...this.downloaded.values()];
  }

  /** The payments of a subscription, oldest first; its own are never part of a described history. */
  payments(subscription: Subscription): Purchase[] {
    return [...this.written.values()].filter((purchase) => purchase.subscription === subscription.firstPurchaseId);
  }

  dump(owner: Owner): SalesDump {
    this.fixHistory(owner);
    return {
      ...this.core(),
      purchases: [...this.written.values()],
      downloads: [...this.downloaded.values()],
    };
  }

  /** Everything but the purchases and downloads that are written out. */
  core(): Omit<SalesDump, "purchases" | "downloads"> {
    return {
      subscriptionItems: [...this.subscriptionItems.values()],
      subscriptions: this.subscriptions,
      history: this.history,
    };
  }

  /** Whoever is told of the sales in few words gets the same history from them only as long as the items are the same. */
  fixHistory(owner: Owner): void {
    if (this.history && !this.catalogIsThatOf(owner)) this.write(owner);
  }

  private catalogIsThatOf({ items }: Owner): boolean {
    return this.catalog.length === items.size && this.catalog.every((item) => items.get(item.id) === item);
  }

  private write(owner: Owner): void {
    if (!this.history) return;
    const { purchases, downloads } = writeHistory(this.history, owner, this.catalog);
    this.history = null;
    for (const purchase of purchases) this.written.restore(purchase.purchaseId, purchase);
    for (const row of downloads) this.downloaded.restore(String(this.downloaded.size), row);
  }
}
