/** Makes the calls of the operations table: token, request, queue, envelope, parser, and repeats where they are allowed. */

import { z } from "zod";
import { isGalaxyStoreError } from "../errors";
import { type NamedOperation, type OperationId, operationOf } from "../operations";
import type { RequestOptions } from "../options";
import { UploadAnswer } from "../wire/releases";
import type { Caller, CallValues, Fate, ReadBack } from "./caller";
import { readAnswer, type WireResponse } from "./envelope";
import { AttemptFailed, asUnclear, cancelled, errorOf, type Failure } from "./failure";
import { givenUrl, imageUrl, operationUrl } from "./hosts";
import { parseAnswer } from "./parse";
import { orCancelled, pause, stopIfCancelled } from "./pause";
import { followQueue, isQueued } from "./queue";
import { Redactor } from "./redact";
import { mayRepeat, retryAfter, WAIT_BUDGET_MS, waitBefore } from "./retry";
import { requireServiceAccountId, type Settings } from "./settings";
import { failureOfAnswer, protocolFailure, scopeFix } from "./storeFailure";
import { TokenSource } from "./token";
import { Transport, type WireRequest } from "./transport";
import type { UploadForm } from "./uploadForm";
import { Watch } from "./watch";

const TokenAnswer = z.object({ createdItem: z.object({ accessToken: z.string().min(8) }) });

/** Carries out one attempt with a token; public calls have none. */
type Attempt<T> = (token: string | undefined) => Promise<T>;

export class Client implements Caller {
  readonly tokens: TokenSource;
  readonly #settings: Settings;
  readonly #redactor = new Redactor();
  readonly #transport: Transport;
  readonly #watch: Watch;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#watch = new Watch(settings.trace, this.#redactor);
    this.#transport = new Transport(settings, this.#watch);
    this.tokens = new TokenSource(settings, this.#redactor, (...mint) => this.#exchangeToken(...mint));
  }

  call<S extends z.ZodType>(
    id: OperationId | NamedOperation,
    values: CallValues & { readBack?: ReadBack<z.output<S>> },
    schema: S,
    options: RequestOptions = {},
  ): Promise<z.output<S>> {
    const operation = typeof id === "string" ? operationOf(id) : id;
    const attempt = this.#attempt(operation, values, schema, options);
    return this.run(operation, values.object ?? operation.id, attempt, options, values.readBack);
  }

  /** Ends one token. One that is gone already is what was asked for; a new one must not be minted to be revoked. */
  async revoke(token: string, options: RequestOptions = {}): Promise<void> {
    const operation = operationOf("auth.revoke");
    const attempt = this.#attempt(operation, {}, z.unknown(), options);
    await this.#repeat(operation, "the access token", () => attempt(token), options);
    this.tokens.forget(token);
  }

