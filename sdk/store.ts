/** The Galaxy Store Developer API as one object with an area per subject. */

import type { Apps } from "./areas/apps";
import type { Auth } from "./areas/auth";
import type { BetaTests } from "./areas/betaTests";
import type { Binaries } from "./areas/binaries";
import type { Items } from "./areas/items";
import type { Metrics } from "./areas/metrics";
import type { Orders } from "./areas/orders";
import type { Purchases } from "./areas/purchases";
import type { Receipts } from "./areas/receipts";
import type { Reviews } from "./areas/reviews";
import type { Rollouts } from "./areas/rollouts";
import type { Subscriptions } from "./areas/subscriptions";
import type { Uploads } from "./areas/uploads";
import type { Client } from "./core/client";
import { ConfigurationError } from "./errors/configuration";
import { Notifications } from "./notifications/notifications";
import type { GalaxyStoreOptions, RequestOptions } from "./options";
import type { StoreRequest } from "./request";

interface Rooms {
  client: Client;
  request: (request: StoreRequest, options?: RequestOptions) => Promise<unknown>;
  image: (address: string, options?: RequestOptions) => Promise<Buffer>;
  auth: Auth;
  apps: Apps;
  uploads: Uploads;
  binaries: Binaries;
  betaTests: BetaTests;
  rollouts: Rollouts;
  items: Items;
  metrics: Metrics;
  orders: Orders;
  purchases: Purchases;
  receipts: Receipts;
  reviews: Reviews;
  subscriptions: Subscriptions;
}

/**
 * Access to a seller's apps. Nothing is read or sent before the first call.
 *
 * ```ts
 * const store = new GalaxyStore({ serviceAccountId, privateKey: "./service-account.pem" });
 * for (const app of await store.apps.list()) console.log(app.contentId, app.contentStatus);
 * ```
 */
export class GalaxyStore {
  readonly #options: GalaxyStoreOptions;
  #rooms: Rooms | undefined;
  #notifications: Notifications | undefined;

  constructor(options: GalaxyStoreOptions) {
    this.#options = { ...options };
  }

  /** The access token: proving it, ending it. */
  get auth(): Auth {
    return this.#open.auth;
  }
  /** Apps, their records, the open update, submission and sale. */
  get apps(): Apps {
    return this.#open.apps;
  }
  /** Sending files. */
  get uploads(): Uploads {
    return this.#open.uploads;
  }
  /** Binaries of an open update. */
  get binaries(): Binaries {
    return this.#open.binaries;
  }
  /** Closed betas. */
  get betaTests(): BetaTests {
    return this.#open.betaTests;
  }
  /** Staged rollouts. */
  get rollouts(): Rollouts {
    return this.#open.rollouts;
  }
  /** In-app items. */
  get items(): Items {
    return this.#open.items;
  }

  /** Statistics: downloads, sales and ratings. */
  get metrics(): Metrics {
    return this.#open.metrics;
  }
  /** Payments and refunds. */
  get orders(): Orders {
    return this.#open.orders;
  }
  /** Consuming and acknowledging purchases. */
  get purchases(): Purchases {
    return this.#open.purchases;
  }
  /** Verifying purchases; needs no credentials. */
  get receipts(): Receipts {
    return this.#open.receipts;
  }
  /** Buyers' comments and replies. */
  get reviews(): Reviews {
    return this.#open.reviews;
  }
  /** Subscriptions of buyers. */
  get subscriptions(): Subscriptions {
    return this.#open.subscriptions;
  }
  /**
   * A call that the SDK has no method for yet, with token, retries and typed errors. The answer comes as the store
   * wrote it. Writes are repeated only when nothing was done, unless `retry` says otherwise.
   *
   * ```ts
   * await store.request({ method: "GET", path: "/seller/v2/content/preOrder", query: { contentId } });
   * ```
   */
  request(request: StoreRequest, options?: RequestOptions): Promise<unknown> {
    return this.#open.request(request, options);
  }

  /**
   * The bytes of an image at the address that a record gives (`icon`, `screenshots[].screenshotPath`). The host of the
   * images is public and gets no credentials. An image that is gone is a `NotFoundError`.
   */
  image(address: string, options?: RequestOptions): Promise<Buffer> {
    return this.#open.image(address, options);
  }

  /** Verifying and receiving the store's notifications, as told by the option `notifications`. */
  get notifications(): Notifications {
    const { notifications: options } = this.#options;
    if (options === undefined) {
      const fix = "Give the option notifications with the public key of the IAP key and your package names.";
      throw new ConfigurationError(`Notifications cannot be verified. ${fix}`, { fix });
    }
    this.#notifications ??= new Notifications(options);
    return this.#notifications;
  }

  /** Lets go of kept-alive connections. A program that ends by itself need not call it. */
  close(): void {
    this.#rooms?.client.close();
    this.#rooms = undefined;
  }

  // Transport and parsers are loaded at the first use: programs that only name a store start faster.
  get #open(): Rooms {
    if (this.#rooms === undefined) {
      const { openRooms }: typeof import("./rooms") = require("./rooms");
      this.#rooms = openRooms(this.#options);
    }
    return this.#rooms;
  }
}
