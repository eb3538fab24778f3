/** The console's style sheet, script and icon, as files beside this one. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmulatorApp } from "../http/context";

const TYPES = {
  "console.css": "text/css; charset=utf-8",
  "console.js": "text/javascript; charset=utf-8",
  "console.svg": "image/svg+xml",
};

export function assetRoutes(site: EmulatorApp): void {
  for (const [name, type] of Object.entries(TYPES)) {
    const text = readFileSync(join(__dirname, "assets", name), "utf8");
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
    site.get(`/_emulator/console/assets/${name}`, (c) => {
      const headers = { "content-type": type, etag, "cache-control": "no-cache" };
      return c.req.header("if-none-match") === etag ? c.body(null, 304, headers) : c.body(text, 200, headers);
    });
  }
}
