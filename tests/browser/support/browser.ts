/** One browser for all files of this folder, and pages in it that tell what went wrong in them. */
import assert from "node:assert/strict";
import chromium from "@sparticuz/chromium";
import { after } from "mocha";
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from "playwright-core";

/** The package starts the browser for servers without a sandbox; these flags would also turn off what is tested here. */
const UNWANTED =
  /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|disable-site-isolation-trials)$/;

let browser: Promise<Browser> | undefined;

after(async () => {
  await (await browser)?.close();
});

async function launched(): Promise<Browser> {
  browser ??= chromium.executablePath().then((executablePath) =>
    driver.launch({
      executablePath,
      args: chromium.args.filter((flag) => !UNWANTED.test(flag)),
      headless: true,
    }),
  );
  return browser;
}

export interface Visit {
  readonly page: Page;
  /** What the browser complained about: errors, violations of the content security policy, failed requests. */
  readonly complaints: string[];
  /** Origins that were asked for something. */
  readonly origins: Set<string>;
}

/** Does something in a fresh browser profile. */
export async function visit(options: BrowserContextOptions, use: (visit: Visit) => Promise<void>): Promise<void> {
  const context = await (await launched()).newContext(options);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    const origins = new Set<string>();
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    await use({ page, complaints, origins });
  } finally {
    await context.close();
  }
}

/** Presses Tab until the element with this accessible name has the focus. */
export async function tabTo(page: Page, role: "button" | "group" | "spinbutton", name: string): Promise<void> {
  const wanted = role === "group" ? page.locator("summary", { hasText: name }) : page.getByRole(role, { name });
  const target = wanted.first();
  await target.waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element.matches(":focus"))) return;
  }
  assert.fail(`Tab never reached ${name}.`);
}
