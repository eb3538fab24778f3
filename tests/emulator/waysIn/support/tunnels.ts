/** The ways to the emulator by hand: a tunnel through its proxy, and HTTPS requests inside it. */
import { once } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { Agent, type RequestOptions as HttpsOptions, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";

/** Asks the proxy at this URL for a tunnel; what it says is empty when the tunnel is open. */
export async function askForTunnel(
  proxy: string,
  target: string,
): Promise<{ status: number; said: string; connection: Socket }> {
  const { hostname, port } = new URL(proxy);
  const asking = httpRequest({ host: hostname, port, method: "CONNECT", path: target }).end();
  const [answer, connection, head] = (await once(asking, "connect")) as [IncomingMessage, Socket, Buffer];
  const status = answer.statusCode ?? 0;
  return { status, said: status === 200 ? "" : head.toString() + (await text(connection)), connection };
}

/** The authority of the emulator at this base URL. */
export async function authorityOf(url: string): Promise<string> {
  return (await fetch(`${url}/_emulator/ca.pem`)).text();
}

/** Connections to the store's hosts through the proxy, kept for further requests; `opened` counts them. */
export class Tunnels extends Agent {
  opened = 0;

  constructor(
    private readonly proxy: string,
    private readonly ca: string,
  ) {
    super({ keepAlive: true });
  }

  override createConnection(
    { host, port }: RequestOptions,
    done?: (error: Error | null, connection: Duplex) => void,
  ): undefined {
    this.opened += 1;
    void askForTunnel(this.proxy, `${host}:${port}`).then(({ connection }) =>
      done?.(null, connect({ socket: connection, servername: String(host), ca: this.ca })),
    );
  }
}

export interface TunnelAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** An HTTPS request with this agent, or straight to where the options lead. */
export function ask(
  url: string,
  { body, ...options }: HttpsOptions & { body?: string | Buffer },
): Promise<TunnelAnswer> {
  return answerTo(httpsRequest(url, options).end(body));
}

/** A request without TLS, whose path and Host header may be what fetch would not send. */
export function askPlainly(options: RequestOptions): Promise<TunnelAnswer> {
  return answerTo(httpRequest(options).end());
}

async function answerTo(asking: ClientRequest): Promise<TunnelAnswer> {
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: await text(answer) };
}
