/** Wires the areas of a store to one client. */

import { Apps } from "./areas/apps";
import { Auth } from "./areas/auth";
import { BetaTests } from "./areas/betaTests";
import { Binaries } from "./areas/binaries";
import { Items } from "./areas/items";
import { Metrics } from "./areas/metrics";
import { Orders } from "./areas/orders";
import { Purchases } from "./areas/purchases";
import { Receipts } from "./areas/receipts";
import { Reviews } from "./areas/reviews";
import { Rollouts } from "./areas/rollouts";
import { Subscriptions } from "./areas/subscriptions";
import { Uploads } from "./areas/uploads";
import { Client } from "./core/client";
import { settingsFrom } from "./core/settings";
import type { GalaxyStoreOptions, RequestOptions } from "./options";
import { type StoreRequest, sendRequest } from "./request";

/** All areas, sharing one client with its token and connections. */
export function openRooms(options: GalaxyStoreOptions) {
  const client = new Client(settingsFrom(options));
  return {
    client,
    request: (request: StoreRequest, told?: RequestOptions) => sendRequest(client, request, told),
    image: (address: string, told?: RequestOptions) => client.image(address, told),
    auth: new Auth(client),
    apps: new Apps(client),
    uploads: new Uploads(client),
    binaries: new Binaries(client),
    betaTests: new BetaTests(client),
    rollouts: new Rollouts(client),
    items: new Items(client),
    metrics: new Metrics(client),
    orders: new Orders(client),
    purchases: new Purchases(client),
    receipts: new Receipts(client),
    reviews: new Reviews(client),
    subscriptions: new Subscriptions(client),
  };
}
