/** Every page of the console: it opens quietly, asks nobody else, and is readable for everybody. */
import assert from "node:assert/strict";
import axe, { type AxeResults } from "axe-core";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import { storeForFile } from "../emulator/support/caller";
import { visit } from "./support/browser";
import { EVERY_PAGE, liven } from "./support/pages";

const openAll = (page: Page) =>
  page.locator("details").evaluateAll((all) => {
    for (const each of all) each.setAttribute("open", "");
  });

describe("every page of the console", function () {
  this.timeout(120_000);
  const store = storeForFile();

  it("opens without errors or policy violations, and without a request to anybody else", async () => {
    await liven(store);
    await visit({}, async ({ page, complaints, origins }) => {
      for (const [name, path] of Object.entries(EVERY_PAGE)) {
        const answer = await page.goto(store.url + path);
        await openAll(page);
        await page.getByRole("heading", { level: 1 }).waitFor();
        const expected = name === "no such page" ? 404 : 200;
        assert.equal(answer?.status(), expected, name);
        const refused = complaints.filter((text) => expected === 200 || !text.includes("404"));
        assert.deepEqual(refused, [], name);
      }
      assert.deepEqual([...origins], [store.url]);
    });
  });

  it("is found without the last slash of its address too", async () => {
    const answer = await fetch(`${store.url}/_emulator`);
    assert.equal(new URL(answer.url).pathname, "/_emulator/");
  });

  it("shows the images of the store", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + EVERY_PAGE["paid app"]);
      const widths = await page.evaluate<number[]>(`Promise.all(
        [...document.querySelectorAll(".identity img, .shots img:first-child")].map(async (image) => {
          image.loading = "eager";
          await image.decode();
          return image.naturalWidth;
        }),
      )`);
      assert.deepEqual(widths, [512, 1080]);
    });
  });

  it("answers under a strict content security policy", async () => {
    for (const path of [EVERY_PAGE.overview, EVERY_PAGE["no such page"], "/_emulator/console/assets/console.js"]) {
      const { headers } = await store.raw("GET", path ?? "");
      assert.equal(
        headers.get("content-security-policy"),
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("referrer-policy"), "no-referrer");
      assert.equal(headers.get("cache-control"), path?.includes("assets") ? "no-cache" : "no-store");
    }
  });

  it("gives its assets once", async () => {
    const path = "/_emulator/console/assets/console.css";
    const etag = (await store.raw("GET", path)).headers.get("etag") ?? "";
    assert.equal((await store.raw("GET", path, { "if-none-match": etag })).status, 304);
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`has no serious barrier for anybody, in ${colorScheme}`, async () => {
      await liven(store);
      await visit({ colorScheme, reducedMotion: "reduce" }, async ({ page }) => {
        for (const [name, path] of Object.entries(EVERY_PAGE)) {
          await page.goto(store.url + path);
          await openAll(page);
          await page.evaluate(axe.source);
          const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
          assert.ok(passes.length > 10, name);
          const found = violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`)]);
          assert.deepEqual(found, [], name);
        }
      });
    });

  it("fits a telephone: nothing scrolls sideways but wide tables", async () => {
    await liven(store);
    await visit({ viewport: { width: 390, height: 800 } }, async ({ page }) => {
      for (const [name, path] of Object.entries(EVERY_PAGE)) {
        await page.goto(store.url + path);
        await openAll(page);
        const wider = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        assert.ok(wider <= 0, `${name} is ${wider} pixels too wide`);
      }
    });
  });
});
