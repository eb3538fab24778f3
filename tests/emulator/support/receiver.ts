/** A seller's server that receives notifications. */

import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { decodeJwt } from "jose";
import { after, before, beforeEach } from "mocha";
import type { Json } from "./caller";

export interface Received {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
  claims: Json;
}

export class Receiver {
  readonly received: Received[] = [];
  /** Statuses of the next answers; 200 when there is none left. */
  readonly answers: number[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server = createServer(async (request, response) => {
    const body = await text(request);
    const { method, url: path, headers } = request;
    this.received.push({ method, path, headers, body, claims: decodeJwt(body) });
    response.writeHead(this.answers.shift() ?? 200).end();
    for (const resolve of this.waiting.splice(0)) resolve();
  });

  start(): Promise<void> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/galaxy`;
  }

  /** Waits until so many have come. */
  async reached(count: number): Promise<Received[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.received;
  }

  get events(): string[] {
    return this.received.map(({ claims }) => claims.sub);
  }

  last(): Received {
    const received = this.received.at(-1);
    assert.ok(received);
    return received;
  }
}

/** A receiver for this test file that forgets before each test. */
export function receiverForFile(): Receiver {
  const receiver = new Receiver();
  before(() => receiver.start());
  beforeEach(() => {
    receiver.received.length = 0;
    receiver.answers.length = 0;
  });
  after(() => receiver.stop());
  return receiver;
}
