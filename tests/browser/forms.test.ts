/** What a person does in the console happens in the store; what is refused is said beside the form. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Page } from "playwright-core";
import { APPS, storeForFile } from "../emulator/support/caller";
import { tabTo, visit } from "./support/browser";
import { ADDRESSES } from "./support/pages";

const store = storeForFile();

const told = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

async function inReview(contentId: string): Promise<void> {
  await store.control("PUT", "settings", { review: "manual" });
  await store.update(contentId, { newFeature: "Snow." });
  const answer = await store.call("POST", "/seller/contentSubmit", { contentId });
  assert.equal(answer.status, 204, answer.text);
}

describe("the app page", function () {
  this.timeout(60_000);

  it("shows field by field what differs from what is on sale", async () => {
    await store.update(APPS.tideline, { longDescription: "Tides and moon.", ageLimit: "4" });
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.tideline));
      const rows = page.locator("tr.differs");
      const fields = await rows.getByRole("rowheader").allTextContents();
      assert.deepEqual(fields, ["Description (ENG) changed", "Age rating changed"]);
      assert.match((await rows.first().locator("ins").textContent()) ?? "", /only in the update:Tides and moon/);
    });
  });

  it("shows each language of the record that is chosen, as a customer would see it", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.paperLanterns));
      const shown = page.getByRole("region", { name: "Store page" });
      await shown.getByText("Twelve new evenings by the river.", { exact: true }).waitFor();
      await shown.getByRole("link", { name: "Open update" }).click();
      await shown.getByText("Twelve new evenings by the river, and lanterns that float.").waitFor();
      await shown.getByRole("link", { name: "Korean" }).click();
      await shown.getByRole("heading", { name: "종이 등불" }).waitFor();
    });
  });

  it("saves texts in the language that is shown, and leaves the others alone", async () => {
    const before = await store.held(APPS.paperLanterns);
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.paperLanterns, "?view=registration&language=KOR"));
      await page.getByLabel("What's new", { exact: true }).fill("첫 줄\n둘째 줄");
      await page.getByRole("button", { name: "Save the texts" }).click();
      await told(page, "The texts are saved.");
    });
    const after = await store.held(APPS.paperLanterns);
    const [korean] = after.registration?.content.addLanguage ?? [];
    assert.equal(korean?.newFeature, "첫 줄\n둘째 줄");
    assert.equal(korean?.description, before.registration?.content.addLanguage[0]?.description);
    assert.equal(after.registration?.content.newFeature, before.registration?.content.newFeature);
    assert.deepEqual(after.sale, before.sale);
  });

  it("saves countries and prices", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.tideline));
      await page.getByText("Change countries and prices").click();
      await page.getByLabel("Standard price in US dollars").fill("3.49");
      await page.getByRole("textbox", { name: "Countries", exact: true }).fill("usa 3.49\nKOR 4500\n");
      await page.getByRole("button", { name: "Save countries and prices" }).click();
      await told(page, "Countries and prices are saved.");
    });
    const content = (await store.held(APPS.tideline)).sale?.content;
    assert.equal(content?.standardPrice, "3.49");
    assert.deepEqual(content?.sellCountryList, [
      { countryCode: "USA", price: "3.49" },
      { countryCode: "KOR", price: "4500" },
    ]);
  });

  it("says beside the form what is wrong, keeps what was typed, and changes nothing", async () => {
    const before = await store.held(APPS.emberIsles);
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.emberIsles));
      await page.getByText("Change the rollout").click();
      const form = page.locator("#rollout-sale");
      await form.getByLabel("Rate in every other country").fill("40");
      await form.getByLabel("Countries with a rate of their own").fill("KOR 120");
      await form.getByRole("button", { name: "Save the rollout" }).click();
      const alert = form.getByRole("alert");
      await alert.waitFor();
      assert.match((await alert.textContent()) ?? "", /^Not done. rollout.countries.KOR/);
      assert.match(await page.title(), /^Error: /);
      assert.equal(await form.getByLabel("Countries with a rate of their own").inputValue(), "KOR 120");
      assert.equal(await form.getByLabel("Rate in every other country").inputValue(), "40");
    });
    assert.deepEqual(await store.held(APPS.emberIsles), before);
  });

  it("changes a binary's part in the rollout, and ends the rollout", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.emberIsles));
      await page.getByText("Change the rollout").click();
      await page.getByLabel("Binary 12").selectOption("PAUSED");
      await page.getByRole("button", { name: "Save the rollout" }).click();
      await told(page, "The rollout is saved.");
      const paused = (await store.held(APPS.emberIsles)).sale;
      assert.deepEqual(
        paused?.binaries.map(({ rolloutStatus }) => rolloutStatus),
        ["DISABLED", "PAUSED"],
      );
      assert.deepEqual(paused?.rollout, { rate: 10, countries: { KOR: 20, DEU: 15 } });
      await page.getByRole("button", { name: "Release to everyone" }).click();
      await told(page, "The release goes to everyone.");
    });
    assert.equal((await store.held(APPS.emberIsles)).sale?.rollout, null);
  });

  it("changes testers and feedback channel", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.nightGarden));
      await page.getByText("Change testers and feedback channel").click();
      await page.getByLabel("Testers", { exact: true }).fill("new.one@testers.example\n\n  other@testers.example  ");
      await page.getByLabel("Feedback channel").fill("talk@lumenforge.example");
      await page.getByRole("button", { name: "Save the beta test" }).click();
      await told(page, "The beta test is saved.");
    });
    assert.deepEqual((await store.held(APPS.nightGarden)).registration?.betaTest, {
      testers: ["new.one@testers.example", "other@testers.example"],
      feedbackChannel: "talk@lumenforge.example",
    });
  });

  it("replies to a buyer, and takes the reply back", async () => {
    const open = (await store.held(APPS.emberIsles)).comments.filter(({ replyId }) => replyId === null);
    const [newest] = open.toSorted((a, b) => (a.date < b.date ? 1 : -1));
    assert.ok(newest);
    const reply = async () =>
      (await store.held(APPS.emberIsles)).comments.find(({ commentId }) => commentId === newest.commentId)?.replyText;
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.emberIsles));
      const comment = page.getByRole("listitem").filter({ hasText: newest.commentText });
      await comment.getByText("Reply", { exact: false }).first().click();
      await comment.getByLabel("Reply").fill("é".repeat(701));
      await comment.getByRole("button", { name: "Send the reply" }).click();
      assert.match((await page.getByRole("alert").textContent()) ?? "", /replyText has 1402 bytes/);
      await comment.getByLabel("Reply").fill("Thank you.");
      await comment.getByRole("button", { name: "Send the reply" }).click();
      await told(page, "The reply is there.");
      assert.equal(await reply(), "Thank you.");
      await comment.getByRole("button", { name: "Delete the reply" }).click();
      await told(page, "The reply is deleted.");
      assert.equal(await reply(), null);
    });
  });

  it("opens, submits, rejects and discards an update", async () => {
    await store.control("PUT", "settings", { review: "manual" });
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.tideline));
      await page.getByRole("button", { name: "Open an update" }).click();
      await told(page, /Open update: UPDATING/);
      await page.getByRole("button", { name: "Submit for review" }).click();
      await told(page, /Open update: READY_FOR_REVIEW/);
      await page.getByLabel("Up to the stage").selectOption("CONTENT_REVIEW");
      await page.getByRole("button", { name: "Reject" }).click();
      await told(page, /Open update: CONTENT_REVIEW_REJECTED/);
      assert.equal((await store.held(APPS.tideline)).registration?.contentStatus, "CONTENT_REVIEW_REJECTED");
      await page.getByRole("button", { name: "Discard the update" }).click();
      await told(page, /Open update: none/);
    });
    assert.equal((await store.held(APPS.tideline)).registration, null);
  });

  it("publishes, suspends, resumes, and sets a status by hand", async () => {
    await inReview(APPS.tideline);
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.tideline));
      await page.getByRole("button", { name: "Pass the review" }).click();
      await told(page, /Open update: READY_FOR_CHANGE/);
      await page.getByRole("button", { name: "Publish" }).click();
      await told(page, /Open update: none/);
      assert.equal((await store.held(APPS.tideline)).sale?.content.newFeature, "Snow.");
      await page.getByRole("button", { name: "Suspend the sale" }).click();
      await told(page, "On sale: SUSPENDED");
      await page.getByRole("button", { name: "Resume the sale" }).click();
      await told(page, "On sale: FOR_SALE");
      await page.getByText("Set a status by hand").click();
      await page.getByLabel("Status of the live record").selectOption("TERMINATED");
      await page.getByRole("button", { name: "Set the status" }).click();
      await told(page, "On sale: TERMINATED");
    });
    assert.equal((await store.held(APPS.tideline)).sale?.contentStatus, "TERMINATED");
  });
});

describe("with the keyboard alone", function () {
  this.timeout(60_000);

  it("a person passes a review", async () => {
    await inReview(APPS.tideline);
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.tideline));
      await tabTo(page, "button", "Pass the review");
      await page.keyboard.press("Enter");
      await told(page, /The review is decided/);
      assert.ok(
        await page
          .getByRole("status")
          .filter({ hasText: "The review is decided" })
          .evaluate((e) => e.matches(":focus")),
      );
    });
    assert.equal((await store.held(APPS.tideline)).registration?.contentStatus, "READY_FOR_CHANGE");
  });

  it("a person raises a rollout rate", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.emberIsles));
      await tabTo(page, "group", "Change the rollout");
      await page.keyboard.press("Enter");
      await tabTo(page, "spinbutton", "Rate in every other country");
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("35");
      await page.keyboard.press("Enter");
      await told(page, "The rollout is saved.");
    });
    assert.equal((await store.held(APPS.emberIsles)).sale?.rollout?.rate, 35);
  });

  it("a person skips the header", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.overview);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.ok(await page.locator("main").evaluate((main) => main.matches(":focus")));
    });
  });
});

describe("without scripts", function () {
  this.timeout(60_000);

  it("the clock, the settings, faults and texts are changed all the same", async () => {
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.overview);
      await page.getByLabel("Set the clock (UTC)").fill("2031-05-06T07:08:09");
      await page.getByRole("button", { name: "Set the clock" }).click();
      await told(page, /Tue, 06 May 2031 07:08/);
      await page.getByRole("button", { name: "Advance a day" }).click();
      await told(page, /Wed, 07 May 2031 07:08/);
      await page.getByLabel("Review", { exact: true }).selectOption("timed");
      await page.getByLabel("Strict").check();
      await page.getByLabel("Items can be acknowledged").uncheck();
      await page.getByText(/uncertain points of the store, 0 not as usual/).click();
      await page.getByLabel("The key of the content id in the answer to contentUpdate.").selectOption("ctntId");
      await page.getByRole("button", { name: "Save the settings" }).click();
      await told(page, "The settings are saved.");
      await told(page, /uncertain points of the store, 1 not as usual/);
      await page.goto(store.url + ADDRESSES.faults);
      await page.getByLabel("Operation").selectOption("rollout.setRate");
      await page.getByLabel("Status").fill("400");
      await page.getByLabel("Store code").fill("3206");
      await page.getByLabel("Client").fill("night build");
      await page.getByRole("button", { name: "Order the fault" }).click();
      await told(page, "Ordered: the next rollout.setRate meets return-400-3206.");
      await page.goto(store.url + ADDRESSES.app(APPS.tideline));
      await page.getByLabel("Title").fill("Tideline 2");
      await page.getByRole("button", { name: "Save the texts" }).click();
      await told(page, "The texts are saved.");
    });
    const { now } = await store.control("GET", "clock");
    assert.match(now, /^2031-05-07/);
    const { review, strict, acknowledgeItems, readings } = await store.control("GET", "settings");
    assert.deepEqual([review, strict, acknowledgeItems, readings.updateAnswerId], ["timed", true, false, "ctntId"]);
    assert.deepEqual(await store.control("GET", "faults"), [
      { operation: "rollout.setRate", client: "night build", instructions: ["return-400-3206"] },
    ]);
    assert.equal((await store.held(APPS.tideline)).sale?.content.appTitle, "Tideline 2");
  });

  it("a customer buys, is paid back, and ends a subscription", async () => {
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.sales(APPS.emberIsles));
      await page.getByLabel("Item or subscription").fill("ember_vault");
      await page.getByLabel("Country").selectOption("KOR");
      await page.getByRole("button", { name: "Buy" }).click();
      const said = (await page.getByText(/^Bought/).textContent()) ?? "";
      const orderId = /order is (\S+)\./.exec(said)?.[1] ?? "";
      await page.getByRole("button", { name: `Refund ${orderId}` }).click();
      await told(page, `The order ${orderId} is paid back.`);
      const { sales } = await store.held(APPS.emberIsles);
      const bought = sales.purchases.find((purchase) => purchase.orderId === orderId);
      assert.deepEqual([bought?.itemId, bought?.countryId, bought?.refundedAt === null], ["ember_vault", "KOR", false]);
      const cancel = page.getByRole("button", { name: /^Cancel:/ }).first();
      const name = (await cancel.getAttribute("aria-label")) ?? "";
      await cancel.click();
      await told(page, /^Cancel: done/);
      assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0);
      const first = (await store.held(APPS.emberIsles)).sales;
      const chain = first.purchases.find((purchase) => name.endsWith(purchase.orderId))?.purchaseId;
      const subscription = first.subscriptions.find(({ firstPurchaseId }) => firstPurchaseId === chain);
      assert.deepEqual([subscription?.status, subscription?.cancelReason], ["CANCEL", "1"]);
    });
  });

  it("a test notification is sent, and how it went is shown", async () => {
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.notifications);
      await page.getByLabel("Address of the receiver").fill("https://elsewhere.example/hook");
      await page.getByRole("button", { name: "Send" }).click();
      await told(page, /an http or https address on this machine/);
      assert.equal(await page.getByLabel("Address of the receiver").inputValue(), "https://elsewhere.example/hook");
      await page.getByLabel("Address of the receiver").fill(`${store.url}/_emulator/requests`);
      await page.getByRole("button", { name: "Send" }).click();
      await told(page, "TEST");
      await told(page, /: 404$/);
    });
  });

  it("the store goes back to its seed", async () => {
    await store.update(APPS.emberIsles, { appTitle: "Gone soon" });
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.overview);
      await page.getByRole("button", { name: "Reset the store" }).click();
      await told(page, "The store is back to its seed.");
    });
    assert.equal((await store.held(APPS.emberIsles)).registration, null);
  });
});

describe("a page of another origin", function () {
  this.timeout(60_000);

  it("cannot send a form of the console", async () => {
    const target = `${store.url}/_emulator/console/reset`;
    await store.control("PUT", "settings", { strict: true });
    await visit({}, async ({ page }) => {
      await page.route("http://elsewhere.example/", (route) =>
        route.fulfill({
          contentType: "text/html",
          body: `<form method="post" action="${target}"><button>Win a lantern</button></form>`,
        }),
      );
      await page.goto("http://elsewhere.example/");
      const answer = page.waitForResponse(target);
      await page.getByRole("button").click();
      assert.equal((await answer).status(), 403);
    });
    assert.equal((await store.control("GET", "settings")).strict, true);
  });

  it("is refused whatever it calls itself", async () => {
    const post = (headers: Record<string, string>) => store.raw("POST", "/_emulator/console/reset", headers, "");
    assert.equal((await post({ origin: "http://elsewhere.example" })).status, 403);
    assert.equal((await post({ origin: "null" })).status, 403);
    assert.equal((await post({ "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await post({ origin: store.url, "sec-fetch-site": "same-origin" })).status, 303);
  });
});
