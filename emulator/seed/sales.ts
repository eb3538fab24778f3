/** What the default seed's apps have sold in the last six weeks; the bulk is described, subscriptions and odd cases are written out. */
import { createHash } from "node:crypto";
import { storeMoment } from "../state/clock";
import { daysBefore, type SeedApp } from "./pieces";

type SeedSales = NonNullable<SeedApp["sales"]>;
type SeedPurchase = NonNullable<SeedSales["purchases"]>[number];
type SeedSubscription = NonNullable<SeedSales["subscriptions"]>[number];
type SeedSubscriptionItem = NonNullable<SeedSales["subscriptionItems"]>[number];

const DAY_MS = 86_400_000;
const EMBER_ISLES = "000001000101";

const lanternClub: SeedSubscriptionItem = {
  itemId: "lantern_club",
  title: "Lantern Club",
  description: "A new lantern every month, and the log of every captain.",
  period: "MONTH",
  usdPrice: "2.99",
  prices: [
    { countryId: "USA", localPrice: "2.99" },
    { countryId: "KOR", localPrice: "3900" },
    { countryId: "DEU", localPrice: "3.29" },
    { countryId: "JPN", localPrice: "480" },
  ],
  freeTrialDays: 14,
  graceDays: 7,
};

const keepersCircle: SeedSubscriptionItem = {
  itemId: "keepers_circle",
  title: "Keepers' Circle",
  description: "Every island on the day it is drawn.",
  period: "3MONTH",
  usdPrice: "8.99",
  prices: [
    { countryId: "USA", localPrice: "8.99" },
    { countryId: "KOR", localPrice: "12000" },
    { countryId: "DEU", localPrice: "9.99" },
  ],
  introductory: {
    payments: 1,
    usdPrice: "3.99",
    prices: [
      { countryId: "USA", localPrice: "3.99" },
      { countryId: "KOR", localPrice: "5500" },
      { countryId: "DEU", localPrice: "4.49" },
    ],
  },
};

// One chain: what it shows, item, country, payments as [days ago, plan, refunded days ago], end in days, the rest of its state.
interface Chain {
  readonly shows: string;
  readonly item: SeedSubscriptionItem;
  readonly countryId: "USA" | "KOR" | "DEU";
  readonly payments: readonly (readonly [number, "F" | "T" | "R", number?])[];
  readonly endsIn: number;
  readonly state?: (at: (daysAhead: number) => string) => Partial<SeedSubscription>;
  readonly testMode?: boolean;
}

const TEN_MINUTES = 10 / 1440;

const CHAINS: readonly Chain[] = [
  {
    shows: "active, twice renewed",
    item: lanternClub,
    countryId: "USA",
    payments: [
      [79, "F"],
      [65, "R"],
      [35, "R"],
      [5, "R"],
    ],
    endsIn: 25,
  },
  { shows: "free trial", item: lanternClub, countryId: "KOR", payments: [[4, "F"]], endsIn: 10 },
  { shows: "introductory price", item: keepersCircle, countryId: "USA", payments: [[20, "T"]], endsIn: 71 },
  {
    shows: "cancelled by the customer, usable",
    item: lanternClub,
    countryId: "DEU",
    payments: [[12, "R"]],
    endsIn: 18,
    state: (at) => ({ status: "CANCEL", cancelledAt: at(-3), cancelReason: "1", resubscribable: true }),
  },
  {
    shows: "cancelled by the seller, usable",
    item: keepersCircle,
    countryId: "KOR",
    payments: [[40, "T"]],
    endsIn: 51,
    state: (at) => ({ status: "CANCEL", cancelledAt: at(-1), cancelReason: "5" }),
  },
  {
    shows: "over",
    item: lanternClub,
    countryId: "USA",
    payments: [[50, "R"]],
    endsIn: -20,
    state: (at) => ({ status: "CANCEL", cancelledAt: at(-31), cancelReason: "1", resubscribable: true }),
  },
  {
    shows: "revoked",
    item: lanternClub,
    countryId: "KOR",
    payments: [[15, "R", 10]],
    endsIn: -10,
    state: (at) => ({ status: "CANCEL", cancelledAt: at(-10), cancelReason: "5" }),
  },
  { shows: "refunded and going on", item: lanternClub, countryId: "USA", payments: [[8, "R", 6]], endsIn: 22 },
  {
    shows: "in the silent day after a failed payment",
    item: keepersCircle,
    countryId: "DEU",
    payments: [[92, "T"]],
    endsIn: -0.4,
    state: (at) => ({ paymentFails: true, retryAt: at(0.6) }),
  },
  {
    shows: "grace period",
    item: lanternClub,
    countryId: "USA",
    payments: [[33, "R"]],
    endsIn: -2.5,
    state: (at) => ({ paymentFails: true, retryAt: at(0.5), grace: { startsAt: at(-1.5), endsAt: at(5.5) } }),
  },
  {
    shows: "ended by a billing error",
    item: keepersCircle,
    countryId: "USA",
    payments: [[101, "T"]],
    endsIn: -10,
    state: (at) => ({ status: "CANCEL", cancelledAt: at(-9), cancelReason: "3" }),
  },
  {
    shows: "price change that waits for the customer",
    item: lanternClub,
    countryId: "DEU",
    payments: [[10, "R"]],
    endsIn: 20,
    state: (at) => ({
      priceChange: {
        mode: "PRICE_INCREASE_USER_AGREEMENT_REQUIRED",
        chargedFrom: at(20),
        localPrice: "3.99",
        usdPrice: "3.69",
      },
    }),
  },
  {
    shows: "test mode",
    item: lanternClub,
    countryId: "USA",
    payments: [
      [2.5 * TEN_MINUTES, "F"],
      [1.5 * TEN_MINUTES, "R"],
      [0.5 * TEN_MINUTES, "R"],
    ],
    endsIn: 0.5 * TEN_MINUTES,
    testMode: true,
  },
];

