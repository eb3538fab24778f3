// Child processes that end with us: run to completion, shown or watched with a progress line each 15 seconds.
import { spawn } from "node:child_process";

const PROGRESS_SECONDS = 15;
const running = new Map();

/** Seconds as a person reads them: "45 s", "3 min 5 s". */
export const elapsed = (since) => {
  const seconds = Math.round((Date.now() - since) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

const signalGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]) {
  process.once(signal, () => {
    for (const [child, end] of running) end(child, signal);
    process.exit(code);
  });
}

const ended = (child) =>
  new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 127, error }));
    child.once("close", (code, signal) => resolve({ code: code ?? 1, signal }));
  });

async function track(child, end, work) {
  running.set(child, end);
  try {
    return await work();
  } finally {
    running.delete(child);
  }
}

const sayEvery15Seconds = (text) => {
  const started = Date.now();
  return setInterval(() => console.log(`  ${elapsed(started)}: ${text()}`), PROGRESS_SECONDS * 1000);
};

/** Runs a command whose output is the user's to read; `meanwhile` is said while it is silent. Returns its exit code. */
export async function show(command, args, { meanwhile, ...options }) {
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
  const progress = meanwhile && sayEvery15Seconds(() => meanwhile);
  try {
    const { code, error } = await track(
      child,
      (own, signal) => own.kill(signal),
      () => ended(child),
    );
    if (error) console.error(error.message);
    return code;
  } finally {
    clearInterval(progress);
  }
}

/**
 * Runs a command in a process group of its own and keeps its output, saying each 15 seconds what `describe(lines)` says.
 * After `limitSeconds` the whole group is killed. Returns the code, the lines and whether the limit ended it.
 */
export async function watch(command, args, { describe, limitSeconds, ...options }) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, ...options });
  const lines = [];
  let rest = "";
  const take = (text) => {
    const parts = (rest + text).split(/[\r\n]+/);
    rest = parts.pop();
    lines.push(...parts.filter(Boolean));
  };
  child.stdout?.setEncoding("utf8").on("data", take);
  child.stderr?.setEncoding("utf8").on("data", take);
  const progress = sayEvery15Seconds(() => describe(lines));
  let timedOut = false;
  const limit =
    limitSeconds &&
    setTimeout(() => {
      timedOut = true;
      signalGroup(child, "SIGKILL");
    }, limitSeconds * 1000);
  try {
    const { code, error } = await track(child, signalGroup, () => ended(child));
    if (rest) lines.push(rest);
    if (error) lines.push(error.message);
    return { code, lines, timedOut };
  } finally {
    clearInterval(progress);
    clearTimeout(limit);
  }
}
