/** What the SDK costs: a call beside bare axios, its import, an upload beside curl, a long list. */
import { median } from "../numbers.mjs";
import { table } from "../table.mjs";
import { measureCalls } from "./calls.mjs";
import { measureImports } from "./imports.mjs";
import { measureLists } from "./lists.mjs";
import { measureUploads } from "./upload.mjs";

const MIB = 1024 * 1024;
const UPLOAD_MIB = 1024;

/** Returns the table, and says each figure when it is there. */
export async function measureSdk({ runs, say }) {
  const rows = [];
  const add = (what, measured, aim, met) => {
    rows.push([what, measured, `${aim}${met ? "" : ", missed"}`]);
    say(`${what}: ${measured} (${aim})`);
  };
  for (const { operation, pairs } of await measureCalls(runs))
    for (const [name, unit] of [
      ["time", "wall"],
      ["processor time", "processor"],
    ]) {
      const ratio = median(pairs.map(({ ours, bare }) => ours[unit] / bare[unit]));
      const [ours, bare] = ["ours", "bare"].map((side) => median(pairs.map((pair) => pair[side][unit])).toFixed(2));
      add(
        `${operation} beside bare axios, ${name}`,
        `${ratio.toFixed(2)}x (${ours} and ${bare} ms)`,
        "<= 1.2x",
        ratio <= 1.2,
      );
    }
  const imports = await measureImports(Math.max(9, runs));
  const added = median(imports.map(({ ours, empty }) => ours - empty));
  const whole = median(imports.map(({ ours }) => ours));
  add(
    "`import` of the SDK, more than an empty program",
    `${added.toFixed(0)} ms (${whole.toFixed(0)} ms with the start of Node)`,
    "<= 150 ms",
    added <= 150,
  );
  const uploads = await measureUploads(UPLOAD_MIB, runs);
  const throughput = median(uploads.map(({ ours, curl }) => curl / ours));
  const [ours, curl] = ["ours", "curl"].map((side) =>
    (UPLOAD_MIB / median(uploads.map((pair) => pair[side]))).toFixed(0),
  );
  add(
    "an upload of 1 GiB beside curl, throughput",
    `${throughput.toFixed(2)}x (${ours} and ${curl} MiB/s)`,
    ">= 0.8x",
    throughput >= 0.8,
  );
  const grown = Math.max(...uploads.map((upload) => upload.grown)) / MIB;
  add("the same, more resident memory", `${grown.toFixed(0)} MB`, "<= 64 MB", grown <= 64);
  const { requests, most, pairs } = await measureLists(runs);
  add(
    "requests of a list of 10,000 items, and the most at once",
    `${requests}, ${most}`,
    "100, 4",
    requests === 100 && most <= 4,
  );
  const list = Object.fromEntries(["ours", "single"].map((side) => [side, median(pairs.map((pair) => pair[side]))]));
  add(
    "time of that list, and of one page after the other",
    `${list.ours.toFixed(2)} and ${list.single.toFixed(2)} s`,
    "less",
    list.ours < list.single,
  );
  return table(["what", "measured", "aim"], rows);
}
