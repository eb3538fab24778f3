/** Payments and refunds of one day. */
import Decimal from "decimal.js";
import { countryByCode } from "../../../sdk/facts/countries";
import { MOBILE_COUNTRY_CODES } from "../../../sdk/facts/mobileCountryCodes";
import { storeFailure } from "../../failure";
import type { JsonObject } from "../../http/body";
import { parseStoreMoment, storeMoment } from "../../state/clock";
import type { Readings } from "../../state/readings";
import type { Purchase } from "../../state/salesModel";
import type { App, ServiceAccount, Store } from "../../state/store";
import { checkSelling } from "./apps";
import { continuationToken, type Place, readContinuationToken, strangeToken } from "./continuation";

/** A page of orders has 100 records. [D] */
const PAGE_SIZE = 100;
const DAY_MS = 86_400_000;

// No known input: `SLR_4008` with 401 (the gateway's authorization could not be verified). A bad token ends in `AUTH_REQUIRE`
// before. The fault `return-401-SLR_4008` gives it.

/** A page of orders comes with a token for the next one, which is null on the last page. [D] */
export function ordersPage(store: Store, account: ServiceAccount, body: JsonObject): object {
  const { seller } = account;
  // `sellerSeq` must be the caller's. [D: SLR_4001; also when it is missing: G]
  if (body.sellerSeq !== seller.sellerSeq) throw storeFailure(400, "SLR_4001", "sellerSeq is not the caller's.");
  const day = requestedDay(store, body.requestDate);
  const packageName = given(body.packageName) ? String(body.packageName) : null;
  const asked = { sellerSeq: seller.sellerSeq, packageName, requestDate: day };
  const key = store.keys.bytes("continuation tokens");
  const offset = given(body.continuationToken) ? continued(key, body.continuationToken, asked) : 0;
  const records = ordersOf(appsAsked(store, account, packageName), day, (moment) => dayOf(store, moment));
  const next = offset + PAGE_SIZE;
  return {
    continuationToken: next < records.length ? continuationToken(key, { ...asked, offset: next }) : null,
    orderItemList: records.slice(offset, next).map(({ app, purchase }) => wireOrder(store, app, purchase)),
  };
}

// In a query for orders null and the empty text mean left out. [G]
function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

const KOREA_AHEAD_MS = 9 * 3_600_000;

/** Days of orders are days in UTC, as all times of the answer are. [D; the day: G; Korean days, the other reading: G] */
function dayOf(store: Store, epochMs: number): string {
  const ahead = store.settings.readings.orderDay === "Korea" ? KOREA_AHEAD_MS : 0;
  return storeMoment(epochMs + ahead).slice(0, 10);
}

/** Orders are those of yesterday unless a day is named. [D] */
function requestedDay(store: Store, value: unknown): string {
  if (!given(value)) return dayOf(store, store.clock.now() - DAY_MS);
  const text = typeof value === "number" ? String(value) : value;
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(typeof text === "string" ? text : "") ?? [];
  const day = `${year}-${month}-${date}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  // `requestDate` must be a day of the form yyyyMMdd. [D: SLR_4011; days that no month has: G]
  if (Number.isNaN(at) || storeMoment(at).slice(0, 10) !== day)
    throw storeFailure(400, "SLR_4011", "requestDate must be of the form yyyyMMdd.");
  return day;
}

/**
 * A continuation token leads on through the query that it came from; with another one it is invalid. [D: SLR_4009; another
 * query: G]
 */
function continued(key: Buffer, token: unknown, asked: Omit<Place, "offset">) {
  const { offset, ...from } = readContinuationToken(key, token);
  if (JSON.stringify(from) !== JSON.stringify(asked)) throw strangeToken();
  return offset;
}

/** An unknown package, and one of another seller, has an empty list of orders. [D: empty when nothing matches; for these: G] */
function appsAsked(store: Store, account: ServiceAccount, packageName: string | null): App[] {
  const own = store.appsOf(account.seller);
  if (packageName === null) return own;
  const apps = own.filter((app) => app.packageName === packageName);
  for (const app of apps) checkSelling(app);
  return apps;
}

/**
 * A payment is listed on its day and, once returned, on the day of its return too; both say how it stands now. [G]
 * Orders are listed in the order of their times. [G]
 */
function ordersOf(
  apps: readonly App[],
  day: string,
  dayOfMoment: (epochMs: number) => string,
): { app: App; purchase: Purchase }[] {
  return apps
    .flatMap((app) =>
      [...app.sales.purchases(app).values()].flatMap((purchase) => {
        const times = [purchase.completedAt, purchase.refundedAt].filter(
          (moment) => moment !== null && dayOfMoment(parseStoreMoment(moment)) === day,
        );
        // Purchases in test mode never appear among the orders. [D]
        return times[0] && purchase.completedAt !== null && !purchase.testMode ? [{ app, purchase, at: times[0] }] : [];
      }),
    )
    .sort((a, b) => a.at.localeCompare(b.at));
}

/**
 * An order has the documented keys; all of its values are texts, or null. [D; null: G; no key instead of null, the other
 * reading: D]
 */
function wireOrder(store: Store, app: App, purchase: Purchase): object {
  const order = fullOrder(app, purchase, store.settings.readings);
  if (store.settings.readings.orderNulls === "present") return order;
  return Object.fromEntries(Object.entries(order).filter(([, value]) => value !== null));
}

function fullOrder(app: App, purchase: Purchase, { orderTimes }: Readings): object {
  const time = (moment: string | null) => wireTime(moment, orderTimes);
  const currency = countryByCode(purchase.countryId)?.currency ?? "USD";
  const free = Number(purchase.usdPrice) === 0;
  return {
    orderId: purchase.orderId,
    purchaseId: purchase.purchaseId,
    contentId: app.contentId,
    countryId: purchase.countryId,
    packageName: app.packageName,
    itemId: purchase.itemId,
    itemTitle: purchase.itemTitle,
    status: purchase.refundedAt === null ? "2" : "3",
    orderTime: time(purchase.orderedAt),
    completionTime: time(purchase.completedAt),
    refundTime: time(purchase.refundedAt),
    localCurrency: currencySymbol(currency),
    localCurrencyCode: currency,
    localPrice: purchase.localPrice,
    usdPrice: purchase.usdPrice,
    // `exchangeRate` is how many local units a dollar costs. [G: the direction]
    exchangeRate: free ? null : new Decimal(purchase.localPrice).div(purchase.usdPrice).toDecimalPlaces(4).toFixed(),
    mcc: MOBILE_COUNTRY_CODES[purchase.countryId] ?? null,
    subscriptionOrderId:
      purchase.subscription === null
        ? null
        : (app.sales.purchases(app).get(purchase.subscription)?.orderId ?? purchase.orderId),
    freeTrialYN: purchase.plan === "F" ? "Y" : "N",
    tieredSubscriptionYN: purchase.plan === "T" ? "Y" : "N",
  };
}

/** A time of an order is a date-time. [D; its form, all readings: G] */
function wireTime(moment: string | null, form: Readings["orderTimes"]): string | null {
  if (moment === null || form === "spaced") return moment;
  return form === "epoch" ? String(parseStoreMoment(moment)) : `${moment.replace(" ", "T")}Z`;
}

/** The currency's usual sign, e.g. `$`. */
export function currencySymbol(currency: string): string {
  const parts = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  return parts.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
}
