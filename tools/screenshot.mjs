// Takes the README's picture of the console: `npm run screenshot`, run by hand after the console has changed its looks.
import { createRequire } from "node:module";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { chromium as driver } from "playwright-core";
import { root } from "./lib/root.mjs";
import { ensureProduct } from "./setup/product.mjs";

const APP = "000001000101";
const WIDTH = 1280;
const MARGIN = 14;

await ensureProduct();
const { startEmulator } = createRequire(import.meta.url)(join(root, "dist", "emulator", "index.js"));

async function control(url, method, path, body) {
  const answer = await fetch(`${url}/_emulator/${path}`, { method, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** An update of a live game, so that there is something to compare. */
async function prepare(url) {
  await control(url, "POST", `apps/${APP}/open-update`, {});
  await control(url, "PATCH", `apps/${APP}`, {
    newFeature: "Version 4.3 opens the Winter Reach: eight new islands, a whale, and faster loading on older phones.",
    ageLimit: "12",
  });
  await control(url, "PATCH", `apps/${APP}?appStatus=SALE`, { rollout: { rate: 35, countries: { KOR: 80, DEU: 50 } } });
}

const emulator = await startEmulator();
const browser = await driver.launch({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((flag) => flag !== "--single-process" && flag !== "--no-zygote"),
  headless: true,
});
try {
  await prepare(emulator.url);
  const page = await browser.newPage({ viewport: { width: WIDTH, height: WIDTH }, colorScheme: "light" });
  await page.goto(`${emulator.url}/_emulator/console/apps/${APP}`);
  await page.waitForLoadState("networkidle");
  // From the top to what differs; the forms below are no picture.
  const last = await page.getByRole("region", { name: "On sale and in the open update" }).boundingBox();
  const path = join(root, "docs", "images", "console.png");
  const clip = { x: 0, y: 0, width: WIDTH, height: Math.round(last.y + last.height + MARGIN) };
  await page.screenshot({ path, clip, fullPage: true });
  console.log(`Written: ${path}`);
} finally {
  await browser.close();
  await emulator.close();
}
