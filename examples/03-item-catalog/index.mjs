/** The items of Ember Isles, one resource each. The items stand in catalog.json, the price levels in prices.json. */
import { readFileSync } from "node:fs";
import { InAppItem } from "pulumi-galaxystore";

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const packageName = "com.lumenforge.emberisles";
const levels = read("prices.json");

for (const { id, level, ...item } of read("catalog.json"))
  new InAppItem(id, {
    packageName,
    itemId: id,
    usdPrice: Number(level),
    prices: levels[level],
    status: "PUBLISHED",
    ...item,
  });
