/** Sends requests with axios. Follows no redirects and lets nothing of axios out, whose errors hold headers and keys. */

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosAdapter, type AxiosInstance, type AxiosResponse } from "axios";
import type { WireResponse } from "./envelope";
import { AttemptFailed, cancelled, type Failure } from "./failure";
import { Limits } from "./limits";
import { stopIfCancelled } from "./pause";
import type { Settings } from "./settings";
import { protocolFailure, usualFix } from "./storeFailure";
import { SOURCE_FAILED, UploadForm } from "./uploadForm";
import type { Watch } from "./watch";

export interface WireRequest {
  /** Operation id, for those who watch. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | UploadForm | undefined;
  /** Ends the exchange. */
  readonly signal?: AbortSignal | undefined;
  /** For this request in place of the client's. */
  readonly timeoutMs?: number | undefined;
  /** The answer is no text. */
  readonly binary?: boolean | undefined;
  readonly onProgress?: ((progress: { sentBytes: number; totalBytes: number }) => void) | undefined;
}

/** Largest answer that is read; a list of all apps with all texts stays far below. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

// Servers close idle connections, often after 5 s. A write on a connection that is just being closed would end unclear.
const KEEP_ALIVE = { keepAlive: true, timeout: 4_000 };

export class Transport {
  readonly #axios: AxiosInstance;
  readonly #agents = { httpAgent: new HttpAgent(KEEP_ALIVE), httpsAgent: new HttpsAgent(KEEP_ALIVE) };
  readonly #settings: Settings;

  readonly #watch: Watch;
  readonly #limits: Limits;

  constructor(settings: Settings, watch: Watch) {
    this.#settings = settings;
    this.#watch = watch;
    this.#limits = new Limits(settings.concurrency);
    const given = settings.transport;
    this.#axios = given === undefined ? axios.create() : isInstance(given) ? given : axios.create({ adapter: given });
  }

  /** One request and its whole answer. Fails with what is known of the fate of the request. */
  async send(request: WireRequest): Promise<WireResponse> {
    const { origin } = new URL(request.url);
    const host = request.body instanceof UploadForm ? `${origin} files` : origin;
    return this.#limits.inTurn(host, request.signal, () => this.#watched(request));
  }

  close(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  async #watched(request: WireRequest): Promise<WireResponse> {
    const { operation, method, url } = request;
    const began = performance.now();
    const end = () => ({ operation, method, url, ms: Math.round(performance.now() - began) });
    this.#watch.tell({ type: "request", operation, method, url });
    try {
      const response = await this.#exchange(request);
      this.#watch.tell({ type: "response", status: response.status, ...end() });
      return response;
    } catch (error) {
      if (error instanceof AttemptFailed) {
        const { kind, what } = error.failure;
        this.#watch.tell({ type: "failure", kind, what, ...end() });
      }
      throw error;
    }
  }

  async #exchange(request: WireRequest): Promise<WireResponse> {
    const { body } = request;
    const upload = body instanceof UploadForm;
    const timeoutMs = request.timeoutMs ?? (upload ? this.#settings.uploadTimeoutMs : this.#settings.timeoutMs);
    // An upload may take as long as it moves; any other exchange has one time for everything.
    const deadline = upload ? undefined : AbortSignal.timeout(timeoutMs);
    const { onProgress, signal } = request;
    const end = deadline && signal ? AbortSignal.any([deadline, signal]) : (deadline ?? signal);
    stopIfCancelled(signal, { fateUnknown: false });
    try {
      const response = await this.#axios.request<unknown>({
        ...this.#agents,
        method: request.method,
        url: request.url,
        headers: upload ? { ...request.headers, ...body.headers } : request.headers,
        ...(body === undefined ? {} : { data: upload ? body.stream() : body }),
        ...(end === undefined ? {} : { signal: end }),
        ...(onProgress === undefined
          ? {}
          : {
              onUploadProgress: ({ loaded, total }) => onProgress({ sentBytes: loaded, totalBytes: total ?? loaded }),
            }),
        timeout: upload ? timeoutMs : 0,
        maxRedirects: 0,
        maxBodyLength: Number.POSITIVE_INFINITY,
        maxContentLength: MAX_ANSWER_BYTES,
        decompress: true,
        responseType: request.binary ? "arraybuffer" : "text",
        transformRequest: [(data) => data],
        transformResponse: [(data) => data],
        validateStatus: () => true,
      });
      return wireResponse(response);
    } catch (error) {
      if (signal?.aborted) throw new AttemptFailed(cancelled({ fateUnknown: !traits(error).connecting }));
      throw new AttemptFailed(failureOfSending(error, deadline?.aborted === true, this.#settings));
    }
  }
}