  /** Sends one form to the address that an upload session gave. */
  async upload(
    sessionUrl: string,
    token: string | undefined,
    form: UploadForm,
    { onProgress, ...options }: Pick<WireRequest, "onProgress"> & RequestOptions,
  ) {
    const requestUrl = operationUrl(this.#settings, operationOf("uploads.createSession"));
    const url = givenUrl(this.#settings, sessionUrl, requestUrl);
    const operation = operationOf("uploads.file");
    const headers = { Accept: "application/json" };
    const request = { operation: operation.id, method: "POST", url, headers, body: form, onProgress };
    return parseAnswer(UploadAnswer, await this.#exchange(operation, token, request, options));
  }

  /** The bytes of an image, from the host that serves them to everybody. */
  image(address: string, options: RequestOptions = {}): Promise<Buffer> {
    const fetched = async () => {
      const url = imageUrl(this.#settings, address);
      const { signal, timeoutMs } = options;
      const request = { operation: IMAGE.id, method: "GET", url, headers: { Accept: "image/*" }, binary: true };
      const { bytes, status, headers } = await this.#transport.send({ ...request, signal, timeoutMs });
      if (status === 200 && bytes !== undefined && bytes.length > 0) return bytes;
      if (status === 200) throw new AttemptFailed(protocolFailure("the image is empty", { status, transient: true }));
      const wait = retryAfter(headers["retry-after"], this.#settings.clock());
      throw new AttemptFailed(failureOfAnswer(IMAGE, { status }, wait));
    };
    return this.run(IMAGE, `image ${address}`, fetched, options);
  }

  /**
   * Runs `attempt` with a token until it succeeds or may not be repeated. A refused token is replaced once; that
   * attempt does not count. With `readBack` the store is asked about a write whose fate is unclear, before it is sent again
   * and before the call fails.
   */
  async run<T>(
    operation: NamedOperation,
    object: string,
    attempt: Attempt<T>,
    options: RequestOptions,
    readBack?: ReadBack<T>,
  ): Promise<T> {
    let renewed = false;
    const withToken = async () => {
      if (operation.scope === "none") return attempt(undefined);
      this.#requireScope(operation);
      const token = await orCancelled(this.tokens.get(operation), options.signal);
      try {
        return await attempt(token);
      } catch (error) {
        const refused = error instanceof AttemptFailed && error.failure.refusedToken === token;
        if (!refused || renewed || !this.tokens.canMint) throw error;
        renewed = true;
        this.tokens.forget(token);
        return attempt(await orCancelled(this.tokens.get(operation), options.signal));
      }
    };
    return this.#repeat(operation, object, withToken, options, readBack);
  }

  close(): void {
    this.#transport.close();
  }

  #attempt<S extends z.ZodType>(
    operation: NamedOperation,
    values: CallValues,
    schema: S,
    options: RequestOptions,
  ): Attempt<z.output<S>> {
    const { id, method } = operation;
    return async (token) => {
      const url = operationUrl(this.#settings, operation, values.path, values.query);
      const body = values.json === undefined ? undefined : JSON.stringify(values.json);
      return parseAnswer(
        schema,
        await this.#exchange(operation, token, { operation: id, method, url, headers: JSON_HEADERS, body }, options),
      );
    };
  }

  // A token that was minted without the scope would be refused with a code that says less.
  #requireScope({ scope }: NamedOperation): void {
    const { scopes } = this.#settings;
    if (scopes === undefined || scope === "any" || scope === "none" || scopes.includes(scope)) return;
    const what = `the call needs the scope ${scope}, and this client's tokens are for ${scopes.join(" and ") || "none"}`;
    const fix = scopeFix(scope);
    throw new AttemptFailed({ kind: "permission", what, fix, transient: false, fateUnknown: false });
  }

  async #repeat<T>(
    operation: NamedOperation,
    object: string,
    attempt: () => Promise<T>,
    { signal, retries = this.#settings.retries }: RequestOptions,
    readBack?: ReadBack<T>,
  ): Promise<T> {
    let fateUnknown = false;
    let waited = 0;
    const giveUp = (failure: Failure, attempts: number) =>
      errorOf(failure, { operation, object, fateUnknown, attempts, redactor: this.#redactor });
    for (let attempts = 1; ; attempts += 1) {
      let failure: Failure;
      try {
        stopIfCancelled(signal, { fateUnknown });
        return await attempt();
      } catch (error) {
        if (!(error instanceof AttemptFailed)) {
          throw fateUnknown && operation.changes && isGalaxyStoreError(error) ? asUnclear(error) : error;
        }
        failure = error.failure;
      }
      fateUnknown ||= failure.fateUnknown;
      const look = fateUnknown && failure.kind !== "cancelled" ? readBack : undefined;
      const wait = waitBefore(attempts - 1, failure, this.#settings);
      waited += wait;
      const again =
        attempts <= retries && waited <= WAIT_BUDGET_MS && mayRepeat(operation, failure, look !== undefined);
      if (again) {
        const { what } = failure;
        this.#watch.tell({ type: "repeat", operation: operation.id, attempt: attempts + 1, waitMs: wait, what });
        await pause(this.#settings, wait, { signal, fateUnknown }).catch((error: unknown) => {
          throw error instanceof AttemptFailed ? giveUp(error.failure, attempts) : error;
        });
      }
      if (look !== undefined) {
        const fate = await look().catch((): Fate<T> => "unknown");
        if (typeof fate === "object") return fate.done;
        if (signal?.aborted) throw giveUp(cancelled({ fateUnknown }), attempts);
        if (fate === "unknown") throw giveUp(failure, attempts);
      }
      if (!again) throw giveUp(failure, attempts);
    }
  }

  /** One request, followed through the queue, up to the value in its answer. */
  async #exchange(
    operation: NamedOperation,
    token: string | undefined,
    request: WireRequest,
    { signal, timeoutMs }: RequestOptions,
  ): Promise<unknown> {
    const bounded = { ...request, signal, timeoutMs };
    const response = await this.#send(bounded, token);
    if (isQueued(response)) return this.#outcome(operation, response, bounded);
    const revoking = operation.id === "auth.revoke";
    if (revoking && response.status === 401 && /access ?token/i.test(response.text)) return undefined;
    return this.#valueIn(operation, response, (failure) =>
      failure.status === 401 && token !== undefined ? { ...failure, refusedToken: token } : failure,
    );
  }

  /** The value at the end of the queue. A token refused on the way is replaced there: the request itself is not sent again. */
  async #outcome(operation: NamedOperation, queued: WireResponse, request: WireRequest): Promise<unknown> {
    const { url: requestUrl, signal, timeoutMs } = request;
    const ask = async (url: string) => {
      const look = {
        operation: operation.id,
        method: "GET",
        url,
        headers: { Accept: "application/json" },
        signal,
        timeoutMs,
      };
      if (operation.scope === "none") return this.#send(look, undefined);
      const token = await this.tokens.get(operation);
      const answer = await this.#send(look, token);
      if (answer.status !== 401 || !this.tokens.canMint) return answer;
      this.tokens.forget(token);
      return this.#send(look, await this.tokens.get(operation));
    };
    const response = await followQueue(queued, requestUrl, this.#settings, ask, signal);
    return this.#valueIn(operation, response, (failure) =>
      failure.status === 401 ? { ...failure, fateUnknown: true } : failure,
    );
  }

  #send(request: WireRequest, token: string | undefined): Promise<WireResponse> {
    return this.#transport.send({ ...request, headers: { ...request.headers, ...this.#credentials(token) } });
  }

  #valueIn(operation: NamedOperation, response: WireResponse, judge = (failure: Failure): Failure => failure): unknown {
    const answer = readAnswer(response);
    if ("value" in answer) return answer.value;
    const wait = retryAfter(response.headers["retry-after"], this.#settings.clock());
    throw new AttemptFailed(judge(failureOfAnswer(operation, answer.failure, wait)));
  }

  #credentials(token: string | undefined): Record<string, string> {
    if (token === undefined) return {};
    return { Authorization: `Bearer ${token}`, "service-account-id": requireServiceAccountId(this.#settings) };
  }

  #exchangeToken(jwt: string, serviceAccountId: string, scopes: readonly string[]): Promise<string> {
    const operation = operationOf("auth.create");
    const exchange = async () => {
      const url = operationUrl(this.#settings, operation);
      const headers = { ...JSON_HEADERS, Authorization: `Bearer ${jwt}` };
      const value = this.#valueIn(
        operation,
        await this.#transport.send({ operation: operation.id, method: "POST", url, headers }),
      );
      const token = TokenAnswer.safeParse(value);
      if (token.success) return token.data.createdItem.accessToken;
      // Reported for a wrong account id or a key that does not match: HTTP 200 and no token.
      const failure = failureOfAnswer(operation, { status: 200, message: "the answer holds no access token" });
      throw new AttemptFailed(failure);
    };
    const object = `service account ${serviceAccountId} (${scopes.length > 1 ? "scopes" : "scope"} ${scopes.join(", ")})`;
    return this.#repeat(operation, object, exchange, {});
  }
}

/** No call of the API: images have addresses of their own, which the records name. */
const IMAGE: NamedOperation = {
  id: "image",
  method: "GET",
  host: "api",
  path: "/",
  scope: "none",
  retry: "safe",
  changes: false,
  sdk: ["image"],
  does: "Reads an image of a listing.",
  source: "",
};

const JSON_HEADERS = { Accept: "application/json", "Content-Type": "application/json" } as const;
