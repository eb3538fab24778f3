/** `galaxystore emulator`: a local Galaxy Store in the foreground, until it is interrupted. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { type Emulator, type EmulatorOptions, startEmulator } from "../emulator";
import { readSeed } from "./seedFile";

interface Options {
  port: number;
  host: string;
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
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--seed <file>", "JSON file with what the store holds, as GET /_emulator/dump gives it")
    .option("--data <folder>", "keep the store in this folder; it goes on from there at the next start")
    .option("--json", "print one line of JSON instead of text")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const ended = interrupted();
  const emulator = await start(options);
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-emulator-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  try {
    const environment = await clientEnvironment(emulator, folder);
    console.log(
      options.json ? JSON.stringify({ url: emulator.url, environment }) : greeting(emulator.url, environment),
    );
    await ended;
  } finally {
    await emulator.close();
  }
}

function start({ port, host, seed, data }: Options): Promise<Emulator> {
  const options: EmulatorOptions = { port, host };
  if (data !== undefined) options.data = data;
  if (seed !== undefined) options.seed = readSeed(seed);
  return startEmulator(options);
}

/** What a client needs to find this store: the first service account, its key in a file that only this user can read. */
async function clientEnvironment(emulator: Emulator, folder: string): Promise<Record<string, string>> {
  const answer = await emulator.fetch(new Request("http://localhost/_emulator/accounts"));
  const [account] = (await answer.json()) as Account[];
  const environment: Record<string, string> = { GALAXY_STORE_ENDPOINT: emulator.url };
  if (!account) return environment;
  const keyFile = join(folder, "service-account.pem");
  writeFileSync(keyFile, account.privateKey, { mode: 0o600 });
  environment.GALAXY_STORE_SERVICE_ACCOUNT_ID = account.serviceAccountId;
  environment.GALAXY_STORE_PRIVATE_KEY = keyFile;
  return environment;
}

function greeting(url: string, environment: Record<string, string>): string {
  const lines = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`);
  return [
    "This is a local emulator of the Galaxy Store. It is not Samsung's, and nothing leaves this machine.",
    "",
    `  ${url}`,
    "",
    "For clients, in another terminal:",
    ...lines,
    "",
    "Press Ctrl+C to end.",
  ].join("\n");
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