function isInstance(transport: AxiosAdapter | AxiosInstance): transport is AxiosInstance {
  return "request" in transport && typeof transport.request === "function";
}

function wireResponse(response: AxiosResponse<unknown>): WireResponse {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
  }
  const { data } = response;
  if (Buffer.isBuffer(data)) return { status: response.status, headers, text: "", bytes: data };
  const text = typeof data === "string" ? data : data === undefined || data === null ? "" : JSON.stringify(data);
  return { status: response.status, headers, text };
}

// Raised before the request is sent: names that do not resolve, ports that do not answer, certificates that are not trusted.
const BEFORE_SENDING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);
const TLS_REFUSED = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
const TIMED_OUT = new Set(["ECONNABORTED", "ETIMEDOUT", "ESOCKETTIMEDOUT"]);

function failureOfSending(error: unknown, deadlinePassed: boolean, settings: Settings): Failure {
  const { code, connecting, message } = traits(error);
  const where = settings.endpoint ? ` at ${settings.endpoint.origin}` : "";
  const base = { code, transient: true, fateUnknown: !connecting };
  if (deadlinePassed || TIMED_OUT.has(code ?? "")) {
    return { ...base, kind: "timeout", what: `no answer${where} in time`, fix: usualFix("timeout") };
  }
  if (code === SOURCE_FAILED) {
    const fix = "Send the file again once nothing writes to it.";
    const what = "the file changed or could not be read to its end while it was sent";
    return { kind: "upload", what, fix, transient: false, fateUnknown: false };
  }
  if (code !== undefined && TLS_REFUSED.test(code)) {
    return {
      kind: "network",
      code,
      what: `no secure connection${where} (${code})`,
      fix: "Trust the server's certificate (NODE_EXTRA_CA_CERTS names a file with its authority) or correct the address.",
      transient: false,
      fateUnknown: false,
    };
  }
  if (code !== undefined && BEFORE_SENDING.has(code)) {
    const fix = settings.endpoint
      ? `Check that something answers at ${settings.endpoint.origin}.`
      : usualFix("network");
    return { kind: "network", code, what: `no connection${where} (${code})`, fix, transient: true, fateUnknown: false };
  }
  if (code !== undefined && /^(ERR_INVALID_|ERR_BAD_OPTION|ERR_UNESCAPED)/.test(code)) {
    return {
      ...base,
      kind: "configuration",
      what: `the request cannot be sent (${code})`,
      fix: usualFix("configuration"),
      transient: false,
      fateUnknown: false,
    };
  }
  if (/maxContentLength/.test(message)) return protocolFailure("the answer is too large to be one", {});
  if (code?.startsWith("Z_"))
    return protocolFailure(`the answer cannot be decompressed (${code})`, { transient: true });
  const lost = code === "ERR_BAD_RESPONSE" ? "the answer was cut off" : `the connection${where} was lost`;
  return { ...base, kind: "network", what: code ? `${lost} (${code})` : lost, fix: usualFix("network") };
}

/** What an error of axios or Node says; nothing else of it is kept. */
function traits(error: unknown): { code?: string; connecting: boolean; message: string } {
  const layers: { code?: unknown; syscall?: unknown; message?: unknown }[] = [];
  for (let layer = error; typeof layer === "object" && layer !== null && layers.length < 5; ) {
    layers.push(layer);
    layer = (layer as { cause?: unknown }).cause;
  }
  const code = layers.map((layer) => layer.code).find((value) => typeof value === "string");
  const connecting = layers.some((layer) => layer.syscall === "connect" || layer.syscall === "getaddrinfo");
  const message = layers.map((layer) => String(layer.message ?? "")).join(" ");
  return { ...(typeof code === "string" ? { code } : {}), connecting, message };
}
