/** The servers that are measured, each in a process of its own: the compiled command, and an empty hono server beside it. */
import { execFile, spawn } from "node:child_process";
import { createPrivateKey, sign } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../tools/lib/root.mjs";

const COMMAND = join(root, "dist", "cli", "main.js");
const EMPTY = join(root, "benchmarks", "emulator", "empty.mjs");
const run = promisify(execFile);

/** Starts a program that prints a line of JSON with its `url`. */
async function serve(args) {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const line = await firstLine(child);
  const ended = new Promise((resolve) => child.once("close", resolve));
  return {
    pid: child.pid,
    url: JSON.parse(line).url,
    async stop() {
      child.kill("SIGINT");
      await ended;
    },
  };
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (data) => {
      text += data;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.once("close", (code) => reject(new Error(`It ended with ${code} before it listened.`)));
  });
}

export const startEmpty = () => serve([EMPTY]);

export async function startEmulator(...options) {
  const server = await serve([COMMAND, "emulator", "--port", "0", "--json", ...options]);
  return { ...server, control: (method, path, body) => controlCall(server.url, method, path, body) };
}

async function controlCall(url, method, path, body) {
  const answer = await fetch(`${url}/_emulator${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** The command and its arguments, for a measurement that times the start itself. */
export const commandLine = (...options) => [process.execPath, COMMAND, "emulator", ...options];

/** Headers of a signed-in client of the first account. */
export async function signIn({ url, control }) {
  const [{ serviceAccountId, privateKey }] = await control("GET", "/accounts");
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: serviceAccountId, scopes: ["publishing"], iat: now, exp: now + 600 };
  const unsigned = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  const signature = sign("RSA-SHA256", Buffer.from(unsigned), createPrivateKey(privateKey)).toString("base64url");
  const answer = await fetch(`${url}/auth/accessToken`, {
    method: "POST",
    headers: { authorization: `Bearer ${unsigned}.${signature}` },
  });
  const { createdItem } = await answer.json();
  return { authorization: `Bearer ${createdItem.accessToken}`, "service-account-id": serviceAccountId };
}

/** Resident memory of a process while `work` is done: before it and the most of it meanwhile, in bytes. */
export async function residentMemory(pid, work) {
  const now = async () => Number((await run("ps", ["-o", "rss=", "-p", String(pid)])).stdout) * 1024;
  const before = await now();
  let most = before;
  const watch = setInterval(async () => {
    most = Math.max(most, await now());
  }, 100);
  try {
    const done = await work();
    return { before, most: Math.max(most, await now()), done };
  } finally {
    clearInterval(watch);
  }
}
