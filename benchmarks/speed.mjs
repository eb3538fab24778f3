/** Times the engine's operations on many items, side by side with a provider that does nothing. */
import { join } from "node:path";
import { root } from "../tools/lib/root.mjs";
import { Project } from "./project.mjs";
import { startStore } from "./store.mjs";

const OPERATIONS = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview"],
  "preview --refresh": ["preview", "--refresh"],
  "refresh --preview-only": ["refresh", "--preview-only"],
};

/** Ratio to the no-op provider that is aimed at; `up` has none, since it sends each item to the store. */
const AIMS = { preview: 1.15, "preview --refresh": 1.25, "refresh --preview-only": 1.25 };

/** From so many resources on, both sides run without a checkpoint for each resource: those alone would take minutes. */
const FEW_CHECKPOINTS_FROM = 1000;

/** Returns one row per size and operation, the requests of one refresh and the state of one item. */
export async function measureSpeed({ env, sizes, runs, say }) {
  const store = await startStore((app) => {
    app.items = [];
  });
  const rows = [];
  const refreshes = [];
  let stateBytes;
  try {
    for (const size of sizes) {
      const seconds = { noop: samples(), ours: samples() };
      for (let run = 0; run < runs; run += 1) {
        for (const side of run % 2 === 0 ? ["noop", "ours"] : ["ours", "noop"]) {
          const done = await oneRun({ env, store, size, side });
          for (const [operation, each] of Object.entries(done.seconds)) seconds[side][operation].push(each);
          say(`${size} resources, run ${run + 1} of ${runs}, ${SIDES[side]}: ${shown(done.seconds)}`);
          if (side === "ours" && run === 0) {
            refreshes.push({ size, asked: done.asked });
            stateBytes = done.stateBytes;
          }
        }
      }
      for (const operation of Object.keys(OPERATIONS)) {
        const noop = median(seconds.noop[operation]);
        const ours = median(seconds.ours[operation]);
        rows.push({ size, operation, noop, ours, ratio: ours / noop, aim: AIMS[operation] });
      }
    }
  } finally {
    await store.close();
  }
  return { rows, refreshes, stateBytes };
}

const SIDES = { noop: "no-op provider", ours: "InAppItem" };

const samples = () => Object.fromEntries(Object.keys(OPERATIONS).map((operation) => [operation, []]));

const shown = (seconds) =>
  Object.entries(seconds)
    .map(([operation, each]) => `${operation} ${each.toFixed(1)} s`)
    .join(", ");

async function oneRun({ env, store, size, side }) {
  await store.reset();
  const project = new Project("benchmarks/program.cjs", {
    ...env,
    ...store.settings,
    BENCH_SIDE: side,
    BENCH_COUNT: String(size),
    BENCH_NOOP: join(root, "benchmarks", "noop.cjs"),
    ...(size >= FEW_CHECKPOINTS_FROM && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
  });
  try {
    await project.time("stack", "init", "bench");
    const seconds = {};
    let asked;
    for (const [operation, args] of Object.entries(OPERATIONS)) {
      await store.asked();
      seconds[operation] = await project.time(...args, ...(operation === "up" ? [] : ["--expect-no-changes"]));
      if (operation === "preview --refresh") asked = await store.asked();
    }
    return { seconds, asked, stateBytes: side === "ours" ? bytesPerItem(project.checkpoint(), size) : undefined };
  } finally {
    project.remove();
  }
}

/** Bytes that one item takes in the checkpoint, with its indentation as stored. */
function bytesPerItem(checkpoint, size) {
  const parsed = JSON.parse(checkpoint);
  const { resources } = parsed.checkpoint.latest;
  const others = resources.filter(({ type }) => !type.endsWith(":InAppItem"));
  const indent = /^{\n(\s*)"/.exec(checkpoint)?.[1] ?? "";
  const length = (latest) =>
    Buffer.byteLength(JSON.stringify({ ...parsed, checkpoint: { ...parsed.checkpoint, latest } }, null, indent));
  const without = length({ ...parsed.checkpoint.latest, resources: others });
  return (length(parsed.checkpoint.latest) - without) / size;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
