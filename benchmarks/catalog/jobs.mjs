/** A large catalog as one resource, job by job, right before or after a no-op resource that holds the same text. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../tools/lib/root.mjs";
import { mostOfProvider } from "../peak.mjs";
import { Project } from "../project.mjs";
import { canonicalText, storeItems, withChanges } from "./items.mjs";

const DRIFT_FREE = ["preview", "--refresh", "--expect-no-changes"];
/** The engine's exit code for changes although none were expected. */
const CHANGES = 7;
const EDITED = 3;

/** Seconds and the provider's peak memory of both sides and the requests of ours for each job, and what the previews show. */
export async function runJobs({ env, store, items, changes, order }) {
  await store.reset();
  const changed = withChanges(items, changes, "2600");
  const sides = Object.fromEntries(order.map((side) => [side, new Side(side, { env, store })]));
  /** Does a job on both sides, one right after the other. */
  const both = async (expected, ...args) => {
    await store.asked();
    const seconds = {};
    const peak = {};
    let output;
    for (const side of order) {
      const { project } = sides[side];
      const work = await mostOfProvider(project.folder, () => project.run(expected, ...args));
      seconds[side] = work.done.seconds;
      peak[side] = work.most;
      if (side === "ours") output = work.done.output;
    }
    return { ...seconds, peak, output, asked: await store.asked() };
  };
  try {
    for (const side of order) await sides[side].project.time("stack", "init", "bench");
    for (const side of order) sides[side].list(items);
    const first = await both(0, "up", "--yes", "--skip-preview");
    for (const side of order) sides[side].list(changed.next);
    const preview = await both(0, "preview", "--diff");
    const up = await both(0, "up", "--yes", "--skip-preview");
    const quiet = await both(0, ...DRIFT_FREE);
    const edited = withChanges(changed.next, EDITED, "2700");
    for (const id of edited.changed) {
      const [{ prices }] = storeItems({ [id]: edited.next[id] });
      await store.editInPortal(id, { prices });
    }
    sides.noop.edit(edited.next);
    const drift = await both(CHANGES, ...DRIFT_FREE, "--diff");
    return {
      jobs: { first, preview, up, quiet, drift },
      linesPerChange: linesOfDiff(preview.output) / changes,
      strayLines: strayLines(drift.output, edited.changed),
    };
  } finally {
    for (const { project } of Object.values(sides)) project.remove();
  }
}

class Side {
  constructor(side, { env, store }) {
    this.side = side;
    this.project = new Project("benchmarks/catalog/program.cjs", {
      ...env,
      ...store.settings,
      BENCH_SIDE: side,
      BENCH_NOOP: join(root, "benchmarks", "catalog", "noop.cjs"),
    });
    const file = join(this.project.folder, "items");
    this.project.use({ BENCH_ITEMS: file });
    this.list = (items) => writeFileSync(file, this.side === "noop" ? canonicalText(items) : JSON.stringify(items));
  }

  /** What the no-op provider finds from now on. */
  edit(items) {
    const file = join(this.project.folder, "live");
    writeFileSync(file, canonicalText(items));
    this.project.use({ BENCH_LIVE: file });
  }
}

/** The lines of a preview from the first that speaks of an item to the last. */
function linesOfDiff(output) {
  const lines = output.split("\n");
  return lines.findLastIndex(speaksOfItem) - lines.findIndex(speaksOfItem) + 1;
}

const speaksOfItem = (line) => /charm_\d+\s/.test(line);

/** What a preview shows as removed or added beside the prices that were edited, and what it does not show of those. */
function strayLines(output, ids) {
  const shown = output
    .split("\n")
    .map((line) => /^\s*([-+])\s+(charm_\d+)\s+(\S+)/.exec(line)?.slice(1).join(" "))
    .filter((line) => line !== undefined);
  const wanted = ids.flatMap((id) => [`- ${id} KOR`, `+ ${id} KOR`]);
  return [...shown.filter((line) => !wanted.includes(line)), ...wanted.filter((line) => !shown.includes(line))];
}
