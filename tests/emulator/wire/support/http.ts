/** HTTP as bytes: any method with any body, headers exactly as given, and nothing added but what the protocol needs. */
import { type IncomingHttpHeaders, request } from "node:http";

/** Answers are looked at as plain JSON; the assertions say what they must be. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined when the body is not JSON. */
  readonly json: Json;
}

export interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The body goes out in chunks, without a Content-Length. */
  readonly chunked?: boolean;
}

/** With an `Expect` header the body is held back until the store asks for it. */
export function send({ method, url, headers = {}, body, chunked = false }: Message): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const framing = bytes === undefined || chunked ? {} : { "Content-Length": String(bytes.length) };
    const outgoing = request(url, { method, headers: { ...headers, ...framing } }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
      });
    });
    outgoing.on("error", reject);
    if (Object.keys(headers).some((name) => name.toLowerCase() === "expect")) {
      outgoing.flushHeaders();
      outgoing.on("continue", () => outgoing.end(bytes));
      return;
    }
    if (chunked && bytes) {
      outgoing.setHeader("Transfer-Encoding", "chunked");
      const middle = Math.floor(bytes.length / 2);
      outgoing.write(bytes.subarray(0, middle));
      outgoing.end(bytes.subarray(middle));
    } else outgoing.end(bytes);
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
