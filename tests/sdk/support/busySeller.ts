/** A small store in which every operation of the API has something to do, and one call of each. */

import { defaultSeed, type Seed } from "../../../emulator";
import type { GalaxyStore, OperationId } from "../../../sdk";

/** On sale, with a live rollout at 10 %, items, comments and buyers. */
const EMBER = "000001000101";
const EMBER_PACKAGE = "com.lumenforge.emberisles";
/** On sale with an open update, whose binary 4 is in no rollout. */
const LANTERNS = "000001000102";
/** Its update has passed and waits to be published. */
const TIDELINE = "000001000103";
/** A closed beta that can be edited. */
const GARDEN = "000001000105";
const SELLER = "000001234567";

const ITEM_PURCHASE = "aa11";
const PASS = { packageName: EMBER_PACKAGE, purchaseId: "bb22" };
const UPLOADED = { fileKey: "uploaded-1", fileName: "paper-lanterns-2.2.0.apk" };
const GOLD = {
  id: "gold",
  title: "Gold",
  description: "Coins",
  type: "ITEM",
  status: "PUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 1.5,
  prices: [{ countryId: "USA", currency: "USD", localPrice: "1.5" }],
};

/** The default seed without its long history. Reviews wait, so that what was submitted stays submitted. */
export function busySeller(): Seed {
  const seed = defaultSeed();
  const [studio] = seed.sellers;
  const apps = new Map((studio?.apps ?? []).map((app) => [app.contentId, app]));
  for (const app of apps.values()) {
    app.comments = [];
    app.sales = {};
  }
  const [ember, tideline] = [apps.get(EMBER), apps.get(TIDELINE)];
  if (!studio || !ember || !tideline?.sale) throw new Error("The default seed has lost an app.");
  const comment = { countryCode: "USA", buyerId: "al***", rating: 8, date: "2026-11-01", commentText: "Good." };
  ember.comments = [
    { ...comment, commentId: "1000001", device: "SM-S921B", appVersion: "1.0" },
    {
      ...comment,
      commentId: "1000002",
      device: "SM-S921B",
      appVersion: "1.0",
      replyId: "500077",
      replyText: "Thank you.",
    },
  ];
  const bought = {
    countryId: "USA" as const,
    localPrice: "2.99",
    usdPrice: "2.99",
    orderedAt: "2026-11-20 10:00:00",
    completedAt: "2026-11-20 10:00:00",
  };
  ember.sales = {
    subscriptionItems: [
      {
        itemId: "club",
        title: "Club",
        period: "YEAR",
        usdPrice: "2.99",
        prices: [{ countryId: "USA", localPrice: "2.99" }],
      },
    ],
    purchases: [
      {
        ...bought,
        purchaseId: ITEM_PURCHASE,
        orderId: "S20261120USA0000001",
        itemId: "ember_pouch",
        itemTitle: "Pouch of embers",
      },
      {
        ...bought,
        purchaseId: PASS.purchaseId,
        orderId: "P20261120USA0000002",
        itemId: "club",
        itemTitle: "Club",
        subscription: PASS.purchaseId,
        plan: "R",
      },
    ],
    subscriptions: [
      {
        firstPurchaseId: PASS.purchaseId,
        itemId: "club",
        localPrice: "2.99",
        usdPrice: "2.99",
        endsAt: "2099-11-20 10:00:00",
      },
    ],
  };
  tideline.registration = { ...structuredClone(tideline.sale), contentStatus: "READY_FOR_CHANGE" };
  return {
    ...seed,
    settings: { review: "manual" },
    sellers: [studio],
    uploads: [
      {
        ...UPLOADED,
        sellerSeq: SELLER,
        fileSize: 1_000,
        package: {
          name: "com.lumenforge.paperlanterns",
          versionCode: "220",
          versionName: "2.2.0",
          minSdk: "26",
          maxSdk: null,
          nativePlatforms: "64bit",
          iapSdk: "Y",
        },
      },
    ],
  };
}

