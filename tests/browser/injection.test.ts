/** Texts of the store that try to run something: they are shown, and nothing more. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultSeed, type Seed } from "../../emulator";
import { APPS, storeForFile } from "../emulator/support/caller";
import { visit } from "./support/browser";
import { ADDRESSES } from "./support/pages";

const ATTEMPTS = [
  "<script>window.hacked = 1</script>",
  '"><img src=x onerror="window.hacked = 1">',
  "javascript:window.hacked=1",
  '</textarea></title></style><svg onload="window.hacked = 1">',
  "' onfocus='window.hacked = 1' autofocus='",
];
const HOSTILE = ATTEMPTS.join(" ");
const LINK = "javascript:window.hacked=1";
const ELSEWHERE = "http://elsewhere.example/content/x/IconImage_1.png";

type SeedApp = NonNullable<Seed["sellers"][number]["apps"]>[number];

/** The default seed with a first app whose every text is hostile. */
function hostileSeed(): Seed {
  const seed = defaultSeed();
  const [seller] = seed.sellers;
  const [app] = seller?.apps ?? [];
  assert.ok(seller && app?.sale);
  seller.name = HOSTILE;
  app.packageName = `com.hostile"><img src=x onerror="window.hacked = 1">`;
  const content: SeedApp["registration"] = {
    ...app.sale,
    contentStatus: "BETA_UPDATING",
    rollout: null,
    betaTest: { testers: ATTEMPTS, feedbackChannel: LINK },
    binaries: [{ binarySeq: "12", fileName: HOSTILE, fileSize: 1, versionCode: "1", versionName: HOSTILE }],
    content: hostileContent(app.sale.content, HOSTILE),
  };
  app.sale.content = hostileContent(app.sale.content, `live ${HOSTILE}`);
  app.registration = content;
  app.items = (app.items ?? []).map((item) => ({ ...item, title: HOSTILE, description: HOSTILE }));
  app.comments = [
    {
      commentId: "1234567",
      countryCode: "USA",
      buyerId: HOSTILE,
      date: "2026-11-01",
      commentText: HOSTILE,
      device: HOSTILE,
      appVersion: HOSTILE,
      replyId: "1",
      replyText: HOSTILE,
    },
  ];
  for (const purchase of app.sales?.purchases ?? []) purchase.itemTitle = HOSTILE;
  return seed;
}

function hostileContent(content: NonNullable<SeedApp["sale"]>["content"], text: string) {
  return {
    ...content,
    appTitle: text,
    shortDescription: text,
    longDescription: text,
    newFeature: text,
    icon: LINK,
    heroImage: ELSEWHERE,
    screenshots: [LINK, ELSEWHERE, HOSTILE],
    privatePolicyURL: LINK,
    supportedSiteUrl: LINK,
    youTubeURL: LINK,
    openSourceURL: LINK,
    supportEMail: HOSTILE,
    copyrightHolder: HOSTILE,
    addLanguage: (content.addLanguage ?? []).map((listing) => ({
      ...listing,
      appTitle: text,
      description: text,
      screenshots: [LINK],
    })),
  };
}

const PAGES = [
  ADDRESSES.overview,
  ADDRESSES.app(APPS.emberIsles),
  ADDRESSES.app(APPS.emberIsles, "?view=registration&language=KOR"),
  ADDRESSES.items(APPS.emberIsles),
  `${ADDRESSES.items(APPS.emberIsles)}?q=${encodeURIComponent(HOSTILE)}`,
  ADDRESSES.sales(APPS.emberIsles),
  `${ADDRESSES.journal}?operation=${encodeURIComponent(HOSTILE)}`,
  ADDRESSES.journal,
  `${ADDRESSES.journal}/1`,
  ADDRESSES.notifications,
];

describe("texts that try script injection", function () {
  this.timeout(120_000);
  const store = storeForFile(hostileSeed());

  // Without the content security policy, so that escaping alone must hold.
  it("run nothing on any page, and are shown as they are", async () => {
    await store.raw(
      "POST",
      `/${encodeURIComponent(HOSTILE)}?${new URLSearchParams({ [HOSTILE]: HOSTILE })}`,
      {},
      HOSTILE,
    );
    await store.control("POST", "notifications/test", { app: APPS.emberIsles, url: "http://127.0.0.1:9/" });
    await visit({ bypassCSP: true }, async ({ page, complaints, origins }) => {
      for (const path of PAGES) {
        await page.goto(store.url + path);
        await page.locator("details").evaluateAll((all) => {
          for (const each of all) each.setAttribute("open", "");
        });
        const found = await page.evaluate<Record<string, unknown>>(`({
          hacked: typeof window.hacked,
          images: document.querySelectorAll("img[src=x], svg[onload], [onerror], [onfocus]").length,
          scripts: [...document.scripts].filter((script) => !script.src).length,
          links: document.querySelectorAll('a[href^="javascript:" i], form[action^="javascript:" i]').length,
        })`);
        assert.deepEqual(found, { hacked: "undefined", images: 0, scripts: 0, links: 0 }, path);
      }
      assert.deepEqual([complaints, [...origins]], [[], [store.url]]);
    });
  });

  it("stand in the page and its fields letter by letter", async () => {
    await visit({}, async ({ page }) => {
      await page.goto(store.url + ADDRESSES.app(APPS.emberIsles));
      assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), `live ${HOSTILE}`);
      for (const label of ["Title", "Description", "What's new"])
        assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), HOSTILE, label);
      assert.equal(await page.getByLabel("Testers", { exact: true }).inputValue(), ATTEMPTS.join("\n"));
      for (const text of [HOSTILE, ...ATTEMPTS]) await page.getByText(text).first().waitFor({ state: "attached" });
      await page.goto(store.url + ADDRESSES.items(APPS.emberIsles));
      await page.getByRole("cell", { name: HOSTILE }).first().waitFor();
    });
  });

  it("run nothing when they arrive in the live journal", async () => {
    await visit({ bypassCSP: true }, async ({ page, complaints }) => {
      await page.goto(store.url + ADDRESSES.journal);
      await page.getByText("Live", { exact: true }).waitFor();
      await store.raw("POST", `/${encodeURIComponent(HOSTILE)}`);
      await page.getByText("Live, 1 new request").waitFor();
      assert.equal(await page.evaluate("typeof window.hacked"), "undefined");
      assert.equal(await page.locator("main img, main svg").count(), 0);
      assert.deepEqual(complaints, []);
    });
  });

  it("typed into a form that is refused, come back as text", async () => {
    await visit({}, async ({ page, complaints }) => {
      await page.goto(store.url + ADDRESSES.items(APPS.emberIsles));
      await page.getByText("New item").click();
      const form = page.locator("#add");
      await form.getByLabel("Item id").fill(HOSTILE);
      await form.getByLabel("Title").fill(HOSTILE);
      await form.getByLabel("Description").fill(HOSTILE);
      await form.getByLabel("Price in US dollars").fill("1");
      await form.getByLabel("Prices by country").fill("USA 1");
      await form.getByRole("button", { name: "Add the item" }).click();
      await form.getByRole("alert").waitFor();
      assert.equal(await form.getByLabel("Title").inputValue(), HOSTILE);
      assert.deepEqual(
        complaints.filter((text) => !text.includes("422")),
        [],
      );
    });
  });
});
