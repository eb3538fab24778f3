/** Resident memory of the process that runs our provider, while it releases a small and a large APK. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

/** Does the work and looks meanwhile at the providers that the engine runs in this folder. */
async function mostOfProvider(folder, work) {
  let most = 0;
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
      most = Math.max(most, peakOfProvider(pid, folder));
  };
  const watch = setInterval(look, 50);
  try {
    const done = await work();
    if (most === 0) throw new Error("No dynamic provider was seen at work.");
    return { done, most };
  } finally {
    clearInterval(watch);
  }
}

/** The kernel's own record of the most that a process had, in bytes; 0 when it is another program or is gone. */
function peakOfProvider(pid, folder) {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("cmd/dynamic-provider")) return 0;
    if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(folder)) return 0;
    const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
