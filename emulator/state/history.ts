/** Writes out a sales history that a seed describes in few words: always the same for the same words. */
import { createHash } from "node:crypto";
import Decimal from "decimal.js";
import { storeMoment } from "./clock";
import type { Item } from "./model";
import type { Downloads, History, Purchase } from "./salesModel";

const DAY_MS = 86_400_000;
const DEVICES = ["SM-S921B", "SM-A546E", "SM-F946N", "SM-X810"];

export interface WrittenHistory {
  readonly purchases: Purchase[];
  readonly downloads: Downloads[];
}

export function writeHistory(
  history: History,
  app: { readonly contentId: string; readonly packageName: string },
  catalog: readonly Item[],
): WrittenHistory {
  const random = generator(history.seed);
  const purchases: Purchase[] = [];
  const downloads: Downloads[] = [];
  const items = catalog.filter((item) => item.status === "PUBLISHED");
  const lastDay = Date.parse(`${history.until}T00:00:00Z`);
  const end = lastDay + DAY_MS;
  for (let start = lastDay - (history.days - 1) * DAY_MS; start < end; start += DAY_MS) {
    const date = storeMoment(start).slice(0, 10);
    const usual = Math.round(history.purchasesPerDay * (0.6 + random() * 0.8));
    const count = items.length === 0 ? 0 : (history.busyDays[date] ?? usual);
    for (let index = 0; index < count; index += 1) {
      const at = start + Math.floor(((index + random()) / count) * (DAY_MS - 60_000));
      // Cheap items sell more often.
      const item = items[Math.floor(random() ** 2 * items.length)];
      const price = item?.prices[Math.floor(random() * item.prices.length)];
      if (!item || !price) continue;
      const serial = purchases.length + 1;
      const refundAt = at + 2 * DAY_MS;
      const refunded = history.refundEvery !== null && serial % history.refundEvery === 0 && refundAt < end;
      purchases.push({
        purchaseId: createHash("sha256").update(`${app.packageName} ${history.seed} ${serial}`).digest("hex"),
        orderId: `S${date.replaceAll("-", "")}${price.countryId}${app.contentId.slice(-3)}${String(serial).padStart(4, "0")}`,
        itemId: item.id,
        itemTitle: item.title,
        itemDescription: item.description,
        countryId: price.countryId,
        localPrice: price.localPrice,
        usdPrice: new Decimal(item.usdPrice).toFixed(),
        orderedAt: storeMoment(at),
        completedAt: storeMoment(at + 20_000),
        refundedAt: refunded ? storeMoment(refundAt) : null,
        consumedAt: random() < 0.7 ? storeMoment(at + 40_000) : null,
        acknowledgedAt: null,
        device: DEVICES[serial % DEVICES.length] ?? "SM-S921B",
        paymentMethod: random() < 0.8 ? "Credit Card" : "Carrier Billing",
        testMode: false,
        betaTest: false,
        passThroughParam: null,
        obfuscatedAccountId: null,
        obfuscatedProfileId: null,
        subscription: null,
        plan: null,
      });
    }
    history.countries.forEach((countryId, index) => {
      const share = history.downloadsPerDay / history.countries.length;
      const total = Math.round(share * (0.6 + random() * 0.8));
      const first = Math.round(total * (0.6 + random() * 0.3));
      const usdSales = new Decimal(history.usdPerDownload).mul(first).toFixed();
      if (total > 0)
        downloads.push({
          date,
          countryId,
          device: DEVICES[index % DEVICES.length] ?? "SM-S921B",
          total,
          first,
          usdSales,
        });
    });
  }
  return { purchases, downloads };
}

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
