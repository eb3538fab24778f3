/** A catalog against the store: taking it over, reading it, and bringing it to what the program lists. */

import { ITEM_PAGE_SIZE } from "../../sdk/facts/limits";
import { rememberUnlisted } from "../exclusive";
import { sameItem, wantedItem } from "../inAppItem/item";
import { some } from "../lists";
import type { StoreSession } from "../session";
import { carryOutPlan } from "./carryOut";
import type { Catalog } from "./catalog";
import { changesBetweenTexts } from "./changes";
import { type CatalogInputs, type CatalogState, catalogName } from "./inputs";
import { itemInputs, type LiveItems, liveCatalog, liveItems } from "./live";
import { planOf } from "./plan";
import { noteRefresh } from "./refreshed";
import { catalogText, parseCatalogText } from "./text";

/** Takes over the items that are as the program lists them, creates those that are not there, and with `adopt` changes the others. */
export async function createCatalog(store: StoreSession, inputs: CatalogInputs): Promise<CatalogState> {
  const listed = parseCatalogText(inputs.items);
  const since = store.waiting.now();
  const live = await store.items(inputs.packageName);
  const unlisted = unlistedIn(live, listed);
  const removals = inputs.exclusive?.includes("items") ? unlisted : [];
  const foreign = new Set(listed.keys());
  const plan = planOf(inputs, listed, { live, foreign, removals, unseen: removals, catalogSize: live.size });
  return carryOutPlan(store, { inputs, listed, plan, live, since, unlisted: unlisted.length - removals.length });
}

/** What the text says when it is written from the live store. */
export async function readCatalog(store: StoreSession, old: CatalogState): Promise<CatalogState> {
  const { inputs } = old;
  const { unsureItems: _, ...outputs } = old.outputs;
  const listed = parseCatalogText(inputs.items);
  const live = await store.items(inputs.packageName);
  rememberUnlisted(catalogName(inputs.packageName), { items: unlistedIn(live, listed) });
  const items = catalogText(liveCatalog(inputs, listed, live));
  noteRefresh(inputs.packageName, inputs.items, items);
  return { inputs: { ...inputs, items }, outputs };
}

/** Brings the items that differ between state and program to what the program lists, and no others. */
export async function updateCatalog(
  store: StoreSession,
  old: CatalogState,
  inputs: CatalogInputs,
): Promise<CatalogState> {
  const { packageName } = inputs;
  const listed = parseCatalogText(inputs.items);
  const changes = changesBetweenTexts(old.inputs.items, inputs.items);
  const becomesExclusive = (list: "items" | "prices") =>
    inputs.exclusive?.includes(list) === true && !old.inputs.exclusive?.includes(list);
  const added = changes.filter(({ kind }) => kind === "added").map(({ id }) => id);
  const takenOut = new Map(changes.flatMap(({ id, before, after }) => (before && !after ? [[id, before]] : [])));
  const { itemCount, unlistedItems = 0, unsureItems = [] } = old.outputs;
  const touched = new Set([...changes.map(({ id }) => id), ...unsureItems]);
  const toBring: Catalog = becomesExclusive("prices") ? listed : new Map([...listed].filter(([id]) => touched.has(id)));
  const leaving = [...touched].filter((id) => !listed.has(id));
  const removes = becomesExclusive("items") || (inputs.exclusive?.includes("items") === true && leaving.length > 0);

  const pages = Math.ceil((Math.max(itemCount, listed.size) + unlistedItems) / ITEM_PAGE_SIZE);
  // That an item is absent is proved by the list alone.
  const whole = removes || added.length > 0 || toBring.size > pages;
  const since = store.waiting.now();
  const live = whole ? await store.items(packageName) : await liveItems(store, packageName, toBring);
  const unlisted = whole ? unlistedIn(live, listed) : undefined;
  const gone = becomesExclusive("items") ? unlistedIn(live, listed) : leaving;
  const removals = removes ? gone.filter((id) => live.has(id)) : [];

  const plan = planOf(inputs, toBring, {
    live,
    foreign: new Set(added),
    removals,
    unseen: [],
    catalogSize: live.size,
    state: old.inputs.items,
  });
  if (whole) tellOthers(inputs, { listed, toBring, live, removals });
  const left = (unlisted?.length ?? unlistedItems + takenOut.size) - removals.length;
  return carryOutPlan(store, { inputs, listed, takenOut, plan, live, since, unlisted: left });
}

function unlistedIn(live: LiveItems, listed: Catalog): string[] {
  return [...live.keys()].filter((id) => !listed.has(id)).sort();
}

/** A line about items that were seen to differ from the program and were no part of this change. */
function tellOthers(
  inputs: CatalogInputs,
  {
    listed,
    toBring,
    live,
    removals,
  }: { listed: Catalog; toBring: Catalog; live: LiveItems; removals: readonly string[] },
): void {
  const differ = [...listed]
    .filter(([id]) => !toBring.has(id))
    .filter(([id, listing]) => {
      const found = live.get(id);
      return found === undefined || !sameItem(wantedItem(itemInputs(inputs, id, listing), found), found);
    })
    .map(([id]) => id);
  if (inputs.exclusive?.includes("items")) {
    const going = new Set(removals);
    differ.push(...unlistedIn(live, listed).filter((id) => !going.has(id)));
  }
  if (differ.length === 0) return;
  const what = differ.length === 1 ? "1 more item is" : `${differ.length} more items are`;
  console.log(
    `${catalogName(inputs.packageName)}: ${what} not as the program says, and no part of this change: ${some(differ, 5)}. To see and repair that, run pulumi up --refresh.`,
  );
}
