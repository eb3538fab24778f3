/** What may happen around the catalog of an app, as generated days: the program is edited, people work in the Seller Portal, `up` runs and is disturbed. */

import fc from "fast-check";
import { countryByCode } from "../../../sdk/facts/countries";
import type { StoreItem } from "./catalogWrites";

/** Everything about an item. */
export interface Content {
  title: string;
  description: string;
  usd: string;
  /** Amounts by country. */
  prices: Record<string, string>;
  status: "PUBLISHED" | "UNPUBLISHED";
  phoneBill: boolean;
}

const FIELDS = ["title", "description", "usdPrice", "status", "phoneBill"] as const;

/** How a program writes an item: what it changes of the content, and how much of that it lists. */
interface Listed {
  change: Partial<Content>;
  fields: readonly (typeof FIELDS)[number][];
  /** Countries that are not listed. */
  withoutPrices: readonly string[];
  amounts: "text" | "number" | "long";
  /** Prices name their currency. */
  given: boolean;
}

export interface Row {
  id: string;
  content: Content;
  /** What the store has of it in the beginning. */
  before: { change: Partial<Content>; type: StoreItem["type"] } | undefined;
  /** What the program says of it day by day. */
  days: readonly (Listed | "as before" | "as at first" | undefined)[];
}

const FORMS = ["map", "json", "text", "a.csv", "a.samsung.csv", "a.json", "a.yaml", "a.txt"] as const;

/** What somebody does in the Seller Portal: to one of the items that are there, or with one of the program or another one. */
export type Act =
  | { kind: "change"; item: number; change: Partial<Content> }
  | { kind: "price"; item: number; country: string; amount: string | undefined }
  | { kind: "remove"; item: number }
  | { kind: "add"; row: number; content: Content };

export interface Trouble {
  faults: readonly { operation: string; after: number; fault: string; times: number }[];
  /** The engine wants an end after so many answers. */
  stopAfter: number | undefined;
}

export interface Day {
  acts: readonly Act[];
  lists: "all" | "half" | "none";
  form: (typeof FORMS)[number];
  defaults: Partial<Pick<Content, "description" | "usd" | "status" | "phoneBill" | "prices">> | undefined;
  exclusive: readonly ("items" | "prices")[];
  adopt: boolean;
  allowDeletions: number | undefined;
  acknowledge: "all" | readonly string[];
  refresh: boolean;
  /** Runs that do not go well. */
  troubles: readonly Trouble[];
  /** The program is brought to its end before it is edited again. */
  finished: boolean;
  /** What was read is old when it is to be used. */
  slow: boolean;
}

export interface History {
  rows: readonly Row[];
  days: readonly Day[];
  readings: Record<string, string>;
}

const NASTY_IDS = ["item", "title", "KOR", "usdPrice", "1", "07", "1e3", "true", "null", "__proto__", "constructor"];
const id = fc.oneof(fc.constantFrom(...NASTY_IDS, "...", "-", "_.-", "toString", "A", "a", "i".repeat(70)), {
  weight: 2,
  arbitrary: fc.nat({ max: 60 }).map((number) => `gem_${number}`),
});

const NASTY = [
  '"',
  "'",
  "\\",
  "#",
  ": ",
  " - ",
  "\t",
  "\n",
  "\r\n",
  "\u00a0",
  "\u200f",
  "\u2028",
  "é",
  "👩‍🚀",
  "골드",
  "=",
  ";",
  ",",
];
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
  fc.constantFrom(...NASTY, "item", "\\u0020", "{}"),
);
const words = fc.oneof(
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
  fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join("")),
);
const description = words.filter((text) => /\S/.test(text));
const title = words.map((text) => text.trim()).filter((text) => text !== "" && Buffer.byteLength(text) <= 100);

/** First amounts that lie near each other, then some that do not. */
const AMOUNTS: Readonly<Record<string, readonly string[]>> = {
  USA: ["0.99", "1.5", "2", "2.97", "0", "3", "9.99"],
  DEU: ["1", "1.09", "1.5", "3", "0", "0.3", "120"],
  KOR: ["1200", "1500", "2500", "3600", "0", "12000", "3601"],
  JPN: ["100", "160", "240", "300", "0", "30", "9999"],
  JOR: ["0.705", "0.7", "1", "2.1", "0", "0.001", "7.05"],
};
const NEAR = 4;
const COUNTRIES = Object.keys(AMOUNTS);

