/** What differs of an app's listing: texts line by line, images side by side, prices by country, and the rest as a table. */

import { isMap } from "../../provider/values";
import { type Column, code, link, table } from "../markdown";
import { SECRET } from "../preview/digest";
import { type Block, diffBlock, rowsBlock, type Sides } from "./blocks";
import { type Change, isExclusive, pathText } from "./change";
import { type Difference, Picture } from "./differences";
import { percentChange } from "./percent";
import { lineDiff } from "./textDiff";
import { countryName, label, languageName, TYPE_WORDS, valueText } from "./words";

const TEXTS = ["title", "shortDescription", "description", "whatsNew"];

export function appBlocks(change: Change, sides: Sides): Block[] {
  const isListing = ({ path }: Difference) => path[0] === "listings" && path[2] !== "screenshots";
  const isPicture = ({ before, after }: Difference) => before instanceof Picture || after instanceof Picture;
  const isCountry = ({ path }: Difference) => path[0] === "countries";
  const pictures = change.differences.filter(isPicture);
  const listings = change.differences.filter((each) => isListing(each) && !isPicture(each));
  const countries = change.differences.filter(isCountry);
  const rest = change.differences.filter(
    (each) => ![pictures, listings, countries].some((some) => some.includes(each)),
  );
  return [
    ...listingBlocks(change, listings, sides),
    ...(countries.length > 0 ? [countriesBlock(change, countries, sides)] : []),
    ...propertyBlocks(change, rest, sides),
    ...(pictures.length > 0 ? [picturesBlock(change, pictures, sides)] : []),
  ];
}

function listingBlocks(change: Change, found: readonly Difference[], sides: Sides): Block[] {
  const languages = [...new Set(found.map(({ path }) => path[1] ?? ""))].sort();
  return languages.map((language) => {
    const own = found.filter(({ path }) => path[1] === language);
    const lines = own
      .filter(({ path }) => path.length === 3)
      .sort((a, b) => TEXTS.indexOf(a.path[2] ?? "") - TEXTS.indexOf(b.path[2] ?? ""))
      .flatMap((each) => [`@@ ${textName(each)} @@`, ...textLines(each)]);
    const words = languageFate(change, language, sides);
    return diffBlock(70, `Listing in ${languageName(language)} (${code(language)})${words}`, lines);
  });
}

function textName({ path }: Difference): string {
  return label("App", path).replace(/ in .*$/, "");
}

function textLines({ before, after }: Difference): string[] {
  if (before === SECRET && after === SECRET) return [" (secret)"];
  return lineDiff(before === undefined ? "" : String(before), after === undefined ? "" : String(after));
}

/** What becomes of a language that only one side has. */
function languageFate({ before, after }: Change, language: string, { planned }: Sides): string {
  const has = (side: typeof before) => isMap(side?.listings) && side.listings[language] !== undefined;
  if (before !== undefined && !has(before)) return planned ? ": new in the program" : ": not in the program";
  if (after === undefined || has(after)) return "";
  if (!planned) return ": the store does not have it";
  return isExclusive(after, "listings") ? ": removed from the store" : ": stays in the store, no longer managed";
}

function countriesBlock(change: Change, found: readonly Difference[], sides: Sides): Block {
  const rows = [...new Map(found.map((each) => [each.path[1], each])).keys()].map((country = "") => {
    const own = found.filter(({ path }) => path[1] === country);
    return own.find(({ path }) => path[2] === "price") ?? (own[0] as Difference);
  });
  const render = (some: readonly Difference[]) =>
    table(
      [{ name: "country" }, ...numbers(sides.before, sides.after, "change")],
      some.map(({ path, before, after }) => {
        const cell = (side: "before" | "after") => countryCell(change[side], path, side === "before" ? before : after);
        return [
          `${countryName(path[1] ?? "")} (${code(path[1] ?? "")})`,
          cell("before"),
          cell("after"),
          percentChange(before, after) ?? countryFate(change, path, sides),
        ];
      }),
    );
  return rowsBlock(80, "Countries and prices of the app", rows, render, "country");
}

/** Columns whose cells end under each other. */
export function numbers(...names: string[]): Column[] {
  return names.map((name) => ({ name, right: true }));
}

function countryCell(side: Change["before"], path: readonly string[], value: unknown): string {
  if (value !== undefined && path[2] === "price") return code(valueText("App", path, value));
  const countries = side?.countries;
  return isMap(countries) && countries[path[1] ?? ""] !== undefined ? "price by the store" : "-";
}

function countryFate({ before, after }: Change, [, country = ""]: readonly string[], { planned }: Sides): string {
  const has = (side: typeof before) => isMap(side?.countries) && side.countries[country] !== undefined;
  if (!has(before)) return planned ? "new in the program" : "not in the program";
  if (has(after)) return "";
  if (!planned) return "not on sale there";
  return isExclusive(after, "countries") ? "**no longer on sale there**" : "stays, no longer managed";
}

const IDENTITY: ReadonlySet<string> = new Set(["contentId", "packageName"]);

/** Single values as a table, long texts line by line. */
export function propertyBlocks(change: Change, found: readonly Difference[], sides: Sides): Block[] {
  const isLong = ({ before, after }: Difference) =>
    [before, after].some((side) => typeof side === "string" && (side.includes("\n") || side.length > 80));
  const isName = ({ path }: Difference) => change.before === undefined && IDENTITY.has(path[0] ?? "");
  const long = found.filter(isLong);
  const short = found.filter((each) => !isLong(each) && !isName(each));
  const { type } = change.resource;
  const render = (some: readonly Difference[]) =>
    table(
      ["property", sides.before, sides.after].map((name) => ({ name })),
      some.map(({ path, before, after }) => [
        `${label(type, path)} (${code(pathText(path))})`,
        valueCell(type, path, before),
        after === undefined && sides.planned && change.after !== undefined
          ? "stays, no longer managed"
          : valueCell(type, path, after),
      ]),
    );
  return [
    ...(short.length > 0 ? [rowsBlock(60, `Properties of the ${TYPE_WORDS[type]}`, short, render, "property")] : []),
    ...long.map((each) => diffBlock(50, capital(label(type, each.path)), textLines(each))),
  ];
}

function valueCell(type: Change["resource"]["type"], path: readonly string[], value: unknown): string {
  return value === undefined ? "-" : code(valueText(type, path, value));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function picturesBlock(change: Change, found: readonly Difference[], sides: Sides): Block {
  const urls = isMap(change.resource.outputs.imageUrls) ? change.resource.outputs.imageUrls : {};
  const cell = (path: readonly string[], value: unknown) => {
    if (!(value instanceof Picture)) return "-";
    const address = /^https?:/.test(value.file) ? value.file : undefined;
    const hash = value.sha256 === undefined ? "" : `, sha256 ${code(value.sha256.slice(0, 12))}`;
    return address === undefined ? `${code(value.file)}${hash}${servedAt(path, value)}` : link("in the store", address);
  };
  const servedAt = (path: readonly string[], value: Picture) => {
    const url = urls[pathText(path)];
    // What was sent before is what the store serves; a file of the program is not there yet.
    const isSent = value === found.find((each) => each.path === path)?.before && sides.planned;
    return isSent && typeof url === "string" ? `, ${link("in the store", url)}` : "";
  };
  const render = (some: readonly Difference[]) =>
    table(
      ["image", sides.before, sides.after].map((name) => ({ name })),
      some.map(({ path, before, after }) => [capital(label("App", path)), cell(path, before), cell(path, after)]),
    );
  return rowsBlock(40, `Images: ${found.length} changed`, found, render, "image");
}
