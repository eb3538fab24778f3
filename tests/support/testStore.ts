/** A real emulator for one test file, and its control calls: what the store holds, what it was asked, what happens in the portal. */

import assert from "node:assert/strict";
import { type Dump, type Emulator, type Seed, startEmulator } from "../../emulator";

export interface Account {
  serviceAccountId: string;
  privateKey: string;
  scopes: string[];
  seller: string;
  sellerSeq: string;
}

/** One request as the store's journal has it. */
export interface JournalEntry {
  operation: string | null;
  method: string;
  path: string;
  query: Record<string, string>;
  request: Record<string, unknown> | null;
  status: number | null;
  code: string | null;
  /** The fault that was ordered for it. */
  fault: string | null;
}

type DumpedApp = Dump["sellers"][number]["apps"][number];

export class TestStore {
  private constructor(
    private readonly emulator: Emulator,
    readonly accounts: readonly Account[],
  ) {}

  static async start(seed?: Seed): Promise<TestStore> {
    const emulator = await startEmulator(seed === undefined ? {} : { seed });
    const accounts = (await (await fetch(`${emulator.url}/_emulator/accounts`)).json()) as Account[];
    return new TestStore(emulator, accounts);
  }

  get url(): string {
    return this.emulator.url;
  }

  stop(): Promise<void> {
    return this.emulator.close();
  }

  /** The account of the first seller with both scopes, or the one with exactly these scopes. */
  account(...scopes: string[]): Account {
    const wanted = scopes.length === 0 ? ["publishing", "gss"] : scopes;
    const found = this.accounts.find((account) => account.scopes.join() === wanted.join());
    assert.ok(found, `the seed has no account with the scopes ${wanted.join(", ")}`);
    return found;
  }

  /** Environment variables that point a Pulumi program at this store. */
  settings(account: Account = this.account()): Record<string, string> {
    return {
      GALAXY_STORE_ENDPOINT: this.url,
      GALAXY_STORE_SERVICE_ACCOUNT_ID: account.serviceAccountId,
      GALAXY_STORE_PRIVATE_KEY: account.privateKey,
    };
  }

  /** Back to the seed it was started with, with an empty journal and no faults. */
  async reset(): Promise<void> {
    await this.control("POST", "/reset");
  }

  dump(): Promise<Dump> {
    return this.control("GET", "/dump") as Promise<Dump>;
  }

  /** What the store holds of one app. */
  async app(contentId: string): Promise<DumpedApp> {
    const apps = (await this.dump()).sellers.flatMap((seller) => seller.apps);
    const found = apps.find((app) => app.contentId === contentId);
    assert.ok(found, `the store has no app ${contentId}`);
    return found;
  }

  /** The open update of an app; the test fails when none is open. */
  async update(contentId: string): Promise<NonNullable<DumpedApp["registration"]>> {
    const { registration } = await this.app(contentId);
    assert.ok(registration, `app ${contentId} has no open update`);
    return registration;
  }

  /** The live record of an app; the test fails when it is not on sale. */
  async live(contentId: string): Promise<NonNullable<DumpedApp["sale"]>> {
    const { sale } = await this.app(contentId);
    assert.ok(sale, `app ${contentId} has no live record`);
    return sale;
  }

  /** The items of a package by id. */
  async items(packageName: string): Promise<Map<string, DumpedApp["items"][number]>> {
    const apps = (await this.dump()).sellers.flatMap((seller) => seller.apps);
    const found = apps.find((app) => app.packageName === packageName);
    assert.ok(found, `the store has no app ${packageName}`);
    return new Map(found.items.map((item) => [item.id, item]));
  }

  /** What the store was asked since the journal was last cleared, without sign-in. */
  async requests(): Promise<JournalEntry[]> {
    const all = (await this.control("GET", "/requests")) as JournalEntry[];
    return all.filter((entry) => !entry.operation?.startsWith("auth."));
  }

  /** Only what changed something. */
  async writes(): Promise<JournalEntry[]> {
    return (await this.requests()).filter((entry) => entry.method !== "GET");
  }

  async forgetRequests(): Promise<void> {
    await this.control("DELETE", "/requests");
  }

  /** Orders faults for the next calls of an operation, one each. */
  async faults(operation: string, ...instructions: string[]): Promise<void> {
    await this.control("POST", "/faults", { operation, instructions });
  }

  /** Faults that no call has met yet. */
  faultsLeft(): Promise<unknown> {
    return this.control("GET", "/faults");
  }

  /** What a person does to an app in the Seller Portal. */
  async editInPortal(contentId: string, changes: Record<string, unknown>): Promise<void> {
    await this.control("PATCH", `/apps/${contentId}`, changes);
  }

  /** What a person does to an in-app item in the Seller Portal. */
  async editItemInPortal(packageName: string, id: string, changes: Record<string, unknown>): Promise<void> {
    await this.control("PATCH", `/apps/${packageName}/items/${id}`, changes);
  }

  async removeItemInPortal(packageName: string, id: string): Promise<void> {
    await this.control("DELETE", `/apps/${packageName}/items/${id}`);
  }

  /** Any control call; the test fails when the emulator refuses it. */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}/_emulator${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path} was refused with ${answer.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
}
