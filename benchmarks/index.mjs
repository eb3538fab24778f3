/** All measurements, printed as tables; with `save` they also replace those in benchmarks/README.md. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "../tools/lib/root.mjs";
import { countOneApp } from "./oneApp.mjs";
import { measureSpeed } from "./speed.mjs";

const README = join(root, "benchmarks", "README.md");
const [BEGIN, END] = ["<!-- measured: begin -->", "<!-- measured: end -->"];

export async function runBenchmarks({ env, sizes, runs, quickstart, save }) {
  const say = (line) => console.log(`  ${line}`);
  console.log("\nMeasuring. Other work on this machine makes all of it slower, and the ratios less sure.");
  const { rows, refreshes, stateBytes } = await measureSpeed({ env, sizes, runs, say });
  const oneApp = await countOneApp({ env });
  const seconds = quickstart ? await timeQuickstart(env) : undefined;

  const report = [
    `Node ${process.versions.node}, ${cpus().length} cores, medians of ${runs} ${runs === 1 ? "run" : "runs"}, both providers one right after the other.`,
    speedTable(rows),
    factsTable(refreshes, oneApp, stateBytes, seconds),
  ].join("\n\n");
  console.log(`\n${report}`);
  if (save) {
    const [before, rest] = readFileSync(README, "utf8").split(BEGIN);
    writeFileSync(README, `${before}${BEGIN}\n\n${report}\n\n${END}${rest.split(END)[1]}`);
    console.log("\nSaved in benchmarks/README.md.");
  }
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

/** The counts without sign-in, and their sum. */
function told(asked) {
  const counts = [...asked].filter(([operation]) => !operation?.startsWith("auth."));
  const sum = counts.reduce((all, [, count]) => all + count, 0);
  return `${sum} (${counts.map(([operation, count]) => `${count} ${operation}`).join(", ")})`;
}

function table(head, rows) {
  const widths = head.map((cell, at) =>
    Math.max(...[cell, ...rows.map((row) => row[at])].map((each) => String(each).length)),
  );
  const line = (cells) => `| ${cells.map((cell, at) => String(cell).padEnd(widths[at])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
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
