/** Stands before a store and keeps the credentials that pass: the JWTs and access tokens which must appear nowhere else. */

import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export class Wiretap {
  /** Every credential that was sent to the store. */
  readonly credentials = new Set<string>();
  readonly #server: Server;

  private constructor(target: string) {
    this.#server = createServer((incoming, outgoing) => {
      const credential = /^Bearer (\S+)$/.exec(incoming.headers.authorization ?? "")?.[1];
      if (credential !== undefined) this.credentials.add(credential);
      const { method, headers } = incoming;
      const onward = request(new URL(incoming.url ?? "/", target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.once("error", (error) => outgoing.destroy(error));
      incoming.pipe(onward);
    });
  }

  static async before(target: string): Promise<Wiretap> {
    const wiretap = new Wiretap(target);
    wiretap.#server.listen(0, "127.0.0.1");
    await once(wiretap.#server, "listening");
    return wiretap;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
