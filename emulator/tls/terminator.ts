/** Ends TLS for connections that arrive elsewhere, through a tunnel or at a port of their own, and serves what is inside. */
import type { RequestListener, ServerOptions } from "node:http";
import type { Server } from "node:https";
import type { Duplex } from "node:stream";
import type { KeyedCertificate } from "./issue";

export interface Terminator {
  take(connection: Duplex): Promise<void>;
  /** Ends every connection at once. */
  end(): void;
}

/** `identity` is asked at each connection, so that no certificate is made before somebody comes, and none is shown too long. */
export function terminator(
  options: ServerOptions,
  serve: RequestListener,
  identity: () => Promise<KeyedCertificate>,
): Terminator {
  // It never listens: its connections are handed to it. It is made when the first one comes.
  let server: Server | undefined;
  const connections = new Set<Duplex>();
  let shown: KeyedCertificate | undefined;
  return {
    async take(connection) {
      connections.add(connection);
      connection.on("close", () => connections.delete(connection));
      connection.on("error", () => connection.destroy());
      try {
        const current = await identity();
        server ??= process.getBuiltinModule("node:https").createServer(options, serve);
        if (current !== shown) server.setSecureContext({ cert: current.certificate, key: current.key });
        shown = current;
        if (!connection.destroyed) server.emit("connection", connection);
      } catch (error) {
        console.error(error);
        connection.destroy();
      }
    },
    end() {
      for (const connection of connections) connection.destroy();
    },
  };
}
