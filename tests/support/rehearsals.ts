/** For each program of docs/sdk/: what it needs in its folder and in the store, and what the store holds afterwards. */

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort } from "./freePort";
import type { Running, Start } from "./guides";
import type { TestStore } from "./testStore";

const EMBER_ISLES = "000001000101";
const EMBER_PACKAGE = "com.lumenforge.emberisles";
const SETTINGS_HELPER = "000001000109";
const LANTERNS = "com.lumenforge.paperlanterns";
const APK = resolve(__dirname, "../../node_modules/io.appium.settings/apks/settings_apk-debug.apk");

interface Purchase {
  purchaseId: string;
  itemId: string;
  countryId: string;
  usdPrice: string;
  completedAt: string | null;
  refundedAt: string | null;
  testMode?: boolean;
  subscription: string | null;
}

/** Runs the program; returns what it printed, with the page's words for ids that the store made. */
export type Rehearsal = (start: Start, store: TestStore, folder: string) => Promise<string>;

export const REHEARSALS: Readonly<Record<string, Rehearsal>> = {
  "list-apps": (start) => start().success(),

  async "sign-in"(start, store) {
    const output = await start().success();
    const all = (await store.control("GET", "/requests")) as { operation: string; status: number }[];
    assert.deepEqual(
      all.map(({ operation, status }) => `${operation} ${status}`),
      ["auth.create 200", "auth.check 200", "auth.revoke 200"],
    );
    return output;
  },

  async "upload-an-apk"(start, store, folder) {
    await store.control("PUT", "/settings", { review: "manual" });
    copyFileSync(APK, join(folder, "app-release.apk"));
    const output = await start().success();
    const { content, binaries } = await store.update(SETTINGS_HELPER);
    assert.equal(content.newFeature, "Fixes and a faster start.");
    assert.match(String(binaries.at(-1)?.fileName), /^release-\d+\.apk$/);
    return output;
  },

  async catalog(start, store) {
    const output = await start().success();
    const item = (await store.items(LANTERNS)).get("festival_lantern");
    assert.deepEqual([item?.status, item?.usdPrice], ["PUBLISHED", 1.99]);
    assert.equal(item?.prices.find(({ countryId }) => countryId === "KOR")?.localPrice, "2200");
    return output;
  },

  async orders(start, store, folder) {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const read = async () => (await store.control("GET", `/apps/${EMBER_PACKAGE}/purchases`)) as Purchase[];
    const paid = (await read()).filter((one) => one.completedAt?.startsWith(day) && !one.refundedAt && !one.testMode);
    const chests = paid.filter(({ itemId, countryId }) => itemId === "ember_chest" && countryId === "USA");
    const [forgotten, returned] = chests.map(({ purchaseId }) => purchaseId);
    assert.ok(paid.length > 100 && returned, "a day of more than one page");
    const granted = paid.map(({ purchaseId }) => ({ purchaseId, refunded: false }));
    granted.push({ purchaseId: "ab".repeat(32), refunded: false });
    writeFileSync(join(folder, "granted.json"), JSON.stringify(granted.filter((one) => one.purchaseId !== forgotten)));
    await store.control("POST", `/apps/${EMBER_PACKAGE}/purchases/${returned}/refund`, {});
    await store.forgetRequests();

    const output = await start().success();
    const pages = (await store.requests()).map(({ operation }) => operation);
    assert.deepEqual(pages, ["orders.list", "orders.list"]);
    const dollars = paid
      .filter((one) => one.purchaseId !== returned)
      .reduce((sum, one) => sum + Number(one.usdPrice), 0);
    assert.match(output, new RegExp(`^${day}: .* ${dollars.toFixed(2)} US dollars`, "m"));
    return output;
  },

  async "subscription-status"(start, store) {
    const { subscriptions = [] } = (await store.app(EMBER_ISLES)).sales;
    const now = new Date(((await store.control("GET", "/clock")) as { now: string }).now).toISOString();
    const ahead = (moment: string) => moment.replace(" ", "T") > now;
    const id = (found: { firstPurchaseId: string } | undefined) =>
      found?.firstPurchaseId ?? assert.fail("not in the seed");
    const cancelled = subscriptions.filter(({ status }) => status === "CANCEL");
    const output = await start([
      EMBER_PACKAGE,
      id(subscriptions.find(({ status, endsAt }) => status === "ACTIVE" && ahead(endsAt))),
      id(cancelled.find(({ endsAt }) => ahead(endsAt))),
      id(subscriptions.find(({ grace }) => grace)),
      id(cancelled.find(({ endsAt }) => !ahead(endsAt))),
      "nobody",
    ]).success();
    return output;
  },

  async "receipt-check"(start, store) {
    const { purchases = [] } = (await store.app(EMBER_ISLES)).sales;
    const items = purchases.filter(({ subscription }) => subscription === null);
    const id = (found: { purchaseId: string } | undefined) => found?.purchaseId ?? assert.fail("not in the seed");
    const paid = id(items.find((one) => one.completedAt && !one.refundedAt && !one.testMode));
    const output = await start([
      paid,
      paid,
      id(items.find(({ refundedAt }) => refundedAt)),
      id(items.find(({ testMode }) => testMode)),
      "0123456789abcdef",
    ]).success();
    const after = (await store.app(EMBER_ISLES)).sales.purchases?.find(({ purchaseId }) => purchaseId === paid);
    assert.ok(after?.consumedAt, "the purchase was not consumed");
    return output;
  },

  "notifications-node": (start, store) => receives(start, store, "/"),
  "notifications-express": (start, store) => receives(start, store, "/samsung"),
  "notifications-fetch": (start, store) => receives(start, store, "/samsung"),

  async "statistics-to-csv"(start, store, folder) {
    const output = await start().success();
    const [head, ...days] = readFileSync(join(folder, "statistics.csv"), "utf8").trimEnd().split("\n");
    assert.equal(head, "date,total_unique_installs_filter,revenue_total");
    assert.equal(days.length, 7);
    for (const day of days) assert.match(day, /^\d{4}-\d{2}-\d{2},\d+,\d+(\.\d+)?$/);
    assert.deepEqual(
      (await store.requests()).map(({ operation }) => operation),
      ["metrics.content"],
    );
    return output;
  },
};

