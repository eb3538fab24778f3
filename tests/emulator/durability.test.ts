/** A store with a data folder whose process is killed again and again while programs write to it: what was answered is there. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importPKCS8, SignJWT } from "jose";
import { after, before, describe, it } from "mocha";
import type { Dump } from "../../emulator";
import { galaxystore, printed, type RunningCommand } from "../support/command";
import { type Json, png } from "./support/caller";

const KILLS = 200;
const WRITERS = 4;
const APP = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";
const ITEMS = `/iap/v6/applications/${PACKAGE}/items`;
const ICON = png(512, 512);

/** A linear congruential generator: the same kills in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What one writer was told, and what it asked for last without an answer. */
class Writer {
  /** Titles of its items; null: removed. */
  readonly items = new Map<string, string | null>();
  /** File keys of its uploads. */
  readonly uploads: string[] = [];
  listing: string | undefined;
  /** Values that the store may or may not have taken. */
  unanswered = new Map<string, string | null>();
  answered = 0;
  private serial = 0;

  constructor(
    readonly number: number,
    private readonly random: () => number,
  ) {}

  /** Writes until the store is gone. */
  async write(url: string, headers: Record<string, string>): Promise<void> {
    for (;;) {
      try {
        await this.once(url, headers);
        this.answered += 1;
        this.unanswered.clear();
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        return;
      }
    }
  }

  private async once(url: string, headers: Record<string, string>): Promise<void> {
    this.serial += 1;
    const text = `W${this.number} ${this.serial}`;
    const dice = this.random();
    const mine = [...this.items].filter(([, title]) => title !== null).map(([id]) => id);
    const chosen = mine[Math.floor(this.random() * mine.length)];
    if (dice < 0.1) {
      await this.upload(url, headers, `${text}.png`);
    } else if (dice < 0.25) {
      // Each writer has a field of its own in the one record.
      const field = FIELDS[this.number] ?? "copyrightHolder";
      this.unanswered.set(field, text);
      await send(url, "POST", "/seller/contentUpdate", headers, { contentId: APP, [field]: text });
      this.listing = text;
    } else if (dice < 0.35 && chosen !== undefined) {
      this.unanswered.set(chosen, null);
      await send(url, "DELETE", `${ITEMS}/${chosen}`, headers);
      this.items.set(chosen, null);
    } else if (dice < 0.65 && chosen !== undefined) {
      this.unanswered.set(chosen, text);
      await send(url, "PATCH", ITEMS, headers, { id: chosen, title: text });
      this.items.set(chosen, text);
    } else {
      const id = `w${this.number}_${this.serial}`;
      this.unanswered.set(id, text);
      await send(url, "POST", ITEMS, headers, newItem(id, text));
      this.items.set(id, text);
    }
  }

  private async upload(url: string, headers: Record<string, string>, name: string): Promise<void> {
    const { sessionId } = await send(url, "POST", "/seller/createUploadSessionId", headers);
    const form = new FormData();
    form.append("sessionId", sessionId);
    form.append("file", new Blob([new Uint8Array(ICON)]), name);
    const answer = await fetch(`${url}/galaxyapi/fileUpload`, { method: "POST", headers, body: form });
    const { fileKey }: Json = await answer.json();
    assert.equal(answer.status, 200);
    this.uploads.push(fileKey);
  }

  /** Compares with what the store holds, and takes over what it had taken without an answer. */
  check(dump: Dump): void {
    const app = dump.sellers.flatMap((seller) => seller.apps).find(({ contentId }) => contentId === APP);
    const held = new Map(app?.items.map(({ id, title }) => [id, title]));
    for (const id of new Set([...this.items.keys(), ...this.unanswered.keys()].filter((key) => key.startsWith("w")))) {
      const now = held.get(id) ?? null;
      const allowed = [this.items.get(id) ?? null, ...(this.unanswered.has(id) ? [this.unanswered.get(id)] : [])];
      assert.ok(allowed.includes(now), `item ${id} is ${now}, not ${allowed.join(" or ")}`);
      this.items.set(id, now);
    }
    const field = FIELDS[this.number] ?? "copyrightHolder";
    const content: Json = app?.registration?.content;
    const allowed = [this.listing, this.unanswered.get(field)].filter((value) => value !== undefined);
    if (this.listing !== undefined) {
      assert.ok(allowed.includes(content[field]), `${field} is ${content[field]}, not ${allowed.join(" or ")}`);
      this.listing = content[field];
    }
    const keys = new Set(dump.uploads.map(({ fileKey }) => fileKey));
    for (const key of this.uploads) assert.ok(keys.has(key), `the upload ${key} is gone`);
    this.unanswered.clear();
  }
}

const FIELDS = ["copyrightHolder", "supportedSiteUrl", "openSourceURL", "reviewComment"];

function newItem(id: string, title: string): object {
  const prices = [{ countryId: "KOR", currency: "KRW", localPrice: "1200" }];
  const itemPaymentMethod = { phoneBillStatus: false };
  return { id, title, description: "Written", status: "PUBLISHED", usdPrice: 1, itemPaymentMethod, prices };
}

async function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Json> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

describe(`a store with a data folder, killed ${KILLS} times`, function () {
  this.timeout(900_000);
  let data: string;
  let command: RunningCommand | undefined;

  before(async () => {
    data = await mkdtemp(join(tmpdir(), "galaxystore-data-"));
  });
  after(async () => {
    command?.child.kill("SIGKILL");
    await command?.ended;
    await rm(data, { recursive: true, force: true });
  });

  async function started(): Promise<string> {
    command = galaxystore("emulator", "--port", "0", "--data", data, "--json");
    return JSON.parse(await printed(command, /\n/)).url;
  }

  it("holds every write that it has answered, and a valid dump", async () => {
    const random = generator(20_261_124);
    let url = await started();
    const headers = await signedIn(url);
    const writers = Array.from({ length: WRITERS }, (_, number) => new Writer(number, random));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const writing = Promise.all(writers.map((writer) => writer.write(url, headers)));
      await once(AbortSignal.timeout(Math.floor(random() * 150)), "abort");
      command?.child.kill("SIGKILL");
      await writing;
      await command?.ended;
      url = await started();
      const dump: Dump = await send(url, "GET", "/_emulator/dump", headers);
      for (const writer of writers) writer.check(dump);
      if (kill % 50 === 0) await send(url, "PUT", "/_emulator/seed", headers, dump);
    }
    const answered = writers.reduce((sum, writer) => sum + writer.answered, 0);
    console.log(`      ${answered} answered writes, ${KILLS} kills`);
    assert.ok(answered > KILLS, "the writers came to write");
  });

  /** Once: the access token has to outlive the kills too. */
  async function signedIn(url: string): Promise<Record<string, string>> {
    const [account] = await send(url, "GET", "/_emulator/accounts", {});
    const now = Math.floor(Date.now() / 1000);
    const jwt = await new SignJWT({ iss: account.serviceAccountId, scopes: ["publishing"], iat: now, exp: now + 300 })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .sign(await importPKCS8(account.privateKey, "RS256"));
    const { createdItem } = await send(url, "POST", "/auth/accessToken", { authorization: `Bearer ${jwt}` });
    return { authorization: `Bearer ${createdItem.accessToken}`, "service-account-id": account.serviceAccountId };
  }
});
