/** What the import of the SDK adds to a fresh process. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../../tools/lib/root.mjs";

const run = promisify(execFile);
const PROGRAMS = {
  empty: "0",
  ours: 'import "pulumi-galaxystore/sdk"',
};

/** Milliseconds of whole processes, in pairs. */
export async function measureImports(runs) {
  const pairs = [];
  for (let round = 0; round < runs; round += 1) {
    const pair = {};
    for (const [side, program] of Object.entries(PROGRAMS)) {
      const started = performance.now();
      await run(process.execPath, ["--input-type=module", "-e", program], { cwd: root });
      pair[side] = performance.now() - started;
    }
    pairs.push(pair);
  }
  return pairs;
}
