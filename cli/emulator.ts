/** `galaxystore emulator`: a local Galaxy Store in the foreground, until it is interrupted. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Emulator, EmulatorOptions } from "../emulator";
import { clientSetups } from "./clients";
import { type Announcement, greeting, HOSTS_LINE } from "./greeting";

interface Options {
  port: number;
  host: string;
  tlsPort?: number;
  seed?: string;
  data?: string;
  json?: boolean;
}

interface Account {
  serviceAccountId: string;
  privateKey: string;
}

export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("run a local Galaxy Store to rehearse on")
    .option("--port <number>", "port to listen on, 0 for a free one", port, 4010)
    .option("--tls-port <number>", "port for TLS by the store's own host names, e.g. 443 with a hosts file", port)
    .option("--host <address>", "address to listen on; one of the network brings a token for /_emulator/", "127.0.0.1")
    .option("--seed <file>", "JSON file with what the store holds, as GET /_emulator/dump gives it")
    .option("--data <folder>", "keep the store in this folder; it goes on from there at the next start")
    .option("--json", "print one line of JSON instead of text")
    .addHelpText(
      "after",
      `
Examples:
  $ galaxystore emulator --port 0 --json
  $ galaxystore emulator --seed store.json --data ./store`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const ended = interrupted();
  const emulator = await start(options);
  const folder = folderFor(options.data);
  try {
    if (emulator.token !== undefined)
      console.warn(`Warning: the store listens on ${options.host}, where other machines reach it.`);
    const announcement = await announce(emulator, folder, options.data);
    console.log(options.json ? JSON.stringify(announcement) : greeting(announcement));
    await ended;
  } finally {
    await emulator.close();
  }
}

function start({ port, host, seed, tlsPort, data }: Options): Promise<Emulator> {
  // Loaded when it is to run: other commands, and the help, start without it.
  const { startEmulator }: typeof import("../emulator") = require("../emulator");
  const { readSeed }: typeof import("./seedFile") = require("./seedFile");
  const options: EmulatorOptions = { port, host, ownProcess: true };
  if (data !== undefined) options.data = data;
  if (seed !== undefined) options.seed = readSeed(seed);
  if (tlsPort !== undefined) options.tlsPort = tlsPort;
  return startEmulator(options);
}

/** Where files for clients go: the data folder, else one that goes away with the command. */
function folderFor(data: string | undefined): string {
  if (data !== undefined) return resolve(data);
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-emulator-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function announce(emulator: Emulator, folder: string, data: string | undefined): Promise<Announcement> {
  const { url, tlsUrl, token } = emulator;
  const { AUTHORITY_FILE }: typeof import("../emulator") = require("../emulator");
  const environment = await clientEnvironment(emulator, folder);
  const caFile = join(folder, data === undefined ? "ca.pem" : AUTHORITY_FILE);
  const certificate = await asked(emulator, "ca.pem");
  if (data === undefined) writeFileSync(caFile, await certificate.text());
  return {
    url,
    consoleUrl: `${url}/_emulator/`,
    environment,
    caFile,
    clients: clientSetups(url, caFile, folder),
    ...(tlsUrl !== undefined && { tlsUrl, hosts: HOSTS_LINE }),
    ...(token !== undefined && { token }),
  };
}

/** A control call of this process itself. */
async function asked(emulator: Emulator, path: string): Promise<Response> {
  const answer = await emulator.fetch(new Request(`http://localhost/_emulator/${path}`));
  if (!answer.ok) throw new Error(`The emulator does not give ${path}: ${await answer.text()}`);
  return answer;
}

/** What a client needs to find this store: the first service account, its key in a file that only this user can read. */
async function clientEnvironment(emulator: Emulator, folder: string): Promise<Record<string, string>> {
  const [account] = (await (await asked(emulator, "accounts")).json()) as Account[];
  const environment: Record<string, string> = { GALAXY_STORE_ENDPOINT: emulator.url };
  if (!account) return environment;
  const keyFile = join(folder, "service-account.pem");
  writeFileSync(keyFile, account.privateKey, { mode: 0o600 });
  environment.GALAXY_STORE_SERVICE_ACCOUNT_ID = account.serviceAccountId;
  environment.GALAXY_STORE_PRIVATE_KEY = keyFile;
  return environment;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  return value;
}
