/** A listening emulator per test file and plain HTTP calls to it, as any program would make them. */

import assert from "node:assert/strict";
import { importPKCS8, SignJWT } from "jose";
import { after, before, beforeEach } from "mocha";
import { PNG } from "pngjs";
import { type Dump, type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../../../emulator";

/** Accounts and apps of the default seed. */
export const STUDIO = "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a01";
export const PUBLISHING_ONLY = "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a02";
export const STATISTICS_ONLY = "4f0c6a52-1c1e-4d57-9a53-0d6f1f5b2a03";
export const HARBOR = "9b7d2e14-6a3f-4c88-b1d0-52c7a9e40b01";
export const APPS = {
  emberIsles: "000001000101",
  paperLanterns: "000001000102",
  tideline: "000001000103",
  firstLight: "000001000104",
  nightGarden: "000001000105",
  deepField: "000001000106",
  cloudHarbor: "000001000107",
  pocketLedger: "000001000108",
  settingsHelper: "000001000109",
  railBaron: "000002000201",
  nobodys: "000009999999",
} as const;

/** Answers are looked at as plain JSON; the assertions say what they must be. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
}

export interface CallOptions {
  account?: string;
  headers?: Record<string, string>;
}

type AppDump = Dump["sellers"][number]["apps"][number];

export class Caller {
  private emulator: Emulator | undefined;
  private readonly keys = new Map<string, string>();
  private readonly tokens = new Map<string, string>();

  async start(options: EmulatorOptions = {}): Promise<void> {
    this.emulator = await startEmulator(options);
    for (const account of await this.control("GET", "accounts"))
      this.keys.set(account.serviceAccountId, account.privateKey);
  }

  async stop(): Promise<void> {
    await this.emulator?.close();
  }

  get url(): string {
    assert.ok(this.emulator);
    return this.emulator.url;
  }

  /** A JWT of this account; `key` signs for another one. */
  async jwt(account: string, claims: Record<string, unknown> = {}, key = account): Promise<string> {
    const pem = this.keys.get(key);
    assert.ok(pem);
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: account, scopes: ["publishing"], iat: now, exp: now + 300, ...claims })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .sign(await importPKCS8(pem, "RS256"));
  }

  /** An access token of this account with these scopes. */
  async mint(account: string, scopes: string[]): Promise<string> {
    const answer = await this.raw("POST", "/auth/accessToken", {
      authorization: `Bearer ${await this.jwt(account, { scopes })}`,
    });
    return answer.json.createdItem.accessToken;
  }

  private async token(account: string): Promise<string> {
    let token = this.tokens.get(account);
    if (token === undefined) {
      token = await this.mint(account, account === STATISTICS_ONLY ? ["gss"] : ["publishing"]);
      this.tokens.set(account, token);
    }
    return token;
  }

  async authorization(account: string = STUDIO): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await this.token(account)}`, "service-account-id": account };
  }

  /** A call to the store with a JSON body. */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const headers = { ...(await this.authorization(options.account)), ...options.headers };
    if (body === undefined) return this.raw(method, path, headers);
    return this.raw(method, path, { "content-type": "application/json", ...headers }, JSON.stringify(body));
  }

  async raw(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: RequestInit["body"],
  ): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    let json: Json;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: answer.status, headers: answer.headers, text, json };
  }

  /** A control call that must succeed. */
  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.raw(
      method,
      `/_emulator/${path}`,
      {},
      body === undefined ? undefined : JSON.stringify(body),
    );
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  /** Uploads a file through a session of its own and gives its file key. */
  async upload(name: string, bytes: Uint8Array, account: string = STUDIO): Promise<string> {
    const session = await this.call("POST", "/seller/createUploadSessionId", undefined, { account });
    const answer = await this.sendFile({ sessionId: session.json.sessionId, name, bytes }, account);
    assert.equal(answer.status, 200, answer.text);
    return answer.json.fileKey;
  }

  async sendFile(
    { sessionId, name, bytes }: { sessionId?: string; name?: string; bytes?: Uint8Array },
    account: string = STUDIO,
  ): Promise<Answer> {
    const form = new FormData();
    if (name !== undefined) form.append("file", new Blob([new Uint8Array(bytes ?? [])]), name);
    if (sessionId !== undefined) form.append("sessionId", sessionId);
    return this.raw("POST", "/galaxyapi/fileUpload", await this.authorization(account), form);
  }

  /** contentUpdate that must succeed. */
  async update(contentId: string, fields: Record<string, unknown> = {}): Promise<void> {
    const answer = await this.call("POST", "/seller/contentUpdate", { contentId, ...fields });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.errorCode, null);
  }

  /** The records of an app, update first. */
  async info(contentId: string, account?: string): Promise<Json[]> {
    const answer = await this.call(
      "GET",
      `/seller/contentInfo?contentId=${contentId}`,
      undefined,
      account === undefined ? {} : { account },
    );
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  /** What the store holds of an app. */
  async held(contentId: string): Promise<AppDump> {
    const dump: Dump = await this.control("GET", "dump");
    const app = dump.sellers.flatMap((seller) => seller.apps).find((candidate) => candidate.contentId === contentId);
    assert.ok(app);
    return app;
  }
}

/** A store for this test file, back to its seed before each test. */
export function storeForFile(seed?: Seed): Caller {
  const caller = new Caller();
  before(() => caller.start(seed ? { seed } : {}));
  beforeEach(async () => {
    await caller.control("POST", "reset");
  });
  after(() => caller.stop());
  return caller;
}

/** Asserts a failure of a legacy call in the envelope of the proxied backend. */
export function refusedLegacy(answer: Answer, status: number, code: string, message?: RegExp): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.from, "seller");
  assert.equal(answer.json.message, `Request failed with status code ${status}`);
  assert.equal(answer.json.body.errorCode, code, answer.text);
  if (message) assert.match(answer.json.body.errorMsg, message);
}

/** Asserts a failure of a v2 call in the envelope of the proxied backend. */
export function refusedV2(answer: Answer, status: number, code: string, message?: RegExp): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.from, "seller");
  assert.equal(answer.json.message, `Request failed with status code ${status}`);
  assert.equal(answer.json.body.resultCode, code, answer.text);
  if (message) assert.match(answer.json.body.resultMessage, message);
}

/** Asserts a failure of the in-app purchase backend. */
export function refusedIap(answer: Answer, status: number, code: string, message?: RegExp): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.code, code, answer.text);
  if (message) assert.match(answer.json.message, message);
}

/** Asserts a failure of the gateway. */
export function refusedByGateway(answer: Answer, status: number, code: string, message: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.deepEqual(answer.json, { code, message, from: "asgw" });
}

/** A PNG of one colour. */
export function png(width: number, height: number): Buffer {
  const picture = new PNG({ width, height, colorType: 2 });
  picture.data.fill(0x7f);
  return PNG.sync.write(picture, { colorType: 2 });
}
