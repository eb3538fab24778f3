/** Runs `pulumi preview` for its JSON, and says what to do when there is none. */

import { spawn } from "node:child_process";
import { NoPreview, type Preview, parsePreview } from "./digest";

export interface PreviewOptions {
  readonly stack?: string | undefined;
  /** Folder of the Pulumi project. */
  readonly cwd?: string | undefined;
  /** Reads the store first. */
  readonly refresh?: boolean | undefined;
}

/** There is no preview to work with. */
export class PreviewUnavailable extends Error {
  constructor(
    what: string,
    readonly fix: string,
  ) {
    super(what);
  }
}

export async function runPreview({ stack, cwd = ".", refresh = false }: PreviewOptions): Promise<Preview> {
  const args = ["preview", "--json", "--show-sames", "--non-interactive"];
  if (refresh) args.push("--refresh");
  if (stack !== undefined) args.push("--stack", stack);
  if (process.stderr.isTTY) console.error(`pulumi ${args.join(" ")} ...`);
  const { code, stdout, stderr } = await pulumi(args, cwd);
  try {
    return parsePreview(stdout);
  } catch (error) {
    if (!(error instanceof NoPreview)) throw error;
    throw unavailable(code, stderr, error, stack);
  }
}

async function pulumi(args: readonly string[], cwd: string) {
  const child = spawn("pulumi", args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const read = async (stream: NodeJS.ReadableStream) => {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return Buffer.concat(parts).toString("utf8");
  };
  const ended = new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done(code ?? 1));
  });
  try {
    const [code, stdout, stderr] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
    return { code, stdout, stderr };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new PreviewUnavailable(
      `there is no pulumi command, or no folder ${cwd}`,
      "Install the Pulumi CLI, and name the folder of the project with --cwd.",
    );
  }
}

function unavailable(code: number, stderr: string, error: Error, stack: string | undefined): PreviewUnavailable {
  const [said] = stderr.split("\n").filter((line) => line.trim() !== "");
  const words = said === undefined ? error.message : withoutSecrets(said.replace(/^error: /, "").trim());
  return new PreviewUnavailable(`pulumi preview ended with ${code}: ${words}`, fixOf(stderr, stack));
}

function fixOf(stderr: string, stack: string | undefined): string {
  if (/passphrase/i.test(stderr))
    return "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, as for pulumi up.";
  if (/no stack (named|selected)|stack '?\S*'? not found/i.test(stderr))
    return stack === undefined
      ? "Name the stack with --stack, or select one with `pulumi stack select`."
      : "`pulumi stack ls` shows the stacks of this project and backend.";
  if (/Pulumi\.yaml|project file/i.test(stderr))
    return "Run it in the folder of the Pulumi project, or name that with --cwd.";
  if (/login|credentials|unauthorized|access token/i.test(stderr))
    return "Log in to the state backend: `pulumi login`, or PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL in the environment.";
  if (/database|backend|bucket|connection/i.test(stderr))
    return "See that the state backend can be reached from here: PULUMI_BACKEND_URL, or `pulumi whoami -v`.";
  return `See that \`pulumi preview${stack === undefined ? "" : ` --stack ${stack}`}\` works here.`;
}

const SECRET_VARIABLES =
  /^(GALAXY_STORE_(PRIVATE_KEY|ACCESS_TOKEN)|PULUMI_(ACCESS_TOKEN|CONFIG_PASSPHRASE)|.*(SECRET|PASSWORD|TOKEN).*)$/;

/** Without the password of an address and without values that the environment keeps secret: pulumi prints the backend as it is given. */
function withoutSecrets(text: string, env: NodeJS.ProcessEnv = process.env): string {
  const secrets = Object.entries(env)
    .filter(([name]) => SECRET_VARIABLES.test(name))
    .flatMap(([, value = ""]) => [value, ...value.split("\n")])
    .filter((value) => value.trim().length >= 6)
    .sort((a, b) => b.length - a.length);
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return clean.replace(/(\w+:\/\/[^\s/:@]*):[^\s@]+@/g, "$1:[secret]@");
}
