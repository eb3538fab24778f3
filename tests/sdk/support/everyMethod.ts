/** One call of each public method of the SDK, with values of the default seed. */

import type { GalaxyStore } from "../../../sdk";
import { collect } from "./collect";

const contentId = "000001000101";
const packageName = "com.lumenforge.emberisles";
const purchaseId = "ab".repeat(32);
const sale = { contentId, appStatus: "SALE" } as const;
const binary = { contentId, binarySeq: "12" };
const comment = { contentId, commentId: "1200101", countryCode: "USA", replyText: "Thank you." };
const item = {
  id: "torch",
  title: "Torch",
  description: "Lights the way",
  status: "UNPUBLISHED",
  itemPaymentMethod: { phoneBillStatus: false },
  usdPrice: 0.99,
  prices: [],
};
const periods = [{ startDate: "2025-01-01", endDate: "2025-01-02" }];

/** By area and name of the method. */
export const CALLS: Readonly<Record<string, (store: GalaxyStore) => Promise<unknown>>> = {
  "auth.check": ({ auth }) => auth.check(),
  "auth.revoke": ({ auth }) => auth.revoke(),
  "apps.list": ({ apps }) => apps.list(),
  "apps.get": ({ apps }) => apps.get(contentId),
  "apps.update": ({ apps }) => apps.update({ contentId, newFeature: "New" }),
  "apps.submit": ({ apps }) => apps.submit(contentId),
  "apps.setStatus": ({ apps }) => apps.setStatus(contentId, "SUSPENDED"),
  "uploads.file": ({ uploads }) => uploads.file({ data: Buffer.from("picture"), fileName: "picture.png" }),
  "uploads.createSession": ({ uploads }) => uploads.createSession(),
  "binaries.add": ({ binaries }) => binaries.add({ contentId, fileKey: "key", gms: false }),
  "binaries.modify": ({ binaries }) => binaries.modify({ ...binary, gms: true }),
  "binaries.remove": ({ binaries }) => binaries.remove(binary),
  "betaTests.get": ({ betaTests }) => betaTests.get(sale),
  "betaTests.testers": ({ betaTests }) => collect(betaTests.testers(sale)),
  "betaTests.update": ({ betaTests }) => betaTests.update({ contentId, add: ["one@testers.example"] }),
  "rollouts.getRate": ({ rollouts }) => rollouts.getRate(sale),
  "rollouts.setRate": ({ rollouts }) => rollouts.setRate({ ...sale, rate: 50 }),
  "rollouts.releaseToEveryone": ({ rollouts }) => rollouts.releaseToEveryone(sale),
  "rollouts.getBinaries": ({ rollouts }) => rollouts.getBinaries(sale),
  "rollouts.addBinary": ({ rollouts }) => rollouts.addBinary(binary),
  "rollouts.removeBinary": ({ rollouts }) => rollouts.removeBinary(binary),
  "reviews.page": ({ reviews }) => reviews.page({ contentId }),
  "reviews.list": ({ reviews }) => collect(reviews.list(contentId)),
  "reviews.reply": ({ reviews }) => reviews.reply(comment),
  "reviews.deleteReply": ({ reviews }) => reviews.deleteReply("1"),
  "items.page": ({ items }) => items.page(packageName, { page: 1, size: 100 }),
  "items.list": ({ items }) => collect(items.list(packageName)),
  "items.get": ({ items }) => items.get(packageName, item.id),
  "items.create": ({ items }) => items.create(packageName, item),
  "items.replace": ({ items }) => items.replace(packageName, item),
  "items.patch": ({ items }) => items.patch(packageName, { id: item.id, title: "Lamp" }),
  "items.remove": ({ items }) => items.remove(packageName, item.id),
  "orders.page": ({ orders }) => orders.page({ sellerSeq: "000001234567" }),
  "orders.list": ({ orders }) => collect(orders.list({ sellerSeq: "000001234567" })),
  "subscriptions.get": ({ subscriptions }) => subscriptions.get({ packageName, purchaseId }),
  "subscriptions.cancel": ({ subscriptions }) => subscriptions.cancel({ packageName, purchaseId }),
  "subscriptions.refund": ({ subscriptions }) => subscriptions.refund({ packageName, purchaseId }),
  "subscriptions.revoke": ({ subscriptions }) => subscriptions.revoke({ packageName, purchaseId }),
  "purchases.consume": ({ purchases }) => purchases.consume(packageName, [purchaseId]),
  "purchases.acknowledge": ({ purchases }) => purchases.acknowledge(packageName, [purchaseId]),
  "receipts.verify": ({ receipts }) => receipts.verify(purchaseId),
  "metrics.seller": ({ metrics }) => metrics.seller({ periods }),
  "metrics.content": ({ metrics }) => metrics.content({ contentId, periods }),
};