const DAY = { startDate: "2026-11-19", endDate: "2026-11-20" };

/** One call of each operation, which the store above carries out. */
export const CALLS: Readonly<Record<OperationId, (store: GalaxyStore) => Promise<unknown>>> = {
  "auth.create": (store) => store.auth.check(),
  "auth.check": (store) => store.auth.check(),
  "auth.revoke": (store) => store.auth.revoke(),
  "apps.list": (store) => store.apps.list(),
  "apps.get": (store) => store.apps.get(EMBER),
  "apps.update": (store) => store.apps.update({ contentId: EMBER, appTitle: "Ember Isles II", paid: false }),
  "apps.submit": (store) => store.apps.submit(LANTERNS),
  "apps.setStatus": (store) => store.apps.setStatus(TIDELINE, "FOR_SALE"),
  "uploads.createSession": (store) => store.uploads.createSession(),
  "uploads.file": (store) => store.uploads.file({ data: Buffer.from("some text"), fileName: "note.txt" }),
  "binaries.add": (store) => store.binaries.add({ contentId: LANTERNS, ...UPLOADED, gms: true }),
  "binaries.modify": (store) => store.binaries.modify({ contentId: LANTERNS, binarySeq: "4", gms: false }),
  "binaries.remove": (store) => store.binaries.remove({ contentId: LANTERNS, binarySeq: "4" }),
  "beta.get": (store) => store.betaTests.get({ contentId: GARDEN, appStatus: "REGISTRATION" }),
  "beta.update": (store) => store.betaTests.update({ contentId: GARDEN, add: ["eva@example.com"] }),
  "rollout.getRate": (store) => store.rollouts.getRate({ contentId: EMBER, appStatus: "SALE" }),
  "rollout.setRate": (store) => store.rollouts.setRate({ contentId: EMBER, appStatus: "SALE", rate: 30 }),
  "rollout.getBinaries": (store) => store.rollouts.getBinaries({ contentId: EMBER, appStatus: "SALE" }),
  "rollout.setBinary": (store) => store.rollouts.addBinary({ contentId: LANTERNS, binarySeq: "4" }),
  "comments.list": (store) => store.reviews.page({ contentId: EMBER }),
  "comments.reply": (store) =>
    store.reviews.reply({ contentId: EMBER, commentId: "1000001", countryCode: "USA", replyText: "Thanks!" }),
  "comments.deleteReply": (store) => store.reviews.deleteReply("500077"),
  "items.list": (store) => store.items.page(EMBER_PACKAGE, { page: 1, size: 100 }),
  "items.get": (store) => store.items.get(EMBER_PACKAGE, "ember_pouch"),
  "items.create": (store) => store.items.create(EMBER_PACKAGE, GOLD),
  "items.replace": (store) => store.items.replace(EMBER_PACKAGE, { ...GOLD, id: "ember_pouch" }),
  "items.patch": (store) => store.items.patch(EMBER_PACKAGE, { id: "ember_pouch", title: "Embers!" }),
  "items.remove": (store) => store.items.remove(EMBER_PACKAGE, "ember_pouch"),
  "orders.list": (store) => store.orders.page({ sellerSeq: SELLER }),
  "subscriptions.get": (store) => store.subscriptions.get(PASS),
  "subscriptions.cancel": (store) => store.subscriptions.cancel(PASS),
  "subscriptions.refund": (store) => store.subscriptions.refund(PASS),
  "subscriptions.revoke": (store) => store.subscriptions.revoke(PASS),
  "purchases.consume": (store) => store.purchases.consume(EMBER_PACKAGE, [ITEM_PURCHASE]),
  "purchases.acknowledge": (store) => store.purchases.acknowledge(EMBER_PACKAGE, [ITEM_PURCHASE]),
  "receipts.verify": (store) => store.receipts.verify(ITEM_PURCHASE),
  "metrics.seller": (store) => store.metrics.seller({ periods: [DAY] }),
  "metrics.content": (store) => store.metrics.content({ contentId: EMBER, periods: [DAY] }),
};
