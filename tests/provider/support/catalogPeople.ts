/** The people around a catalog: who edits items in the Seller Portal, and who writes the program and does what a refusal says. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type SourceFormat, writeSource } from "../../../provider/itemCatalog/sources";
import { catalogText } from "../../../provider/itemCatalog/text";
import { Refusal, type Values } from "../../../provider/lifecycle";
import { countryByCode } from "../../../sdk/facts/countries";
import type { TestStore } from "../../support/testStore";
import { type Act, asHeld, type Content, type Day, type History, rowsListed } from "./catalogDays";
import { type Meaning, meant, type Words, type Written } from "./catalogMeaning";
import { PACKAGE } from "./catalogs";

/** Does something to an item in the portal; false when there is nothing to do it to. */
export async function act(store: TestStore, rows: History["rows"], what: Act): Promise<boolean> {
  const items = [...(await store.items(PACKAGE)).values()];
  if (what.kind === "add") {
    const { id, ...body } = asHeld(rows[what.row]?.id ?? `portal_${what.row}`, what.content);
    await store.control("PUT", `/apps/${PACKAGE}/items/${id}`, body);
    return true;
  }
  const item = items[what.item % (items.length || 1)];
  if (item === undefined) return false;
  if (what.kind === "remove") await store.removeItemInPortal(PACKAGE, item.id);
  else if (what.kind === "change") await store.editItemInPortal(PACKAGE, item.id, inPortal(what.change));
  else {
    const { country: countryId, amount } = what;
    const others = item.prices.filter((price) => price.countryId !== countryId);
    const currency = countryByCode(countryId)?.currency ?? "";
    const prices = amount === undefined ? others : [...others, { countryId, currency, localPrice: amount }];
    if (prices.length > 0) await store.editItemInPortal(PACKAGE, item.id, { prices });
  }
  return true;
}

function inPortal({
  title,
  description,
  status,
  usd,
  phoneBill,
  prices = {},
}: Partial<Content>): Record<string, unknown> {
  const local = Object.entries(prices).map(([countryId, localPrice]) => ({
    countryId,
    currency: countryByCode(countryId)?.currency ?? "",
    localPrice,
  }));
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(status !== undefined && { status }),
    ...(usd !== undefined && { usdPrice: Number(usd) }),
    ...(phoneBill !== undefined && { itemPaymentMethod: { phoneBillStatus: phoneBill } }),
    ...(local.length > 0 && { prices: local }),
  };
}

/** Writes the program of a day, and goes on with it as the refusals say. */
export class Author {
  words: Words;
  readonly #whole: ReadonlyMap<string, Content>;

  constructor(
    { rows }: History,
    private readonly day: Day,
    index: number,
  ) {
    const listed = rowsListed(rows, day, index);
    this.#whole = new Map(listed.map(({ id, content, listed: { change } }) => [id, { ...content, ...change }]));
    const { defaults, exclusive, adopt, allowDeletions, acknowledge } = day;
    // Samsung's file has a currency beside every price.
    const namesCurrencies = day.form === "a.samsung.csv";
    this.words = {
      items: new Map(
        listed.map(({ id, content, listed: { change, ...how } }) => [
          id,
          written({ ...content, ...change }, { ...how, given: how.given || namesCurrencies }),
        ]),
      ),
      defaults: defaults && written(defaults, {}),
      exclusive,
      adopt,
      allowDeletions,
      acknowledge,
    };
  }

  /** The program's inputs; a form that cannot hold the items is replaced by code. */
  async inputs(folder: string): Promise<Values> {
    const { items, defaults, exclusive, adopt, allowDeletions, acknowledge } = this.words;
    const rest = {
      packageName: PACKAGE,
      ...(exclusive.length > 0 && { exclusive }),
      ...(adopt && { adopt }),
      ...(allowDeletions !== undefined && { allowDeletions }),
      ...((acknowledge === "all" || acknowledge.length > 0) && { acknowledgePriceChanges: acknowledge }),
    };
    const inCode = Object.fromEntries(items);
    const withDefaults = { ...rest, ...(defaults !== undefined && { defaults }) };
    switch (this.day.form) {
      case "map":
        return { ...withDefaults, items: inCode };
      case "json":
        return { ...withDefaults, items: JSON.stringify(inCode) };
      case "text":
        return { ...rest, items: catalogText(meant({ ...this.words, adopt: true }, undefined)) };
      default: {
        const source = await this.#file(folder);
        return source === undefined ? { ...withDefaults, items: inCode } : { ...withDefaults, source };
      }
    }
  }

