/** HTTP CONNECT: tunnels to the store's host names, which end right here. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { isStoreHost, STORE_HOSTS } from "../../sdk/facts/hosts";
import type { Terminator } from "./terminator";

const REFUSAL = `This is a local emulator of the Galaxy Store. It connects to ${STORE_HOSTS.join(", ")} on port 443 only, and nothing leaves this machine.\n`;

export function tunnel(request: IncomingMessage, connection: Duplex, head: Buffer, tls: Terminator): void {
  const [, host, port] = /^(.*?)\.?:(\d+)$/.exec(request.url?.toLowerCase() ?? "") ?? [];
  if (host === undefined || !isStoreHost(host) || port !== "443") {
    refuse(connection);
    return;
  }
  connection.write("HTTP/1.1 200 Connection Established\r\n\r\n");
  if (head.length > 0) connection.unshift(head);
  void tls.take(connection);
}

function refuse(connection: Duplex): void {
  connection.on("error", () => connection.destroy());
  const headers = ["content-type: text/plain", `content-length: ${Buffer.byteLength(REFUSAL)}`, "connection: close"];
  connection.end(["HTTP/1.1 403 Forbidden", ...headers, "", REFUSAL].join("\r\n"), () => connection.destroy());
}
