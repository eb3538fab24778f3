/** What `galaxystore emulator` prints once it serves. */
import { STORE_HOSTS } from "../sdk/facts/hosts";
import { CLIENTS, type Clients, exportLine } from "./clients";

/** Everything that a client may need; `--json` prints it as it is. */
export interface Announcement {
  readonly url: string;
  readonly consoleUrl: string;
  /** For clients that are told a base URL and an account. */
  readonly environment: Readonly<Record<string, string>>;
  /** The certificate authority to trust. */
  readonly caFile: string;
  readonly clients: Clients;
  readonly tlsUrl?: string;
  /** What a hosts file has for the TLS port. */
  readonly hosts?: string;
  readonly token?: string;
}

export const HOSTS_LINE = `127.0.0.1 ${STORE_HOSTS.join(" ")}`;

export function greeting(start: Announcement): string {
  const { url, consoleUrl, environment, clients, token } = start;
  const away = token === undefined ? ", and nothing leaves this machine" : "";
  return [
    `This is a local emulator of the Galaxy Store. It is not Samsung's${away}.`,
    "",
    `  ${url}`,
    `  ${consoleUrl}${token === undefined ? "" : `?token=${token}`} (console)`,
    ...(token === undefined ? [] : ["", "The token of /_emulator/, as Authorization: Bearer <token>:", `  ${token}`]),
    "",
    "For clients that are told a base URL, in another terminal:",
    ...Object.entries(environment).map(([name, value]) => `  ${exportLine({ [name]: value })}`),
    "",
    "For clients that know the store's host names only, unmodified, by what they are written in:",
    ...CLIENTS.flatMap((client) => {
      const { commands, environment } = clients[client];
      return [...commands, exportLine(environment)].map((line, at) => `  ${(at ? "" : client).padEnd(8)}${line}`);
    }),
    ...tlsLines(start),
    "",
    "Press Ctrl+C to end.",
  ].join("\n");
}

function tlsLines({ tlsUrl, hosts }: Announcement): string[] {
  if (tlsUrl === undefined) return [];
  return ["", `TLS without the proxy at ${tlsUrl}, on port 443 with this line in the hosts file:`, `  ${hosts}`];
}
