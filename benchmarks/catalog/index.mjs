/** What large catalogs cost: a catalog as one resource beside the engine's floor, many resources beside a no-op provider, and the two beside each other. */
import { sumOf, told } from "../asked.mjs";
import { median } from "../numbers.mjs";
import { table } from "../table.mjs";
import { measureChoice } from "./choice.mjs";
import { listedItems } from "./items.mjs";
import { runJobs } from "./jobs.mjs";
import { measureProcessor } from "./processor.mjs";
import { startLateStore } from "./store.mjs";

const DELAY_MS = 50;
const SIZES = [100, 1000, 10_000];
const PROCESSOR_SIZES = [1000, 5000, 10_000, 20_000, 50_000];

/** Returns the tables of the README and, for users, that of docs/catalogs.md. */
export async function measureCatalog({ env, sizes = SIZES, runs, say }) {
  const size = Math.max(...sizes);
  const pages = Math.ceil(size / 100);
  const changes = Math.min(100, Math.ceil(size / 10));
  const done = await repeatJobs({ env, size, changes, runs, say });
  const processor = await measureProcessor(PROCESSOR_SIZES);
  say(`check and diff: ${processor.map((each) => `${each.size}: ${each.milliseconds.toFixed(0)} ms`).join(", ")}`);
  const { rows, many } = await measureChoice({ env, sizes, delay: DELAY_MS, say });
  return {
    report: `${jobsTable({ done, size, pages, changes, many })}\n\n${processorTable(processor)}\n\n${choiceTable(rows)}`,
    guides: { "docs/catalogs.md": choiceTable(rows) },
  };
}

async function repeatJobs({ env, size, changes, runs, say }) {
  const items = listedItems(size);
  const store = await startLateStore(items, DELAY_MS);
  const done = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const order = run % 2 === 0 ? ["noop", "ours"] : ["ours", "noop"];
      done.push(await runJobs({ env, store, items, changes, order }));
      say(`${size} items, run ${run + 1} of ${runs}: ${shown(done.at(-1))}`);
    }
  } finally {
    await store.close();
  }
  return done;
}

function shown({ jobs, linesPerChange, strayLines }) {
  const all = Object.entries(jobs).map(([job, { ours, noop, peak }]) => {
    const memory = `${toMib(peak.ours)} and ${toMib(peak.noop)} MB`;
    return `${job} ${ours.toFixed(1)} s (no-op ${noop.toFixed(1)} s, ${memory})`;
  });
  return `${all.join(", ")}, ${linesPerChange.toFixed(1)} lines a change, ${strayLines.length} stray lines`;
}

const toMib = (bytes) => (bytes / (1024 * 1024)).toFixed(0);