/** Sales by content id, dated back from this moment. */
export function seedSales(now: number): Readonly<Record<string, SeedSales>> {
  const chains = CHAINS.map((chain, index) => written(chain, index, now));
  return {
    [EMBER_ISLES]: {
      subscriptionItems: [lanternClub, keepersCircle],
      purchases: [...oddPurchases(now), ...chains.flatMap(({ purchases }) => purchases)],
      subscriptions: chains.map(({ subscription }) => subscription),
      history: {
        until: daysBefore(now, 1),
        days: 42,
        seed: 101,
        purchasesPerDay: 9,
        busyDays: { [daysBefore(now, 1)]: 118 },
        refundEvery: 29,
        downloadsPerDay: 140,
        countries: ["USA", "KOR", "DEU", "JPN", "GBR", "FRA", "BRA"],
      },
    },
    "000001000102": {
      history: {
        until: daysBefore(now, 1),
        days: 42,
        seed: 102,
        purchasesPerDay: 4,
        refundEvery: 23,
        downloadsPerDay: 36,
        countries: ["USA", "KOR", "JPN", "GBR"],
      },
    },
    "000001000103": {
      history: {
        until: daysBefore(now, 1),
        days: 42,
        seed: 103,
        downloadsPerDay: 12,
        countries: ["USA", "FRA", "GBR", "KOR"],
        usdPerDownload: "2.99",
      },
    },
    "000002000201": {
      history: {
        until: daysBefore(now, 1),
        days: 42,
        seed: 201,
        purchasesPerDay: 5,
        downloadsPerDay: 60,
        countries: ["USA", "GBR", "DEU"],
      },
    },
  };
}

function idOf(name: string): string {
  return createHash("sha256").update(`${EMBER_ISLES} ${name}`).digest("hex");
}

function written(
  { shows, item, countryId, payments, endsIn, state, testMode = false }: Chain,
  index: number,
  now: number,
) {
  const at = (daysAhead: number) => storeMoment(now + daysAhead * DAY_MS);
  const purchases = payments.map(([daysAgo, plan, refundedDaysAgo], place): SeedPurchase => {
    const paidAt = at(-daysAgo);
    const level = plan === "T" ? item.introductory : item;
    const local = level?.prices.find((price) => price.countryId === countryId)?.localPrice ?? "0";
    return {
      purchaseId: idOf(`${shows} ${place}`),
      orderId: `P${paidAt.slice(0, 10).replaceAll("-", "")}${countryId}9${String(index).padStart(3, "0")}${String(place).padStart(3, "0")}`,
      itemId: item.itemId,
      itemTitle: item.title,
      itemDescription: item.description ?? "",
      countryId,
      localPrice: plan === "F" ? "0" : local,
      usdPrice: plan === "F" ? "0" : (level?.usdPrice ?? "0"),
      orderedAt: paidAt,
      completedAt: paidAt,
      refundedAt: refundedDaysAgo === undefined ? null : at(-refundedDaysAgo),
      acknowledgedAt: place === 0 ? paidAt : null,
      paymentMethod: plan === "F" ? "Free" : "Credit Card",
      testMode,
      subscription: idOf(`${shows} 0`),
      plan,
    };
  });
  const subscription: SeedSubscription = {
    firstPurchaseId: idOf(`${shows} 0`),
    itemId: item.itemId,
    localPrice: item.prices.find((price) => price.countryId === countryId)?.localPrice ?? "0",
    usdPrice: item.usdPrice,
    endsAt: at(endsIn),
    ...state?.(at),
  };
  return { purchases, subscription };
}

/** Purchases of items that a server must tell apart. */
function oddPurchases(now: number): SeedPurchase[] {
  const chest = (name: string, index: number, daysAgo: number, extra: Partial<SeedPurchase>): SeedPurchase => {
    const moment = storeMoment(now - daysAgo * DAY_MS);
    return {
      purchaseId: idOf(name),
      orderId: `S${moment.slice(0, 10).replaceAll("-", "")}USA8${String(index).padStart(6, "0")}`,
      itemId: "ember_chest",
      itemTitle: "Chest of embers",
      itemDescription: "450 embers, and a new lantern for the boat.",
      countryId: "USA",
      localPrice: "4.99",
      usdPrice: "4.99",
      orderedAt: moment,
      completedAt: moment,
      ...extra,
    };
  };
  return [
    chest("not consumed", 1, 6, { passThroughParam: "slot-2", obfuscatedAccountId: "a-5c1f" }),
    chest("refunded", 2, 9, { refundedAt: storeMoment(now - 7 * DAY_MS) }),
    chest("payment did not succeed", 3, 3, { completedAt: null }),
    chest("license tester", 4, 2, { testMode: true, paymentMethod: "Credit Card" }),
  ];
}
