/** Makes the calls of the operations table: token, request, queue, envelope, parser, and repeats where they are allowed. */

import { z } from "zod";
import { isGalaxyStoreError } from "../errors";
import { OPERATIONS, type Operation, type OperationId } from "../operations";
import { UploadAnswer } from "../wire/releases";
import type { Caller, CallValues } from "./caller";
import { readAnswer, type WireResponse } from "./envelope";
import { AttemptFailed, asUnclear, errorOf, type Failure } from "./failure";
import { givenUrl, operationUrl } from "./hosts";
import { parseAnswer } from "./parse";
import { followQueue, isQueued } from "./queue";
import { Redactor } from "./redact";
import { mayRepeat, retryAfter, WAIT_BUDGET_MS, waitBefore } from "./retry";
import { requireServiceAccountId, type Settings } from "./settings";
import { failureOfAnswer } from "./storeFailure";
import { TokenSource } from "./token";
import { Transport, type WireRequest } from "./transport";

const TokenAnswer = z.object({ createdItem: z.object({ accessToken: z.string().min(8) }) });

export class Client implements Caller {
  readonly tokens: TokenSource;
  readonly #settings: Settings;
  readonly #redactor = new Redactor();
  readonly #transport: Transport;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#transport = new Transport(settings);
    this.tokens = new TokenSource(settings, this.#redactor, (jwt, account) => this.#exchangeToken(jwt, account));
  }

  call<S extends z.ZodType>(operation: OperationId, values: CallValues, schema: S): Promise<z.output<S>> {
    return this.run(operation, values.object ?? operation, async (token) => {
      const { method, ...row }: Operation = OPERATIONS[operation];
      const url = operationUrl(this.#settings, { method, ...row }, values.path, values.query);
      const body = values.json === undefined ? undefined : JSON.stringify(values.json);
      const value = await this.#exchange(operation, token, { method, url, headers: JSON_HEADERS, body });
      return parseAnswer(schema, value);
    });
  }

  /** Sends one form to the address that an upload session gave. */
  upload(sessionUrl: string, token: string, form: FormData, onProgress?: WireRequest["onProgress"]) {
    const requestUrl = operationUrl(this.#settings, OPERATIONS["uploads.createSession"]);
    const url = givenUrl(this.#settings, sessionUrl, requestUrl);
    const request = { method: "POST", url, headers: { Accept: "application/json" }, body: form, onProgress };
    return this.#exchange("uploads.file", token, request).then((value) => parseAnswer(UploadAnswer, value));
  }

  /**
   * Runs `attempt` with a token until it succeeds or may not be repeated. A refused token is replaced once; that
   * attempt does not count.
   */
  async run<T>(operation: OperationId, object: string, attempt: (token: string) => Promise<T>): Promise<T> {
    let renewed = false;
    return this.#repeat(operation, object, async () => {
      const token = await this.tokens.get();
      try {
        return await attempt(token);
      } catch (error) {
        const refused = error instanceof AttemptFailed && error.failure.refusedToken === token;
        if (!refused || renewed || !this.tokens.canMint) throw error;
        renewed = true;
        this.tokens.forget(token);
        return attempt(await this.tokens.get());
      }
    });
  }

  close(): void {
    this.#transport.close();
  }

  async #repeat<T>(operation: OperationId, object: string, attempt: () => Promise<T>): Promise<T> {
    let fateUnknown = false;
    let waited = 0;
    for (let attempts = 1; ; attempts += 1) {
      let failure: Failure;
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof AttemptFailed)) {
          throw fateUnknown && OPERATIONS[operation].changes && isGalaxyStoreError(error) ? asUnclear(error) : error;
        }
        failure = error.failure;
      }
      fateUnknown ||= failure.fateUnknown;
      const wait = waitBefore(attempts - 1, failure, this.#settings);
      waited += wait;
      if (attempts > this.#settings.retries || waited > WAIT_BUDGET_MS || !mayRepeat(operation, failure)) {
        throw errorOf(failure, { operation, object, fateUnknown, attempts, redactor: this.#redactor });
      }
      await this.#settings.sleep(wait);
    }
  }

  /** One request with a token, followed through the queue, up to the value in its answer. */
  async #exchange(operation: OperationId, token: string, request: WireRequest): Promise<unknown> {
    const response = await this.#send(request, token);
    if (isQueued(response)) return this.#outcome(operation, response, request.url);
    // Revoking a token that is gone already has nothing left to do; a new one must not be minted to be revoked.
    const revoking = operation === "auth.revoke";
    if (revoking && response.status === 401 && /access ?token/i.test(response.text)) return undefined;
    return this.#valueIn(operation, response, (failure) =>
      failure.status === 401 && !revoking ? { ...failure, refusedToken: token } : failure,
    );
  }

  /** The value at the end of the queue. A token refused on the way is replaced there: the request itself is not sent again. */
  async #outcome(operation: OperationId, queued: WireResponse, requestUrl: string): Promise<unknown> {
    const response = await followQueue(queued, requestUrl, this.#settings, async (url) => {
      const look = { method: "GET", url, headers: { Accept: "application/json" } };
      const token = await this.tokens.get();
      const answer = await this.#send(look, token);
      if (answer.status !== 401 || !this.tokens.canMint) return answer;
      this.tokens.forget(token);
      return this.#send(look, await this.tokens.get());
    });
    return this.#valueIn(operation, response, (failure) =>
      failure.status === 401 ? { ...failure, fateUnknown: true } : failure,
    );
  }

  #send(request: WireRequest, token: string): Promise<WireResponse> {
    return this.#transport.send({ ...request, headers: { ...request.headers, ...this.#credentials(token) } });
  }

  #valueIn(operation: OperationId, response: WireResponse, judge = (failure: Failure): Failure => failure): unknown {
    const answer = readAnswer(response);
    if ("value" in answer) return answer.value;
    const wait = retryAfter(response.headers["retry-after"], this.#settings.clock());
    throw new AttemptFailed(judge(failureOfAnswer(operation, answer.failure, wait)));
  }

  #credentials(token: string): Record<string, string> {
    return { Authorization: `Bearer ${token}`, "service-account-id": requireServiceAccountId(this.#settings) };
  }

  #exchangeToken(jwt: string, serviceAccountId: string): Promise<string> {
    return this.#repeat("auth.create", `service account ${serviceAccountId}`, async () => {
      const url = operationUrl(this.#settings, OPERATIONS["auth.create"]);
      const headers = { ...JSON_HEADERS, Authorization: `Bearer ${jwt}` };
      const value = this.#valueIn("auth.create", await this.#transport.send({ method: "POST", url, headers }));
      const token = TokenAnswer.safeParse(value);
      if (token.success) return token.data.createdItem.accessToken;
      // Reported for a wrong account id or a key that does not match: HTTP 200 and no token.
      const failure = failureOfAnswer("auth.create", { status: 200, message: "the answer holds no access token" });
      throw new AttemptFailed(failure);
    });
  }
}

const JSON_HEADERS = { Accept: "application/json", "Content-Type": "application/json" } as const;
