/** The configuration of a Pulumi stack, read with the pulumi command as a program of that stack would see it. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";

const Configured = z.object({ value: z.string(), secret: z.boolean().default(false) });
const Configuration = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue("not JSON");
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), Configured));

export type ConfiguredValue = z.infer<typeof Configured>;

/** A stack that cannot be read. */
export class StackUnreadable extends Error {
  constructor(
    what: string,
    readonly fix: string,
  ) {
    super(what);
  }
}

/** The keys of the `galaxystore:` namespace, without it. */
export async function stackConfiguration(stack: string, timeoutMs: number): Promise<Map<string, ConfiguredValue>> {
  const args = ["config", "--json", "--show-secrets", "--non-interactive", "--stack", stack];
  const answer = await promisify(execFile)("pulumi", args, { timeout: timeoutMs }).catch((error: unknown) => {
    throw unreadable(stack, error);
  });
  const configuration = Configuration.safeParse(answer.stdout);
  // Nothing of the output may be shown: it holds the secrets.
  if (!configuration.success)
    throw new StackUnreadable(`what pulumi says of the stack ${stack} cannot be read`, "Update the Pulumi CLI.");
  const prefix = "galaxystore:";
  const own = Object.entries(configuration.data).filter(([key]) => key.startsWith(prefix));
  return new Map(own.map(([key, entry]) => [key.slice(prefix.length), entry]));
}

function unreadable(stack: string, error: unknown): StackUnreadable {
  const { code, stderr, killed } = error as { code?: unknown; stderr?: string; killed?: boolean };
  const what = `the configuration of the stack ${stack} cannot be read`;
  if (code === "ENOENT")
    return new StackUnreadable(
      `${what}: there is no pulumi command`,
      "Install the Pulumi CLI, or put the settings into the environment and leave --stack out.",
    );
  if (killed)
    return new StackUnreadable(`${what} in time`, "Check pulumi login and the network, or allow more --timeout.");
  if (/passphrase/i.test(stderr ?? ""))
    return new StackUnreadable(
      `${what}: its secrets need the right passphrase`,
      "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, as for pulumi up.",
    );
  const [said = "it said nothing"] = (stderr ?? "").split("\n").filter((line) => line.trim() !== "");
  return new StackUnreadable(
    `${what}: pulumi ended with ${String(code)}: ${said.trim()}`,
    `Run it in the folder of the Pulumi project, and see that \`pulumi stack select ${stack}\` works there.`,
  );
}
