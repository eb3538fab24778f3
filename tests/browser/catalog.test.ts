/** A catalog of 10,000 items in the browser: found, paged, and edited. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultSeed, type Seed } from "../../emulator";
import { APPS, storeForFile } from "../emulator/support/caller";
import { visit } from "./support/browser";
import { ADDRESSES } from "./support/pages";

function largeSeed(): Seed {
  const seed = defaultSeed();
  const app = seed.sellers[0]?.apps?.[0];
  assert.ok(app);
  app.items = Array.from({ length: 10_000 }, (_, index) => ({
    id: `item_${String(index).padStart(5, "0")}`,
    title: index % 100 === 7 ? `Lantern ${index}` : `Item ${index}`,
    description: "One of many.",
    usdPrice: ((index * 7) % 1000) / 10,
    prices: [{ countryId: "USA", currency: "USD", localPrice: "0.99" }],
  }));
  return seed;
}

describe("a catalog of 10,000 items", function () {
  this.timeout(60_000);
  const store = storeForFile(largeSeed());
  const items = ADDRESSES.items(APPS.emberIsles);
  const ROWS = "#results > section > table > tbody > tr";

  it("shows fifty at a time, to the last page", async () => {
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + items);
      await page.getByText("10000 items: 1 to 50").waitFor();
      await page.getByRole("link", { name: "Next" }).click();
      await page.getByText("10000 items: 51 to 100").waitFor();
      const second = await page.locator(`${ROWS} > th`).allTextContents();
      assert.deepEqual([second.length, second[0], second.at(-1)], [50, "item_00050", "item_00099"]);
      await page.goto(`${store.url}${items}?page=200`);
      assert.equal(await page.locator(`${ROWS} > th`).last().textContent(), "item_09999");
      assert.equal(await page.getByRole("link", { name: "Next" }).count(), 0);
    });
  });

  it("finds by id while one types, without another page", async () => {
    await visit({}, async ({ page, complaints }) => {
      await page.goto(store.url + items);
      await page.getByLabel("Search by id or title").pressSequentially("ITEM_04711");
      await page.getByText("1 of 10000 items").waitFor();
      await page.getByRole("rowheader", { name: "item_04711" }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get("q"), "ITEM_04711");
      assert.deepEqual(complaints, []);
    });
  });

  it("finds by title without scripts, in the order that is asked for", async () => {
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + items);
      await page.getByLabel("Search by id or title").fill("lantern");
      await page.getByLabel("Sorted by").selectOption("price");
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByText("100 of 10000 items: 1 to 50").waitFor();
      const prices = (await page.locator(`${ROWS} > td.number`).allTextContents()).map(Number);
      assert.equal(prices.length, 50);
      assert.deepEqual(
        prices,
        prices.toSorted((a, b) => a - b),
      );
      await page.getByRole("link", { name: "Next" }).click();
      await page.getByText("100 of 10000 items: 51 to 100").waitFor();
    });
  });

  it("edits, adds and deletes, and comes back to the same search", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(`${store.url}${items}?q=item_00042`);
      await page.locator("summary", { hasText: "of item_00042" }).click();
      const form = page.locator("[id='item-item_00042']");
      await form.getByLabel("Title").fill("The answer");
      await form.getByLabel("Prices by country").fill("USA 4.20\nKOR 5400");
      await form.getByLabel("Price in US dollars").fill("4.2");
      await form.getByRole("button", { name: "Save the item" }).click();
      await form.getByRole("status").waitFor();
      assert.equal(new URL(page.url()).searchParams.get("q"), "item_00042");
      const held = (await store.held(APPS.emberIsles)).items.find(({ id }) => id === "item_00042");
      assert.deepEqual(
        [held?.title, held?.usdPrice, held?.prices],
        [
          "The answer",
          4.2,
          [
            { countryId: "USA", currency: "USD", localPrice: "4.20" },
            { countryId: "KOR", currency: "KRW", localPrice: "5400" },
          ],
        ],
      );
      await page.getByRole("button", { name: "Delete the item item_00042" }).click();
      await page.getByText("The item item_00042 is deleted.").waitFor();
      await page.getByText("New item").click();
      const adding = page.locator("#add");
      await adding.getByLabel("Item id").fill("brand_new");
      await adding.getByLabel("Title").fill("Brand new");
      await adding.getByLabel("Description").fill("Just made.");
      await adding.getByLabel("Price in US dollars").fill("0.99");
      await adding.getByLabel("Prices by country").fill("USA 0.99");
      await adding.getByRole("button", { name: "Add the item" }).click();
      await page.getByText("The item brand_new is added.").waitFor();
      const ids = (await store.held(APPS.emberIsles)).items.map(({ id }) => id);
      assert.deepEqual([ids.length, ids.includes("item_00042"), ids.at(-1)], [10_000, false, "brand_new"]);
    });
  });

  it("refuses an id that is taken, and keeps what was typed", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + items);
      await page.getByText("New item").click();
      const adding = page.locator("#add");
      await adding.getByLabel("Item id").fill("item_00001");
      await adding.getByLabel("Title").fill("Another one");
      await adding.getByLabel("Description").fill("With the same id.");
      await adding.getByLabel("Price in US dollars").fill("0.99");
      await adding.getByLabel("Prices by country").fill("USA 0.99");
      await adding.getByRole("button", { name: "Add the item" }).click();
      await adding.getByText("There already is an item item_00001.").waitFor();
      assert.equal(await adding.getByLabel("Title").inputValue(), "Another one");
      const held = (await store.held(APPS.emberIsles)).items.find(({ id }) => id === "item_00001");
      assert.equal(held?.title, "Item 1");
    });
  });
});