/** The endpoint is told of a purchase and its return; a forged and a repeated notification change nothing. */
async function receives(start: Start, store: TestStore, path: string): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${path}`;
  const keys = (await store.control("GET", "/notifications/keys")) as { sellerSeq: string; publicKey: string }[];
  const key = keys.find(({ sellerSeq }) => sellerSeq === store.account().sellerSeq) ?? assert.fail("no key");
  const program = start([], { PORT: String(port), IAP_PUBLIC_KEY: key.publicKey });
  try {
    await program.printed(/waiting for notifications/);
    await store.control("PUT", `/apps/${EMBER_PACKAGE}/notification-url`, { url });
    const bought = (await store.control("POST", `/apps/${EMBER_PACKAGE}/purchases`, {
      itemId: "ember_pouch",
    })) as Purchase;
    await store.control("POST", `/apps/${EMBER_PACKAGE}/purchases/${bought.purchaseId}/refund`, {});
    const sent = (await store.control("GET", "/notifications")) as { token: string; state: string }[];
    assert.deepEqual(
      sent.map(({ state }) => state),
      ["delivered", "delivered"],
    );
    const [first] = sent;
    assert.equal(await post(url, first?.token ?? ""), 200);
    assert.equal(await post(url, `${first?.token.slice(0, -8)}AAAAAAAA`), 401);
    await ends(program);
  } finally {
    program.child.kill("SIGKILL");
  }
  return program.output;
}

async function ends(program: Running): Promise<void> {
  program.child.kill("SIGTERM");
  await program.success();
}

async function post(url: string, body: string): Promise<number> {
  const answer = await fetch(url, { method: "POST", body, headers: { connection: "close" } });
  await answer.arrayBuffer();
  return answer.status;
}