function jobsTable({ done, size, pages, changes, many }) {
  const rows = [];
  const add = (job, what, measured, aim, met) => rows.push([job, what, measured, `${aim}${met ? "" : ", missed"}`]);
  const writesIn = (asked) =>
    sumOf(new Map([...asked].filter(([operation]) => /create|replace|patch|remove/.test(operation))));
  const most = (job, count) => Math.max(...done.map(({ jobs }) => count(jobs[job].asked)));
  const requests = (job, aim, met) =>
    add(...aim.slice(0, 1), "requests", told(done.at(-1).jobs[job].asked), aim[1], met);
  const middle = (job, of) => median(done.map(({ jobs }) => of(jobs[job])));
  const seconds = (job, name, more) => {
    const over = middle(job, ({ ours, noop }) => ours - noop);
    const both = `${middle(job, ({ ours }) => ours).toFixed(1)} and ${middle(job, ({ noop }) => noop).toFixed(1)} s`;
    add(name, "time, more than the floor", `${over.toFixed(1)} s (${both})`, `<= ${more} s`, over <= more);
  };
  const allowed = pages + 5;

  const first = "first `up` of a catalog that the store has";
  add(first, "writes", most("first", writesIn), "0", most("first", writesIn) === 0);
  requests("first", [first, `<= ${allowed}`], most("first", sumOf) <= allowed);
  seconds("first", first, 12);

  const preview = `\`preview --diff\` of ${changes} changed items`;
  const ratio = middle("preview", ({ ours, noop }) => ours / noop);
  const both = `${middle("preview", ({ ours }) => ours).toFixed(1)} and ${middle("preview", ({ noop }) => noop).toFixed(1)} s`;
  add(preview, "time, beside the floor", `${ratio.toFixed(2)}x (${both})`, "<= 1.3x", ratio <= 1.3);
  requests("preview", [preview, "0"], most("preview", sumOf) === 0);
  const lines = Math.max(...done.map(({ linesPerChange }) => linesPerChange));
  add(preview, "lines per change", lines.toFixed(1), "<= 8", lines <= 8);

  const up = "`up` of those";
  const reads = most("up", (asked) => sumOf(asked) - writesIn(asked));
  const right = most("up", writesIn) === changes && reads <= allowed;
  requests("up", [up, `${changes} writes, <= ${allowed} reads`], right);
  seconds("up", up, 12);

  const quiet = "`preview --refresh` without drift";
  requests("quiet", [quiet, `<= ${allowed}`], most("quiet", sumOf) <= allowed);
  seconds("quiet", quiet, 10);
  const drift = "`preview --refresh` of 3 edited items, exit 7";
  requests("drift", [drift, `<= ${allowed}`], most("drift", sumOf) <= allowed);
  seconds("drift", drift, 10);
  const stray = Math.max(...done.map(({ strayLines }) => strayLines.length));
  add(drift, "changed lines shown beside the edited ones, or missing", stray, "0", stray === 0);

  const [peak, floor] = ["ours", "noop"].map((side) =>
    Math.max(...done.flatMap(({ jobs }) => Object.values(jobs)).map(({ peak }) => peak[side])),
  );
  add(
    "all of these",
    "peak memory of the provider's process",
    `${toMib(peak)} MB (no-op ${toMib(floor)} MB)`,
    "<= 400 MB",
    Number(toMib(peak)) <= 400,
  );

  const resources = `\`preview --refresh\` of ${many.size} InAppItem resources`;
  add(resources, "requests", told(many.asked), `<= ${allowed}`, sumOf(many.asked) <= allowed);
  const beside = many.ours / many.noop;
  add(
    resources,
    "time, beside a no-op provider with as many",
    `${beside.toFixed(2)}x (${many.ours.toFixed(1)} and ${many.noop.toFixed(1)} s)`,
    "<= 1.2x",
    beside <= 1.2,
  );
  return table([`job, ${size} items with 10 prices each`, "what", "measured", "aim"], rows);
}

function processorTable(rows) {
  return table(
    ["items, of which 100 are changed", "processor time of check and diff", "per 1,000 items", "aim"],
    rows.map(({ size, milliseconds }) => [
      size,
      `${milliseconds.toFixed(0)} ms`,
      `${((milliseconds / size) * 1000).toFixed(1)} ms`,
      size === 10_000 ? `<= 500 ms${milliseconds <= 500 ? "" : ", missed"}` : "",
    ]),
  );
}

function choiceTable(rows) {
  const seconds = (value) => (value === undefined ? "not measured" : `${value.toFixed(0)} s`);
  return table(
    [
      "items",
      "as",
      "up",
      "up, few checkpoints",
      "preview",
      "preview, parallel diff",
      "preview --refresh",
      "preview --refresh, parallel diff",
      "state per item",
      "of it `__provider`",
    ],
    rows.map((row) => [
      row.size,
      row.kind,
      seconds(row.up),
      seconds(row.upSkipping),
      seconds(row.preview),
      seconds(row.previewParallel),
      seconds(row.refresh),
      seconds(row.refreshParallel),
      `${Math.round(row.bytesPerItem)} bytes`,
      row.kind === "InAppItem" ? `${2 * row.providerBytes} bytes` : `${2 * row.providerBytes} bytes in all`,
    ]),
  );
}
