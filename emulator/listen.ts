/** An emulated store behind a real socket. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { EmulatorFetch } from "./emulator";

export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export async function listen(fetch: EmulatorFetch, port: number, host: string): Promise<Listening> {
  const server = createServer(
    // Uploads take as long as they take.
    { requestTimeout: 0 },
    getRequestListener((request, bindings) => fetch(request, bindings as Parameters<EmulatorFetch>[1]), {
      overrideGlobalObjects: false,
    }),
  );
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}