  async #file(folder: string): Promise<string | undefined> {
    const { form } = this.day;
    const format = (form === "a.samsung.csv" ? "samsung" : form.slice(2).replace("txt", "text")) as SourceFormat;
    try {
      const path = join(folder, form);
      await writeFile(path, writeSource(format, this.words.items));
      return path;
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  /** Says what the run has asked for, where there is a reason to ask for it. */
  answer(message: string, { asks }: Meaning): void {
    const before = this.words;
    if (/set adopt: true/i.test(message)) {
      assert.notEqual(asks.adopt.length, 0, message);
      this.words = { ...this.words, adopt: true };
    }
    for (const [, count] of message.matchAll(/set allowDeletions: (\d+)/g)) {
      assert.ok(asks.allowDeletions.includes(Number(count)), message);
      this.words = { ...this.words, allowDeletions: Math.max(Number(count), this.words.allowDeletions ?? 0) };
    }
    for (const [, name = ""] of message.matchAll(/add ("(?:[^"\\]|\\.)*") to acknowledgePriceChanges/g)) {
      const id = JSON.parse(name) as string;
      assert.ok(asks.acknowledge.includes(id), `${id}: ${message}`);
      const { acknowledge } = this.words;
      if (acknowledge !== "all") this.words = { ...this.words, acknowledge: [...acknowledge, id] };
    }
    if (message.includes('set acknowledgePriceChanges: "all"')) this.words = { ...this.words, acknowledge: "all" };
    if (/ is missing; |Say what a new item needs/.test(message)) {
      assert.notEqual(asks.more.length, 0, message);
      this.words = { ...this.words, items: this.#completed(asks.more) };
    }
    assert.notEqual(this.words, before, `what is there to do? ${message}`);
  }

  #completed(ids: readonly string[]): Words["items"] {
    const items = new Map(this.words.items);
    for (const id of ids) {
      const { title, description, usd } = this.#whole.get(id) ?? {};
      assert.ok(title !== undefined && description !== undefined && usd !== undefined);
      items.set(id, { title, description, usdPrice: usd, ...items.get(id) });
    }
    return items;
  }
}

interface How {
  fields?: readonly string[];
  withoutPrices?: readonly string[];
  amounts?: "text" | "number" | "long";
  given?: boolean;
}

/** Content as an author writes it down. */
function written(
  content: Partial<Content>,
  { fields, withoutPrices = [], amounts = "text", given = false }: How,
): Written {
  const lists = (field: string) => fields === undefined || fields.includes(field);
  const { title, description, usd, status, phoneBill, prices } = content;
  const entries = Object.entries(prices ?? {})
    .filter(([country]) => !withoutPrices.includes(country))
    .map(([country, amount]): [string, NonNullable<Written["prices"]>[string]] => {
      const { currency = "", decimals = 2 } = countryByCode(country) ?? {};
      const price = amountAs(amount, amounts, decimals);
      return [country, given ? { price, currency } : price];
    });
  return {
    ...(title !== undefined && lists("title") && { title }),
    ...(description !== undefined && lists("description") && { description }),
    ...(usd !== undefined && lists("usdPrice") && { usdPrice: amountAs(usd, amounts, 2) }),
    ...(status !== undefined && lists("status") && { status }),
    ...(phoneBill !== undefined && lists("phoneBill") && { phoneBill }),
    ...(entries.length > 0 && { prices: Object.fromEntries(entries) }),
  };
}

function amountAs(amount: string, how: "text" | "number" | "long", decimals: number): string | number {
  if (how === "number") return Number(amount);
  return how === "long" ? Number(amount).toFixed(decimals) : amount;
}
