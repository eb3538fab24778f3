/** The store as a whole: reset, seed, dump, accounts, settings, clock. */
import { z } from "zod";
import type { EmulatorApp } from "../http/context";
import type { EmulatorParts } from "../parts";
import { advanceSubscriptions } from "../rules/commerce/renewals";
import { seedSchema, settingsSchema } from "../state/model";
import { readingsChange } from "../state/readings";
import { seedJsonSchema } from "../state/seedSchema";
import { controlBody, controlJson, validated } from "./body";
import { requireTarget } from "./notifications";

const settingsChange = z.strictObject({
  review: settingsSchema.shape.review.unwrap().optional(),
  strict: z.boolean().optional(),
  asyncUpdates: z.boolean().optional(),
  acknowledgeItems: z.boolean().optional(),
  notificationUrl: z.string().nullable().optional(),
  uploadMaxBytes: settingsSchema.shape.uploadMaxBytes.unwrap().optional(),
  readings: readingsChange.optional(),
});

const clockChange = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance: z.number() }),
]);

export function stateControl(app: EmulatorApp, parts: EmulatorParts): void {
  const { store } = parts;
  app.post("/_emulator/reset", (c) => {
    resetStore(parts);
    return c.json({ ok: true });
  });

  app.put("/_emulator/seed", async (c) => {
    store.load(await controlBody(c, seedSchema));
    return c.json({ ok: true });
  });
  app.get("/_emulator/seed.schema.json", (c) => c.json(seedJsonSchema()));
  app.get("/_emulator/dump", (c) => c.json(store.dump()));

  app.get("/_emulator/accounts", async (c) =>
    c.json(
      await Promise.all(
        [...store.accounts.values()].map(async ({ id, scopes, seller }) => ({
          serviceAccountId: id,
          privateKey: (await store.keys.pair(id)).privateKeyPem,
          scopes,
          seller: seller.name,
          sellerSeq: seller.sellerSeq,
        })),
      ),
    ),
  );

  app.get("/_emulator/settings", (c) => c.json(store.settings));
  app.put("/_emulator/settings", async (c) => {
    changeSettings(parts, await controlJson(c));
    return c.json(store.settings);
  });

  const clock = () => ({ now: new Date(store.clock.now()).toISOString() });
  app.get("/_emulator/clock", (c) => c.json(clock()));
  app.put("/_emulator/clock", async (c) => {
    await moveClock(parts, await controlJson(c));
    return c.json(clock());
  });
}

/** Back to the seed, with nothing left of what happened since. */
export function resetStore({ store, journal, queues, answers, notifier, seed }: EmulatorParts): void {
  store.load(seed);
  journal.clear();
  queues.clear();
  answers.clear();
  notifier.clear();
}

export function changeSettings({ store, notifier }: EmulatorParts, body: unknown): void {
  const change = validated(settingsChange, body);
  if (change.notificationUrl) requireTarget(change.notificationUrl, "notificationUrl", notifier);
  const readings = { ...store.settings.readings, ...change.readings };
  store.settings = settingsSchema.parse({ ...store.settings, ...change, readings });
}

export async function moveClock({ store, notifier }: EmulatorParts, body: unknown): Promise<void> {
  const change = validated(clockChange, body);
  // What is on its way belongs to the time before.
  await notifier.flush();
  store.clock.set("now" in change ? Date.parse(change.now) : store.clock.now() + change.advance * 1000);
  advanceSubscriptions(store);
  await notifier.flush();
}