const amountOf = (country: string): fc.Arbitrary<string> => {
  const amounts = AMOUNTS[country] ?? [];
  return fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...amounts.slice(0, NEAR)) },
    fc.constantFrom(...amounts.slice(NEAR)),
  );
};
const prices = fc
  .record(Object.fromEntries(COUNTRIES.map((country) => [country, fc.option(amountOf(country), { freq: 2 })])))
  .map((all) =>
    Object.fromEntries(Object.entries(all).flatMap(([country, price]) => (price === null ? [] : [[country, price]]))),
  );
const status = fc.constantFrom("PUBLISHED" as const, "UNPUBLISHED" as const);

const FULL = { title, description, usd: amountOf("USA"), prices, status, phoneBill: fc.boolean() };
const content: fc.Arbitrary<Content> = fc.record(FULL);
const change: fc.Arbitrary<Partial<Content>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ prices }) },
  { weight: 2, arbitrary: fc.record({ title }) },
  fc.record({ description }),
  fc.record({ usd: FULL.usd }),
  fc.record(FULL, { requiredKeys: [] }),
);

const listed: fc.Arbitrary<Listed> = fc.record({
  change,
  fields: fc.oneof({ weight: 4, arbitrary: fc.constant(FIELDS) }, fc.subarray([...FIELDS])),
  withoutPrices: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(COUNTRIES)),
  amounts: fc.oneof(
    { weight: 3, arbitrary: fc.constant("text" as const) },
    fc.constantFrom("number" as const, "long" as const),
  ),
  given: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

const MOST_DAYS = 3;
const later = fc.oneof(
  { weight: 4, arbitrary: fc.constant("as before" as const) },
  { weight: 2, arbitrary: fc.constant("as at first" as const) },
  { weight: 3, arbitrary: listed },
  fc.constant(undefined),
);
const row: fc.Arbitrary<Row> = fc.record({
  id,
  content,
  before: fc.option(
    fc.record({
      change,
      type: fc.oneof({ weight: 4, arbitrary: fc.constant("ITEM" as const) }, fc.constant("NON_CONSUMABLE" as const)),
    }),
    { nil: undefined, freq: 2 },
  ),
  days: fc.tuple(fc.option(listed, { nil: undefined, freq: 4 }), ...Array.from({ length: MOST_DAYS - 1 }, () => later)),
});
const rowsOf = (minLength: number, maxLength: number) =>
  fc.uniqueArray(row, { minLength, maxLength, size: "max", selector: (each) => each.id });
const rows = fc.oneof({ weight: 3, arbitrary: rowsOf(0, 8) }, { weight: 2, arbitrary: rowsOf(9, 40) });

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      item: fc.nat(40),
      change: fc.record(FULL, { requiredKeys: [] }),
    }),
  },
  fc.constantFrom(...COUNTRIES).chain((country) =>
    fc.record({
      kind: fc.constant("price" as const),
      item: fc.nat(40),
      country: fc.constant(country),
      amount: fc.option(amountOf(country), { nil: undefined }),
    }),
  ),
  fc.record({ kind: fc.constant("remove" as const), item: fc.nat(40) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("add" as const), row: fc.nat(40), content }) },
);

const fault = fc.record({
  operation: fc
    .oneof(
      { weight: 3, arbitrary: fc.constantFrom("create", "replace", "patch", "remove") },
      fc.constantFrom("list", "get"),
    )
    .map((name) => `items.${name}`),
  after: fc.oneof(fc.constant(0), fc.nat(8)),
  fault: fc.oneof(
    { weight: 3, arbitrary: fc.constant("return-400-1000") },
    fc.constant("return-400-106"),
    { weight: 3, arbitrary: fc.constantFrom("return-500", "return-503", "return-429") },
    { weight: 3, arbitrary: fc.constantFrom("reset-before", "reset-after", "truncate") },
  ),
  // A write is tried four times, and that three times.
  times: fc.constantFrom(1, 2, 5, 13, 30),
});
const trouble: fc.Arbitrary<Trouble> = fc.record({
  faults: fc.array(fault, { minLength: 2, maxLength: 7, size: "max" }),
  stopAfter: fc.option(fc.nat(25), { nil: undefined, freq: 2 }),
});

