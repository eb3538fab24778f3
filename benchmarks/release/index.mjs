/** What a release costs: requests of a changed text, memory of a large APK, the time of many apps beside one. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sumOf, told } from "../asked.mjs";
import { median } from "../numbers.mjs";
import { table } from "../table.mjs";
import { measureMemory } from "./memory.mjs";
import { countTextChange } from "./requests.mjs";
import { measureTrain } from "./train.mjs";

const MIB = 1024 * 1024;
const LARGE_MIB = 300;
const APPS = 20;
const DELAY_MS = 200;

/** How many resources the engine works on at once. */
const WAYS = [
  { options: ["--parallel", "32"], how: "", aim: 1.5 },
  { options: [], how: ", without `--parallel`" },
];

/** Returns the table, and says each figure when it is there. */
export async function measureRelease({ env, runs, say }) {
  const rows = [];
  const add = (what, measured, aim, met) => {
    rows.push([what, measured, `${aim}${met ? "" : ", missed"}`]);
    say(`${what}: ${measured}${aim && ` (${aim})`}`);
  };
  const asked = await countTextChange({ env });
  add("requests of an `up` that changes one text of one app", told(asked), "<= 3", sumOf(asked) <= 3);

  const binaries = "Binary" in createRequire(import.meta.url)("../../dist/provider");
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-bench-"));
  try {
    if (binaries) {
      const { small, large } = await measureMemory({ env, mebibytes: LARGE_MIB, folder });
      const more = (large.most - small.most) / MIB;
      add(
        `release of an APK of ${LARGE_MIB} MB, more resident memory than with one of 3 MB`,
        `${more.toFixed(0)} MB (${(large.most / MIB).toFixed(0)} and ${(small.most / MIB).toFixed(0)}) in ${large.seconds.toFixed(1)} s`,
        "<= 100 MB",
        more <= 100,
      );
    }
    for (const { options, how, aim } of WAYS) {
      const pairs = await measureTrain({ env, runs, apps: APPS, delay: DELAY_MS, folder, binaries, options, say });
      const ratio = median(pairs.map(({ one, all }) => all / one));
      const [all, one] = ["all", "one"].map((side) => median(pairs.map((pair) => pair[side])).toFixed(1));
      add(
        `${binaries ? "release" : "new texts"} of ${APPS} apps beside one, every answer ${DELAY_MS} ms late${how}`,
        `${ratio.toFixed(2)}x (${all} and ${one} s)`,
        aim === undefined ? "" : `<= ${aim}x`,
        aim === undefined || ratio <= aim,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return table(["what", "measured", "aim"], rows);
}
