/** Stands before a store and, once it is shut, holds the next write until it is opened: whoever sent it is in the middle of an `up`. */

import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export class Gate {
  readonly #server: Server;
  #shut: { path: RegExp; reached: () => void; opened: Promise<void> } | undefined;
  #open = () => {};

  private constructor(target: string) {
    this.#server = createServer(async (incoming, outgoing) => {
      const { method = "GET", url = "/", headers } = incoming;
      if (method !== "GET" && this.#shut?.path.test(url)) {
        this.#shut.reached();
        await this.#shut.opened;
      }
      const onward = request(new URL(url, target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.once("error", (error) => outgoing.destroy(error));
      incoming.pipe(onward);
    });
  }

  static async before(target: string): Promise<Gate> {
    const gate = new Gate(target);
    gate.#server.listen(0, "127.0.0.1");
    await once(gate.#server, "listening");
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Holds writes to such paths from now on. What it returns is over when one is held. */
  shut(path: RegExp): Promise<void> {
    const opened = new Promise<void>((done) => {
      this.#open = done;
    });
    return new Promise((reached) => {
      this.#shut = { path, reached, opened };
    });
  }

  open(): void {
    this.#shut = undefined;
    this.#open();
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