const mostly = <T>(usual: T, other: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, other);

const day: fc.Arbitrary<Day> = fc.record({
  acts: mostly<readonly Act[]>([], fc.array(act, { minLength: 1, maxLength: 5, size: "max" }), 1),
  lists: mostly<Day["lists"]>("all", fc.constantFrom("half", "none")),
  form: fc.constantFrom(...FORMS),
  defaults: mostly<Day["defaults"]>(
    undefined,
    fc.record({ description, usd: FULL.usd, prices, status, phoneBill: fc.boolean() }, { requiredKeys: [] }),
  ),
  exclusive: fc.subarray(["items", "prices"]),
  adopt: fc.boolean(),
  allowDeletions: mostly<number | undefined>(undefined, fc.nat(40)),
  acknowledge: mostly<Day["acknowledge"]>([], fc.constant("all" as const)),
  refresh: fc.boolean(),
  troubles: mostly<readonly Trouble[]>([], fc.array(trouble, { minLength: 1, maxLength: 2 }), 1),
  finished: mostly(true, fc.constant(false), 2),
  slow: mostly(false, fc.constant(true)),
});

const readings = fc.record(
  {
    itemCreatedStatus: fc.constant("201"),
    itemRemovalAnswer: fc.constantFrom("item", "empty"),
    removedItemsInList: fc.constant("shown"),
    itemTypeOnCreate: fc.constant("required"),
    contentTypeOnReads: fc.constant("required"),
  },
  { requiredKeys: [] },
);

export const history: fc.Arbitrary<History> = fc
  .record({
    rows,
    days: fc.array(day, { minLength: 1, maxLength: MOST_DAYS, size: "max" }),
    readings: mostly({}, readings),
  })
  .map((all) => ({ ...all, [fc.toStringMethod]: () => told(all) }));

/** As the store holds it; it wants at least one price. */
export function asHeld(id: string, content: Content, type: StoreItem["type"] = "ITEM"): StoreItem {
  const entries = Object.entries(content.prices);
  return {
    id,
    title: content.title,
    description: content.description,
    type,
    status: content.status,
    itemPaymentMethod: { phoneBillStatus: content.phoneBill },
    usdPrice: Number(content.usd),
    prices: (entries.length > 0 ? entries : [["USA", content.usd] as const]).map(([countryId, localPrice]) => ({
      countryId,
      currency: countryByCode(countryId)?.currency ?? "",
      localPrice,
    })),
  };
}

/** A history that went wrong, for people. */
function told({ rows, days, readings }: History): string {
  const lines = ["", `readings ${JSON.stringify(readings)}`, "in the beginning the store has"];
  for (const { id, content, before } of rows)
    if (before !== undefined) lines.push(`  ${id} ${before.type} ${JSON.stringify({ ...content, ...before.change })}`);
  days.forEach((day, index) => {
    const { acts, troubles, lists, ...program } = day;
    for (const act of acts) lines.push(`somebody: ${JSON.stringify(act)}`);
    lines.push(`day ${index + 1}: ${JSON.stringify(program)}, lists ${lists}`);
    for (const row of rowsListed(rows, day, index)) {
      const { change, ...how } = row.listed;
      lines.push(`  ${row.id} ${JSON.stringify({ ...row.content, ...change })} ${JSON.stringify(how)}`);
    }
    for (const trouble of troubles) lines.push(`  trouble ${JSON.stringify(trouble)}`);
  });
  return lines.join("\n");
}

/** The items that the program of a day lists. */
export function rowsListed(rows: readonly Row[], { lists }: Day, index: number): (Row & { listed: Listed })[] {
  const some = lists === "all" ? rows : lists === "half" ? rows.slice(0, Math.floor(rows.length / 2)) : [];
  return some.flatMap((row) => {
    const said = row.days.slice(0, index + 1).findLast((each) => each !== "as before");
    const [first] = row.days;
    const listed = said === "as at first" ? first : said;
    return typeof listed !== "object" ? [] : [{ ...row, listed }];
  });
}
