/** All measurements, printed as tables; with `save` they also replace those in benchmarks/README.md. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "../tools/lib/root.mjs";
import { told } from "./asked.mjs";
import { measureCatalog } from "./catalog/index.mjs";
import { measureEmulator } from "./emulator/index.mjs";
import { countOneApp } from "./oneApp.mjs";
import { measureRelease } from "./release/index.mjs";
import { measureSdk } from "./sdk/index.mjs";
import { measureSpeed } from "./speed.mjs";
import { table } from "./table.mjs";

const README = "benchmarks/README.md";

/** The parts that can be measured alone, each with its place in the README, and where else what it says for users belongs. */
const PARTS = {
  provider: measureProvider,
  release: ({ env, runs, say }) => measureRelease({ env, runs, say }),
  sdk: ({ runs, say }) => measureSdk({ runs, say }),
  catalog: ({ env, sizes, runs, say }) => measureCatalog({ env, sizes, runs, say }),
  emulator: ({ runs, say }) => measureEmulator({ runs, say }),
};

export const parts = Object.keys(PARTS);

export async function runBenchmarks({ only, save, ...options }) {
  console.log("\nMeasuring. Other work on this machine makes all of it slower, and the ratios less sure.");
  const say = (line) => console.log(`  ${line}`);
  for (const part of parts.filter((name) => only === undefined || name === only)) {
    console.log(`\n${part}`);
    const heading = `Node ${process.versions.node}, ${cpus().length} cores, medians of ${options.runs} ${options.runs === 1 ? "run" : "runs"}.`;
    const measured = await PARTS[part]({ ...options, say });
    const { report, guides = {} } = typeof measured === "string" ? { report: measured } : measured;
    console.log(`\n${heading}\n\n${report}`);
    if (!save) continue;
    for (const [file, text] of Object.entries({ [README]: report, ...guides }))
      replaceReport(join(root, file), part, `${heading}\n\n${text}`);
    console.log(`\nSaved in ${[README, ...Object.keys(guides)].join(" and ")}.`);
  }
}

function replaceReport(file, part, report) {
  const [begin, end] = ["begin", "end"].map((edge) => `<!-- measured ${part}: ${edge} -->`);
  const [before, rest] = readFileSync(file, "utf8").split(begin);
  writeFileSync(file, `${before}${begin}\n\n${report}\n\n${end}${rest.split(end)[1]}`);
}

async function measureProvider({ env, sizes = [100, 1000], runs, quickstart, say }) {
  const { rows, refreshes, stateBytes } = await measureSpeed({ env, sizes, runs, say });
  const oneApp = await countOneApp({ env });
  const seconds = quickstart ? await timeQuickstart(env) : undefined;
  return `${speedTable(rows)}\n\n${factsTable(refreshes, oneApp, stateBytes, seconds)}`;
}

function speedTable(rows) {
  return table(
    ["resources", "operation", "no-op provider", "InAppItem", "ratio", "aim"],
    rows.map(({ size, operation, noop, ours, ratio, aim }) => [
      size,
      operation,
      `${noop.toFixed(1)} s`,
      `${ours.toFixed(1)} s`,
      ratio.toFixed(2),
      aim === undefined ? "" : `<= ${aim}${ratio <= aim ? "" : ", missed"}`,
    ]),
  );
}

function factsTable(refreshes, oneApp, stateBytes, quickstart) {
  const rows = refreshes.map(({ size, asked }) => [
    `requests of one refresh, ${size} items of one package`,
    told(asked),
    `<= ${Math.ceil(size / 100) + 1}`,
  ]);
  rows.push(["requests of one refresh, App + StagedRollout + BetaTest of one app", told(oneApp), "1 apps.get"]);
  rows.push(["state of one InAppItem with 10 prices, as stored", `${Math.round(stateBytes)} bytes`, "<= 2500 bytes"]);
  if (quickstart !== undefined) rows.push(["`npm run quickstart`, warm", `${quickstart.toFixed(0)} s`, "< 90 s"]);
  return table(["what", "measured", "aim"], rows);
}

async function timeQuickstart(env) {
  const started = performance.now();
  const child = spawn("npm", ["run", "--silent", "quickstart"], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`npm run quickstart ended with ${code}`);
  return (performance.now() - started) / 1000;
}
