// `npm run bench`: the measurements of benchmarks/, after the setup. Options: --only provider|release|sdk|catalog|emulator, --runs 3, --sizes 100,1000, --no-quickstart, --save.
import { parseArgs } from "node:util";
import { main, Stop } from "./lib/stop.mjs";
import { setup } from "./setup.mjs";

const wholeNumber = (text, name) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Stop(`--${name} takes whole numbers from 1, not ${text}.`);
  return number;
};

function options() {
  try {
    return parseArgs({
      allowNegative: true,
      options: {
        runs: { type: "string", default: "3" },
        sizes: { type: "string" },
        only: { type: "string" },
        quickstart: { type: "boolean", default: true },
        save: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(
      `${error.message}\nUsage: npm run bench -- [--only provider|release|sdk|catalog|emulator] [--runs 3] [--sizes 100,1000] [--no-quickstart] [--save]`,
    );
  }
}

await main(async () => {
  const { only, runs, sizes, quickstart, save } = options();
  const wanted = {
    runs: wholeNumber(runs, "runs"),
    sizes: sizes?.split(",").map((size) => wholeNumber(size, "sizes")),
    only,
    quickstart,
    save,
  };
  const env = await setup();
  // Only now: the measurements need the packages and the compiled product.
  const { parts, runBenchmarks } = await import("../benchmarks/index.mjs");
  if (only !== undefined && !parts.includes(only)) throw new Stop(`--only takes ${parts.join(" or ")}, not ${only}.`);
  await runBenchmarks({ env, ...wanted });
});
