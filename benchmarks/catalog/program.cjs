/** The Pulumi program of a catalog as one resource: BENCH_ITEMS is a file with the items, for the no-op provider with their canonical text. */
const { readFileSync } = require("node:fs");

const { BENCH_SIDE, BENCH_ITEMS, BENCH_NOOP } = process.env;
const items = readFileSync(BENCH_ITEMS, "utf8");

if (BENCH_SIDE === "noop") {
  const { CustomResource } = require("@pulumi/pulumi/resource");
  const __provider = `exports.handler=()=>require(${JSON.stringify(BENCH_NOOP)})`;
  class Catalog extends CustomResource {}
  new Catalog("pulumi-nodejs:dynamic/benchmark:Catalog", "catalog", { items, __provider });
} else {
  const { ItemCatalog } = require("pulumi-galaxystore");
  new ItemCatalog("catalog", { packageName: "com.lumenforge.emberisles", items: JSON.parse(items) });
}
