/** Resident memory of the process that runs our provider, while it releases a small and a large APK. */
import { join } from "node:path";
import { mostOfProvider } from "../peak.mjs";
import { Project } from "../project.mjs";
import { startSeeded } from "../store.mjs";
import { enlarge, REAL_APK } from "./packages.mjs";

const HELPER = "000001000109";

/** The most resident memory of the provider, in bytes, for the APK as it is and one that is so many MiB larger; and the seconds of both. */
export async function measureMemory({ env, mebibytes, folder }) {
  const large = join(folder, "large.apk");
  enlarge(large, mebibytes);
  const store = await startSeeded(() => {});
  try {
    const release = async (file) => {
      await store.reset();
      return releaseOne({ ...env, ...store.settings }, file);
    };
    return { small: await release(REAL_APK), large: await release(large) };
  } finally {
    await store.close();
  }
}

async function releaseOne(env, file) {
  const project = new Project("benchmarks/release/program.cjs", {
    ...env,
    BENCH_APPS: JSON.stringify([{ contentId: HELPER, file }]),
  });
  try {
    await project.time("stack", "init", "bench");
    const { done, most } = await mostOfProvider(project.folder, () => project.time("up", "--yes", "--skip-preview"));
    return { seconds: done, most };
  } finally {
    project.remove();
  }
}
