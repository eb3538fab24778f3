/** The sections of docs/fidelity.md, in their order, and the sources of each. */

/** Files and folders (which end with a slash) under `emulator/`; of several that fit, the longest counts. */
export const AREAS: Readonly<Record<string, readonly string[]>> = {
  "Hosts, envelopes, sign-in": [
    "emulator.ts",
    "http/arrival.ts",
    "operations.ts",
    "failure.ts",
    "http/envelopes.ts",
    "http/access.ts",
    "routes/auth.ts",
    "state/keys.ts",
    "http/body.ts",
  ],
  "Queued answers and faults": ["http/serve.ts", "http/queue.ts", "http/faults.ts"],
  Uploads: ["routes/uploads.ts", "rules/receive.ts", "rules/uploads.ts"],
  "Apps and their updates": [
    "routes/apps.ts",
    "rules/apps.ts",
    "rules/update.ts",
    "rules/edit.ts",
    "rules/listings.ts",
    "rules/sales.ts",
    "rules/images.ts",
    "state/images.ts",
    "routes/images.ts",
    "rules/wire.ts",
    "state/model.ts",
    "state/clock.ts",
  ],
  Binaries: [
    "routes/binaries.ts",
    "rules/binaries.ts",
    "rules/packageFile.ts",
    "rules/bundleManifest.ts",
    "rules/archive.ts",
  ],
  "Review and publication": ["rules/review.ts"],
  "Staged rollout": ["routes/rollout.ts", "rules/rollout.ts"],
  "Closed beta": ["routes/beta.ts", "rules/beta.ts"],
  "Buyers' comments": ["routes/comments.ts", "rules/comments.ts"],
  "In-app items": ["routes/items.ts", "rules/items.ts"],
  "Calls about what was sold": ["routes/commerce.ts", "rules/commerce/apps.ts"],
  Orders: ["rules/commerce/orders.ts", "rules/commerce/continuation.ts"],
  "Purchases and receipts": ["rules/commerce/purchases.ts", "rules/commerce/receipts.ts"],
  Subscriptions: ["rules/commerce/subscriptions.ts", "rules/commerce/renewals.ts", "rules/commerce/customer.ts"],
  Statistics: ["routes/metrics.ts", "rules/commerce/metrics.ts", "rules/commerce/figures.ts"],
  "Server notifications": [
    "state/notice.ts",
    "rules/commerce/notices.ts",
    "notifications/",
    "control/notifications.ts",
  ],
};

/** Position of the file's section and of the file in it; undefined when no section has it. */
export function placeOf(file: string): { area: string; order: number } | undefined {
  const path = file.replace(/^emulator\//, "");
  const fits = Object.entries(AREAS).flatMap(([area, entries]) =>
    entries.flatMap((entry, order) =>
      entry === path || (entry.endsWith("/") && path.startsWith(entry)) ? [{ area, entry, order }] : [],
    ),
  );
  return fits.sort((a, b) => b.entry.length - a.entry.length)[0];
}
