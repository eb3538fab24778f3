/** Counts what an `up` asks the store that changes one text of one app. */
import { Project } from "../project.mjs";
import { startSeeded } from "../store.mjs";

export async function countTextChange({ env }) {
  const store = await startSeeded(() => {});
  const project = new Project("benchmarks/release/program.cjs", {
    ...env,
    ...store.settings,
    BENCH_APPS: JSON.stringify([{ contentId: "000001000101" }]),
  });
  try {
    await project.time("stack", "init", "bench");
    await project.time("up", "--yes", "--skip-preview");
    await store.asked();
    project.use({ BENCH_TEXT: "Quieter, too." });
    await project.time("up", "--yes", "--skip-preview");
    return await store.asked();
  } finally {
    project.remove();
    await store.close();
  }
}
