/**
 * Writes catalog.csv: the items of the game, with a price for each country. It stands in for the table that a studio keeps.
 *
 *   node generate.mjs [number of items, default 2000]
 */
import { writeFileSync } from "node:fs";
import { localPrices } from "pulumi-galaxystore";
import { gameItems } from "./game.mjs";
import { table } from "./prices.mjs";

const columns = ["itemId", "title", "description", "status", "usdPrice", ...table.countries];
const items = gameItems(Number(process.argv[2] ?? 2000));
const rows = items.map((item) => ({ ...item, ...localPrices(item.usdPrice, table) }));

const cell = (text = "") => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
writeFileSync("catalog.csv", [columns.join(","), ...lines, ""].join("\n"));
console.log(`catalog.csv: ${rows.length} items with prices in ${table.countries.length} countries.`);
