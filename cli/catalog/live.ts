/** The live catalog of a package, as a program would list it whole. */

import { packageName } from "../../provider/check";
import type { Catalog } from "../../provider/itemCatalog/catalog";
import { wholeListing } from "../../provider/itemCatalog/live";
import { sessionFor } from "../../provider/settings";
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
    return new Map([...items].map(([id, item]) => [id, wholeListing(item)]));
  } finally {
    if (settings.found.accessToken === undefined) await api.auth.revoke().catch(() => undefined);
    api.close();
  }
}
