// A lock between processes, so that two runs at once do a long piece of work only once. What it guards must stay
// correct without it (atomic renames): a lock whose holder died or stopped answering is taken over.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 5_000;
const STALE_MS = 60_000;

function take(path) {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function holder(path) {
  try {
    return { pid: Number(readFileSync(path, "utf8")), silentFor: Date.now() - statSync(path).mtimeMs };
  } catch {
    return undefined;
  }
}

const alive = (pid) => {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
};

// A file without a process id is one that is being written at this moment.
const abandoned = ({ pid, silentFor }) => silentFor > STALE_MS || (pid > 0 && !alive(pid));

/** Runs `work` while holding the lock file; `waiting(pid)` is told once when another process holds it. */
export async function withLock(path, waiting, work) {
  let told = false;
  while (!take(path)) {
    const other = holder(path);
    if (other && abandoned(other)) {
      rmSync(path, { force: true });
      continue;
    }
    if (other && !told) {
      waiting(other.pid);
      told = true;
    }
    await sleep(250);
  }
  const release = () => holder(path)?.pid === process.pid && rmSync(path, { force: true });
  const beat = setInterval(() => {
    if (holder(path)?.pid === process.pid) utimesSync(path, new Date(), new Date());
  }, BEAT_MS);
  beat.unref();
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener("exit", release);
    release();
  }
}
