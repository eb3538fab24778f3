/** A store in which every page of the console has something to show, and the addresses of the pages. */
import { APPS, type Caller } from "../../emulator/support/caller";

const app = (contentId: string, page = ""): string => `/_emulator/console/apps/${contentId}${page}`;

export const ADDRESSES = {
  overview: "/_emulator/",
  app,
  items: (contentId: string): string => app(contentId, "/items"),
  sales: (contentId: string): string => app(contentId, "/sales"),
  journal: "/_emulator/console/journal",
  faults: "/_emulator/console/faults",
  notifications: "/_emulator/console/notifications",
};

export const EVERY_PAGE: Readonly<Record<string, string>> = {
  overview: ADDRESSES.overview,
  "app with an open update": ADDRESSES.app(APPS.emberIsles),
  "app in review": ADDRESSES.app(APPS.paperLanterns, "?view=registration&language=KOR"),
  "paid app": ADDRESSES.app(APPS.tideline),
  "closed beta": ADDRESSES.app(APPS.nightGarden),
  items: ADDRESSES.items(APPS.emberIsles),
  sales: ADDRESSES.sales(APPS.emberIsles),
  journal: ADDRESSES.journal,
  "one request": `${ADDRESSES.journal}/1`,
  faults: ADDRESSES.faults,
  notifications: ADDRESSES.notifications,
  "no such page": "/_emulator/console/nowhere",
};

/** Requests, a review, faults, a notification that nobody takes. */
export async function liven(store: Caller): Promise<void> {
  await store.control("PUT", "settings", { review: "manual" });
  await store.update(APPS.emberIsles, { appTitle: "Ember Isles: Winter", newFeature: "Snow on the water." });
  await store.call("POST", "/seller/contentSubmit", { contentId: APPS.paperLanterns });
  await store.control("POST", "faults", { operation: "apps.list", instructions: ["stall-100", "return-500"] });
  await store.control("POST", "notifications/test", { app: APPS.emberIsles, url: "http://127.0.0.1:9/" });
}
