/** From the start of the process to the first answer. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { commandLine } from "../processes.mjs";

export async function measureStart(runs) {
  const times = [];
  for (let run = 0; run < runs; run += 1) times.push(await once(await freePort()));
  return times;
}

async function once(port) {
  const [program, ...args] = commandLine("--port", String(port), "--json");
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - started;
  } finally {
    child.kill("SIGINT");
    await ended;
  }
}

async function answers(port) {
  try {
    await (await fetch(`http://127.0.0.1:${port}/iap/v6/receipt?purchaseID=1`)).text();
    return true;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
