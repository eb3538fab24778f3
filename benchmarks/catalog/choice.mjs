/** The same items as resources of their own and as one catalog: what somebody who chooses between the two wants to know. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../tools/lib/root.mjs";
import { Project } from "../project.mjs";
import { bytesInState } from "../state.mjs";
import { listedItems } from "./items.mjs";
import { startLateStore } from "./store.mjs";

/** Up to so many resources everything is measured; of more only what takes minutes: `up` without a checkpoint for each, and a refresh. */
const ALL_UP_TO = 1000;
const SKIP_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
const PARALLEL_DIFF = { PULUMI_PARALLEL_DIFF: "true" };
const UP = ["up", "--yes", "--skip-preview"];
const REFRESH = ["preview", "--refresh", "--expect-no-changes"];

/** Seconds and bytes of both for each number of items, and for the last one a no-op provider with as many resources. */
export async function measureChoice({ env, sizes, delay, say }) {
  const rows = [];
  let many;
  for (const size of sizes) {
    const items = listedItems(size);
    const store = await startLateStore(items, delay);
    const shared = { env: { ...env, ...store.settings }, items, size, say };
    try {
      rows.push(await measureKind("ItemCatalog", shared));
      const noop = size === sizes.at(-1) ? await Stack.up("noop", shared) : undefined;
      try {
        const refreshed = async (time) => {
          await store.asked();
          const ours = await time();
          many = { size, ours, asked: await store.asked(), noop: await noop?.time(REFRESH) };
          say(`${size} resources, preview --refresh: ${ours.toFixed(1)} s (no-op ${many.noop?.toFixed(1)} s)`);
          return ours;
        };
        rows.push(await measureKind("InAppItem", shared, refreshed));
      } finally {
        noop?.remove();
      }
    } finally {
      await store.close();
    }
  }
  return { rows, many };
}

/** @param refreshed takes the time of the refresh, and measures beside it */
async function measureKind(kind, { size, say, ...shared }, refreshed = (time) => time()) {
  const row = { size, kind };
  const all = kind === "ItemCatalog" || size <= ALL_UP_TO;
  if (all) {
    const stack = await Stack.up(kind, { ...shared, size, settings: {} });
    row.up = stack.seconds;
    stack.remove();
  }
  const stack = await Stack.up(kind, { ...shared, size });
  try {
    row.upSkipping = stack.seconds;
    row.refresh = await refreshed(() => stack.time(REFRESH));
    if (all) {
      row.preview = await stack.time(["preview", "--expect-no-changes"]);
      row.previewParallel = await stack.time(["preview", "--expect-no-changes"], PARALLEL_DIFF);
      row.refreshParallel = await stack.time(REFRESH, PARALLEL_DIFF);
    }
    const bytes = bytesInState(stack.checkpoint(), kind);
    say(`${size} items as ${kind}: ${JSON.stringify(row)}`);
    return { ...row, bytesPerItem: bytes.all / size, providerBytes: bytes.provider };
  } finally {
    stack.remove();
  }
}

class Stack {
  static async up(kind, { env, items, size, settings = SKIP_CHECKPOINTS }) {
    const catalog = kind === "ItemCatalog";
    const project = new Project(catalog ? "benchmarks/catalog/program.cjs" : "benchmarks/program.cjs", {
      ...env,
      BENCH_SIDE: kind === "noop" ? "noop" : "ours",
      BENCH_COUNT: String(size),
      BENCH_NOOP: join(root, "benchmarks", "noop.cjs"),
    });
    if (catalog) {
      const file = join(project.folder, "items");
      writeFileSync(file, JSON.stringify(items));
      project.use({ BENCH_ITEMS: file });
    }
    const stack = new Stack(project);
    await project.time("stack", "init", "bench");
    stack.seconds = await stack.time(UP, settings);
    return stack;
  }

  constructor(project) {
    this.project = project;
  }

  async time(args, settings = {}) {
    this.project.use(settings);
    try {
      return await this.project.time(...args);
    } finally {
      this.project.use(Object.fromEntries(Object.keys(settings).map((name) => [name, undefined])));
    }
  }

  checkpoint() {
    return this.project.checkpoint();
  }

  remove() {
    this.project.remove();
  }
}
