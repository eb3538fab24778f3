/** From the start of the process to the first answer. */
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
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
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - started;
  } finally {
    child.kill("SIGINT");
    await ended;
  }
}

/** Asks over a bare socket: a heavier client would take the processor that the start needs. */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("data", () => {
      socket.destroy();
      resolve(true);
    });
    socket.write("GET /iap/v6/receipt?purchaseID=1 HTTP/1.1\r\nhost: localhost\r\n\r\n");
  });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
