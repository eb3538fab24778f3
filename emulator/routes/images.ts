/** The image host's files, under the same paths on the emulator's own port. [G: a local store has one address] */
import type { EmulatorApp } from "../http/context";
import { imageBytes } from "../state/images";
import type { Store } from "../state/store";

export function imageRoutes(app: EmulatorApp, store: Store): void {
  app.get("/content/*", (c) => {
    const bytes = imageBytes(store, c.req.path);
    if (!bytes) return c.notFound();
    const type = bytes[0] === 0xff ? "image/jpeg" : "image/png";
    return c.body(new Uint8Array(bytes), 200, { "content-type": type });
  });
}
