/** The live catalog of a package, as a program would list it whole. */

import { packageName } from "../../provider/check";
import type { Catalog, ListedItem } from "../../provider/itemCatalog/catalog";
import { sessionFor } from "../../provider/settings";
import { amountText, mapValues } from "../../provider/values";
import type { Item } from "../../sdk";
import { countryByCode } from "../../sdk/facts/countries";
import { readSettings } from "../doctor/settings";
import { StackUnreadable } from "../doctor/stack";

/** Begins the name of a catalog that is the store's: `store:com.example.game`. */
export const STORE = "store:";

export interface Origin {
  /** The Pulumi stack whose configuration counts, before the environment. */
  readonly stack?: string;
  /** Seconds to wait for an answer. */
  readonly timeout: number;
}

/** What keeps a catalog from being read, a line each. */
export class Unreadable extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** The live catalog. A token that is made for it is ended again: tokens do not end by themselves. */
export async function storeCatalog(name: string, { stack, timeout }: Origin): Promise<Catalog> {
  const app = name.slice(STORE.length);
  const problem = packageName.safeParse(app).error?.issues[0]?.message;
  if (problem !== undefined) throw new Unreadable([`${name}: the package name ${problem}`]);
  const settings = await readSettings({ stack, timeoutMs: timeout * 1000 });
  if (settings instanceof StackUnreadable) throw new Unreadable([`${name}: ${settings.message}. ${settings.fix}`]);
  const session = sessionFor({ get: (key) => settings.configured.get(key)?.value });
  const api = await session.api();
  try {
    const items = await session.items(app);
    return new Map([...items].map(([id, item]) => [id, liveItem(item)]));
  } finally {
    if (settings.found.accessToken === undefined) await api.auth.revoke().catch(() => undefined);
    api.close();
  }
}

/** A live item as a program would list it whole. */
function liveItem({ title, description, status, itemPaymentMethod, usdPrice, prices }: Item): ListedItem {
  return plain({
    title,
    description,
    status: status as NonNullable<ListedItem["status"]>,
    phoneBill: itemPaymentMethod.phoneBillStatus,
    usdPrice,
    prices: Object.fromEntries(
      prices.map(({ countryId, currency, localPrice }) => [
        countryId,
        currency === undefined ? localPrice : { price: localPrice, currency },
      ]),
    ),
  });
}

/** Amounts in their shortest form; a price that names the national currency means the same as one without. */
export function plain(item: ListedItem): ListedItem {
  const { usdPrice, prices, ...texts } = item;
  return {
    ...texts,
    ...(usdPrice !== undefined && { usdPrice: amountText(usdPrice) }),
    ...(prices !== undefined && {
      prices: mapValues(prices, (price, code) => {
        if (typeof price !== "object") return amountText(price);
        const amount = amountText(price.price);
        return price.currency === countryByCode(code)?.currency ? amount : { price: amount, currency: price.currency };
      }),
    }),
  };
}
