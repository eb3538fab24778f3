/** The Pulumi program of the benchmarks: BENCH_COUNT items with ten prices each, of the real provider or of the no-op one. */
const { BENCH_SIDE, BENCH_COUNT, BENCH_NOOP } = process.env;

const PRICES = {
  BRA: "9.99",
  CAN: "2.79",
  DEU: "1.99",
  FRA: "1.99",
  GBR: "1.79",
  IND: "179",
  JPN: "300",
  KOR: "2500",
  MEX: "39",
  USA: "1.99",
};

function noopItem() {
  const { CustomResource } = require("@pulumi/pulumi/resource");
  const __provider = `exports.handler=()=>require(${JSON.stringify(BENCH_NOOP)})`;
  return class extends CustomResource {
    constructor(name, args) {
      super("pulumi-nodejs:dynamic/benchmark:Item", name, { ...args, __provider });
    }
  };
}

const Item = BENCH_SIDE === "noop" ? noopItem() : require("pulumi-galaxystore").InAppItem;

for (let number = 1; number <= Number(BENCH_COUNT); number += 1) {
  const itemId = `charm_${String(number).padStart(5, "0")}`;
  new Item(itemId, {
    packageName: "com.lumenforge.emberisles",
    itemId,
    title: `Charm ${number}`,
    description: "Keeps the next storm away from your boat until you reach the harbor.",
    usdPrice: 1.99,
    prices: PRICES,
    status: "PUBLISHED",
  });
}
