/** The most resident memory of the process in which the engine runs our provider. */
import { readdirSync, readFileSync } from "node:fs";

/** Does the work and looks meanwhile at the providers that the engine runs in this folder. */
export async function mostOfProvider(folder, work) {
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
