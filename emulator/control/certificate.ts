/** The certificate that clients of the store's own host names must trust. */
import type { EmulatorApp } from "../http/context";
import type { Authority } from "../tls/authority";

export function certificateControl(app: EmulatorApp, authority: Authority): void {
  app.get("/_emulator/ca.pem", async (c) =>
    c.body(await authority.certificate(), 200, { "content-type": "application/x-pem-file" }),
  );
}
