/** An emulated store behind real sockets: a port for HTTP and for tunnels, and one for TLS on request. */
import { once } from "node:events";
import { createServer, type RequestListener, type ServerOptions } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { EmulatorFetch } from "./emulator";
import type { KeyedCertificate } from "./tls/issue";
import { terminator } from "./tls/terminator";
import { tunnel } from "./tls/tunnel";

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly tlsPort?: number | undefined;
  /** Nothing else runs in this process. */
  readonly ownProcess: boolean;
  /** The server certificate that TLS clients are shown. */
  identity(): Promise<KeyedCertificate>;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly tls: { readonly url: string; readonly port: number } | undefined;
  close(): Promise<void>;
}

/** Uploads take as long as they take. Idle connections outlast those of usual client pools, which would meet a reset otherwise. */
const CONNECTIONS: ServerOptions = { requestTimeout: 0, keepAliveTimeout: 65_000 };

export async function listen(fetch: EmulatorFetch, options: ListenOptions): Promise<Listening> {
  const { host, tlsPort } = options;
  const serve: RequestListener = getRequestListener(
    (request, bindings) => fetch(request, bindings as Parameters<EmulatorFetch>[1]),
    // The server's own Request and Response save a third of the time of a small answer.
    { overrideGlobalObjects: options.ownProcess },
  );
  const tls = terminator(CONNECTIONS, serve, options.identity);
  const http = createServer(CONNECTIONS, serve);
  http.on("connect", (request, connection, head) => tunnel(request, connection, head, tls));
  const secure = tlsPort === undefined ? undefined : createTcpServer((connection) => void tls.take(connection));

  let closed: Promise<unknown> | undefined;
  const close = () => {
    closed ??= Promise.all([http, secure].map((server) => server && closing(server)));
    http.closeAllConnections();
    tls.end();
    return closed.then(() => undefined);
  };
  try {
    const port = await bound(http, options.port, host);
    const securePort = secure && (await bound(secure, tlsPort ?? 0, host));
    return {
      url: address("http", host, port),
      port,
      tls: securePort === undefined ? undefined : { url: address("https", host, securePort), port: securePort },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bound(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function address(scheme: string, host: string, port: number): string {
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
