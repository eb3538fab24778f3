/** Server notifications: what was sent, the keys to verify it with, and the portal's test button. */
import { z } from "zod";
import { ControlFailure } from "../failure";
import type { EmulatorApp } from "../http/context";
import { isAllowedTarget, type Notifier } from "../notifications/notifier";
import { notificationKey } from "../notifications/token";
import type { Store } from "../state/store";
import { controlBody, controlJson, validated } from "./body";
import { appNamed } from "./find";

const button = z.strictObject({ app: z.string(), url: z.string() });
const address = z.strictObject({ url: z.string().nullable() });

export function notificationControl(app: EmulatorApp, store: Store, notifier: Notifier): void {
  app.get("/_emulator/notifications", (c) => c.json(notifier.list()));
  app.delete("/_emulator/notifications", (c) => {
    notifier.clear();
    return c.json({ ok: true });
  });
  app.get("/_emulator/notifications/keys", async (c) =>
    c.json(
      await Promise.all(
        store.sellers.map(async (seller) => ({
          seller: seller.name,
          sellerSeq: seller.sellerSeq,
          publicKey: await notificationKey(store.keys, seller),
        })),
      ),
    ),
  );
  app.post("/_emulator/notifications/test", async (c) => {
    await sendTest(store, notifier, await controlJson(c));
    return c.json({ ok: true });
  });
  app.put("/_emulator/apps/:app/notification-url", async (c) => {
    const owner = appNamed(store, c.req.param("app"));
    const { url } = await controlBody(c, address);
    if (url !== null) requireTarget(url, "url", notifier);
    owner.notificationUrl = url;
    return c.json({ url });
  });
}

/** The portal's test button sends a `TEST` at once to the address that is typed in. [D] */
export async function sendTest(store: Store, notifier: Notifier, body: unknown): Promise<void> {
  const { app: name, url } = validated(button, body);
  const app = appNamed(store, name);
  requireTarget(url, "url", notifier);
  const contentName = (app.sale ?? app.registration)?.content.appTitle ?? app.packageName;
  const data = { sellerName: app.seller.name, contentName };
  store.outbox.push({ event: "TEST", app, at: store.clock.now(), data, url });
  await notifier.flush();
}

export function requireTarget(url: string, path: string, notifier: Notifier): void {
  if (!isAllowedTarget(url, notifier.anywhere))
    throw new ControlFailure(400, `${path}: an http or https address on this machine`, path);
}
