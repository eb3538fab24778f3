/** The store taken apart into documents, as a database keeps them, and put together again. */
import type { Comment } from "./commentModel";
import { type Dump, type Item, settingsSchema } from "./model";
import type { Delivery } from "./notice";
import type { Downloads, Purchase, SalesDump } from "./salesModel";
import type { AccessToken, App, Holding, Seller, Store, Upload, UploadSession } from "./store";
import type { Table } from "./table";

/** A document that is compared as a whole. */
export interface Document {
  readonly collection: string;
  readonly key: string;
  readonly value: unknown;
}

type AppDocument = Omit<App, "seller" | "items" | "removedItems" | "sales"> & {
  readonly sellerSeq: string;
  readonly comments: readonly Comment[];
  readonly sales: Omit<SalesDump, "purchases" | "downloads">;
};
type SellerDocument = Seller & Pick<Dump["sellers"][number], "serviceAccounts">;
type StoreDocument = Pick<Dump, "settings" | "clockOffsetSeconds" | "unknownAccounts">;

export function* documentsOf(store: Store): Generator<Document> {
  const { settings, clock, unknownAccounts } = store;
  const whole: StoreDocument = {
    settings,
    clockOffsetSeconds: clock.offsetMs / 1000,
    unknownAccounts: [...unknownAccounts],
  };
  yield { collection: "store", key: "", value: whole };
  for (const seller of store.sellers) {
    const value: SellerDocument = { ...seller, serviceAccounts: store.accountsOf(seller) };
    yield { collection: "sellers", key: seller.sellerSeq, value };
  }
  for (const app of store.apps.values()) {
    const { seller, items: _items, removedItems: _removed, sales, ...rest } = app;
    const value: AppDocument = { ...rest, sellerSeq: seller.sellerSeq, sales: sales.core() };
    yield { collection: "apps", key: app.contentId, value };
  }
}

/** Collections of many documents, each of which is replaced as a whole. */
export interface Collection {
  readonly name: string;
  readonly table: Table<unknown>;
  /** Its changes are nobody's business, or follow from others. */
  readonly quiet?: true;
}

export function* collectionsOf(store: Store): Generator<Collection> {
  for (const { contentId, items, removedItems, sales } of store.apps.values()) {
    yield { name: `apps/${contentId}/items`, table: items };
    yield { name: `apps/${contentId}/removedItems`, table: removedItems, quiet: true };
    yield { name: `apps/${contentId}/purchases`, table: sales.written };
    yield { name: `apps/${contentId}/downloads`, table: sales.downloaded };
  }
  yield { name: "uploadSessions", table: store.sessions };
  yield { name: "uploads", table: store.uploads };
  yield { name: "images", table: store.images };
  yield { name: "notifications", table: store.notifications };
  yield { name: TOKENS, table: store.tokens, quiet: true };
}

const TOKENS = "tokens";

type Documents = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** Fills the store with what `documentsOf` and `collectionsOf` gave of an earlier one. */
export function restoreStore(store: Store, documents: Documents): void {
  // The database is this program's own; what is in it was checked before it was written.
  const entries = <T>(collection: string) => documents.get(collection) as ReadonlyMap<string, T> | undefined;
  const values = <T>(collection: string): T[] => [...(entries<T>(collection)?.values() ?? [])];
  const [whole] = values<StoreDocument>("store");
  if (!whole) throw new Error("The database of the store is incomplete.");
  const apps = values<AppDocument>("apps");
  const holding: Holding = {
    ...whole,
    // A folder may have been kept before there were all of these.
    settings: settingsSchema.parse(whole.settings),
    sellers: values<SellerDocument>("sellers").map((seller) => ({
      ...seller,
      apps: apps
        .filter((app) => app.sellerSeq === seller.sellerSeq)
        .map(({ sellerSeq: _seller, ...app }) => ({
          ...app,
          items: values<Item>(`apps/${app.contentId}/items`),
          removedItems: values<Item>(`apps/${app.contentId}/removedItems`),
          sales: {
            ...app.sales,
            purchases: values<Purchase>(`apps/${app.contentId}/purchases`),
            downloads: values<Downloads>(`apps/${app.contentId}/downloads`),
          },
        })),
    })),
    uploadSessions: values<UploadSession>("uploadSessions"),
    uploads: values<Upload>("uploads"),
    images: Object.fromEntries(entries<string>("images") ?? []),
  };
  store.restore(holding);
  for (const [id, delivery] of entries<Delivery>("notifications") ?? []) store.notifications.restore(id, delivery);
  for (const [token, grant] of entries<AccessToken>(TOKENS) ?? []) {
    store.tokens.restore(token, grant);
    store.issuedTokens.add(token);
  }
}
