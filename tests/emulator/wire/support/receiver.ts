/** A server of the seller's that takes server notifications. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";

interface Received {
  readonly method: string;
  readonly body: string;
}

export class Receiver {
  private readonly waiting: Received[] = [];
  private readonly asking: ((message: Received) => void)[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}/isn`);
    server.on("request", (request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        receiver.take({ method: request.method ?? "", body });
        response.writeHead(200).end();
      });
    });
    return receiver;
  }

  /** The next message, come or to come. */
  next(): Promise<Received> {
    const message = this.waiting.shift();
    return message ? Promise.resolve(message) : new Promise((resolve) => this.asking.push(resolve));
  }

  /** Messages that came and that nobody has looked at. */
  get unread(): number {
    return this.waiting.length;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private take(message: Received): void {
    const ask = this.asking.shift();
    if (ask) ask(message);
    else this.waiting.push(message);
  }
}
