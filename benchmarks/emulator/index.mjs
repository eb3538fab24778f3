/** What the emulator costs: its start, reads, pages of a large catalog, memory of an upload, many requests at once. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../numbers.mjs";
import { table } from "../table.mjs";
import { measurePages } from "./catalog.mjs";
import { measureMixed } from "./mixed.mjs";
import { measureReads } from "./reads.mjs";
import { measureStart } from "./start.mjs";
import { measureUpload } from "./upload.mjs";

const MIB = 1024 * 1024;

/** Returns the table, and says each figure when it is there. */
export async function measureEmulator({ runs, say }) {
  const rows = [];
  const add = (what, measured, aim, met) => {
    rows.push([what, measured, `${aim}${met ? "" : ", missed"}`]);
    say(`${what}: ${measured} (${aim})`);
  };
  const starts = await measureStart(Math.max(5, runs));
  add(
    "start of `galaxystore emulator` to its first answer",
    `${median(starts).toFixed(0)} ms (${Math.min(...starts).toFixed(0)} to ${Math.max(...starts).toFixed(0)})`,
    "<= 400 ms",
    median(starts) <= 400,
  );
  for (const { operation, pairs } of await measureReads(runs)) {
    const ratio = median(pairs.map(({ ours, empty }) => ours / empty));
    const [ours, empty] = ["ours", "empty"].map((side) => median(pairs.map((pair) => pair[side])).toFixed(0));
    add(
      `${operation} beside an empty hono server that answers the same bytes`,
      `${ratio.toFixed(2)}x (${ours} and ${empty}/s)`,
      ">= 0.4x",
      ratio >= 0.4,
    );
  }
  const pages = await measurePages(runs);
  add(
    "a page of 100 items out of 10,000, the store's own time",
    `${median(pages).toFixed(2)} ms (at most ${Math.max(...pages).toFixed(2)})`,
    "<= 5 ms",
    median(pages) <= 5,
  );
  const { before, most, seconds } = await measureUpload(1024);
  const more = (most - before) / MIB;
  add(
    "an upload of 1 GiB, more resident memory",
    `${more.toFixed(0)} MB in ${seconds.toFixed(1)} s`,
    "<= 100 MB",
    more <= 100,
  );
  const data = mkdtempSync(join(tmpdir(), "galaxystore-bench-"));
  try {
    const memory = await measureMixed(10_000);
    add(
      "10,000 mixed requests, 64 at a time, none lost or wrong",
      `${memory.perSecond.toFixed(0)}/s`,
      "all right",
      true,
    );
    const kept = await measureMixed(10_000, ["--data", data]);
    add("the same with a data folder", `${kept.perSecond.toFixed(0)}/s`, "all right", true);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return table(["what", "measured", "aim"], rows);
}
