/** Times the engine's operations on many items, side by side with a provider that does nothing. */
import { join } from "node:path";
import { root } from "../tools/lib/root.mjs";
import { median } from "./numbers.mjs";
import { Project } from "./project.mjs";
import { bytesInState } from "./state.mjs";
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
      const pairs = Object.fromEntries(Object.keys(OPERATIONS).map((operation) => [operation, []]));
      for (let run = 0; run < runs; run += 1) {
        const done = await oneRun({ env, store, size, order: run % 2 === 0 ? ["noop", "ours"] : ["ours", "noop"] });
        for (const [operation, pair] of Object.entries(done.seconds)) pairs[operation].push(pair);
        say(`${size} resources, run ${run + 1} of ${runs}: ${shown(done.seconds)}`);
        if (run > 0) continue;
        refreshes.push({ size, asked: done.asked });
        stateBytes = done.stateBytes;
      }
      for (const [operation, all] of Object.entries(pairs))
        rows.push({
          size,
          operation,
          noop: median(all.map(({ noop }) => noop)),
          ours: median(all.map(({ ours }) => ours)),
          ratio: median(all.map(({ noop, ours }) => ours / noop)),
          aim: AIMS[operation],
        });
    }
  } finally {
    await store.close();
  }
  return { rows, refreshes, stateBytes };
}

const shown = (seconds) =>
  Object.entries(seconds)
    .map(([operation, { noop, ours }]) => `${operation} ${ours.toFixed(1)} s (no-op ${noop.toFixed(1)} s)`)
    .join(", ");

/** Times each operation on both sides, one right after the other, so that what else the machine does meets both. */
async function oneRun({ env, store, size, order }) {
  await store.reset();
  const projects = Object.fromEntries(order.map((side) => [side, projectOf(side, { env, store, size })]));
  try {
    for (const side of order) await projects[side].time("stack", "init", "bench");
    const seconds = {};
    let asked;
    for (const [operation, args] of Object.entries(OPERATIONS)) {
      await store.asked();
      seconds[operation] = {};
      for (const side of order)
        seconds[operation][side] = await projects[side].time(
          ...args,
          ...(operation === "up" ? [] : ["--expect-no-changes"]),
        );
      if (operation === "preview --refresh") asked = await store.asked();
    }
    return { seconds, asked, stateBytes: bytesInState(projects.ours.checkpoint(), "InAppItem").all / size };
  } finally {
    for (const project of Object.values(projects)) project.remove();
  }
}

function projectOf(side, { env, store, size }) {
  return new Project("benchmarks/program.cjs", {
    ...env,
    ...store.settings,
    BENCH_SIDE: side,
    BENCH_COUNT: String(size),
    BENCH_NOOP: join(root, "benchmarks", "noop.cjs"),
    ...(size >= FEW_CHECKPOINTS_FROM && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
  });
}
