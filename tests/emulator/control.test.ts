/** The control API: what is done to the store from outside. */

import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, it } from "mocha";
import { createEmulator, defaultSeed, type Seed, startEmulator } from "../../emulator";
import { APPS, type Json, png, STUDIO, storeForFile } from "./support/caller";

describe("the whole store", () => {
  const store = storeForFile();

  it("goes out and in again in one format, unchanged", async () => {
    await store.update(APPS.emberIsles, { iconKey: await store.upload("icon.png", png(512, 512)) });
    await store.control("PUT", "settings", { review: "manual" });
    await store.control("PUT", "clock", { advance: 3600 });
    const before = (await store.raw("GET", "/_emulator/dump")).text;
    const [{ icon }] = await store.info(APPS.emberIsles);
    await store.control("POST", "reset");
    assert.equal((await store.info(APPS.emberIsles)).length, 1);
    await store.control("PUT", "seed", JSON.parse(before));
    assert.equal((await store.raw("GET", "/_emulator/dump")).text, before);
    const served = await fetch(store.url + new URL(icon).pathname);
    assert.deepEqual(Buffer.from(await served.arrayBuffer()), png(512, 512));
  });

  it("goes back to its seed, with an empty journal and no faults", async () => {
    const before = await store.control("GET", "dump");
    await store.update(APPS.emberIsles, { appTitle: "x" });
    await store.control("PUT", "settings", { strict: true });
    await store.control("PUT", "clock", { now: "2030-01-01T00:00:00Z" });
    await store.control("POST", "faults", { operation: "apps.list", instructions: ["return-500"] });
    await store.control("POST", "reset");
    assert.deepEqual(await store.control("GET", "dump"), before);
    assert.deepEqual(await store.control("GET", "requests"), []);
    assert.deepEqual(await store.control("GET", "faults"), []);
  });

  it("holds no secrets: neither keys nor tokens", async () => {
    await store.info(APPS.emberIsles);
    const { authorization = "" } = await store.authorization();
    const { text } = await store.raw("GET", "/_emulator/dump");
    assert.ok(!text.includes(authorization.slice("Bearer ".length)));
    assert.ok(!text.includes("PRIVATE KEY"));
  });

  it("refuses a seed that is wrong, with the path of what is", async () => {
    for (const [change, path] of [
      [(seed: Json) => (seed.sellers[0].apps[0].sale.content.ageLimit = "7"), "sellers.0.apps.0.sale.content.ageLimit"],
      [(seed: Json) => (seed.sellers[0].apps[0].contentId = "1"), "sellers.0.apps.0.contentId"],
      [(seed: Json) => (seed.sellers[1].apps[0].contentId = APPS.emberIsles), "sellers.1.apps.0.contentId"],
      [
        (seed: Json) => (seed.sellers[0].apps[0].items[0].prices[0].countryId = "XXX"),
        "sellers.0.apps.0.items.0.prices.0.countryId",
      ],
      [
        (seed: Json) => (seed.sellers[0].apps[0].sale.contentStatus = "UPDATING"),
        "sellers.0.apps.0.sale.contentStatus",
      ],
      [(seed: Json) => (seed.stray = 1), "stray"],
      [(seed: Json) => delete seed.sellers, "sellers"],
    ] as const) {
      const seed = defaultSeed();
      change(seed);
      const answer = await store.raw("PUT", "/_emulator/seed", {}, JSON.stringify(seed));
      assert.deepEqual([answer.status, answer.json.path], [400, path], answer.text);
    }
    assert.equal((await store.info(APPS.emberIsles)).length, 1, "the store still holds what it held");
  });

  it("starts from any seed, and says what is wrong with a bad one", async () => {
    const emulator = await startEmulator({
      seed: {
        sellers: [{ name: "One", sellerSeq: "000000000001", serviceAccounts: [{ id: "a", scopes: ["publishing"] }] }],
      },
    });
    const accounts = (await (await fetch(`${emulator.url}/_emulator/accounts`)).json()) as Json;
    assert.deepEqual(
      accounts.map(({ privateKey, ...account }: Json) => [
        account,
        privateKey.startsWith("-----BEGIN PRIVATE KEY-----"),
      ]),
      [[{ serviceAccountId: "a", scopes: ["publishing"], seller: "One", sellerSeq: "000000000001" }, true]],
    );
    await emulator.close();
    await assert.rejects(startEmulator({ seed: { sellers: [] } as Seed }), /sellers/);
  });

  it("has the accounts of the default seed in their order", async () => {
    const accounts = await store.control("GET", "accounts");
    assert.deepEqual(
      accounts.map((account: Json) => [account.serviceAccountId.slice(-2), account.scopes, account.seller]),
      [
        ["01", ["publishing", "gss"], "Lumen Forge Studio"],
        ["02", ["publishing"], "Lumen Forge Studio"],
        ["03", ["gss"], "Lumen Forge Studio"],
        ["01", ["publishing", "gss"], "Harbor Nine Games"],
      ],
    );
    assert.equal(new Set(accounts.map((account: Json) => account.privateKey)).size, 4);
  });
});

describe("settings and clock", () => {
  const store = storeForFile();

  it("change only what is named", async () => {
    const before = await store.control("GET", "settings");
    assert.deepEqual(await store.control("PUT", "settings", { strict: true }), { ...before, strict: true });
    await store.control("PUT", "settings", { review: "timed" });
    assert.deepEqual(await store.control("GET", "settings"), { ...before, review: "timed", strict: true });
    const wrong = await store.raw("PUT", "/_emulator/settings", {}, '{"review":"never"}');
    assert.deepEqual([wrong.status, wrong.json.path], [400, "review"]);
  });

  it("put the clock to a moment or ahead, and it shows in the records", async () => {
    assert.match((await store.control("PUT", "clock", { now: "2030-05-06T07:08:09Z" })).now, /^2030-05-06T07:08:09/);
    assert.match((await store.control("PUT", "clock", { advance: 86_400 })).now, /^2030-05-07T07:08:/);
    assert.match((await store.control("GET", "clock")).now, /^2030-05-07T07:08:/);
    await store.update(APPS.emberIsles);
    const { json } = await store.call("GET", "/seller/contentList");
    assert.match(json[0].modifyDate, /^2030-05-07 07:08:\d\d\.0$/);
    assert.equal((await store.raw("PUT", "/_emulator/clock", {}, '{"now":"soon"}')).status, 400);
  });
});

describe("the journal", () => {
  const store = storeForFile();
  const journal = (): Promise<Json[]> => store.control("GET", "requests");

  it("tells what was asked, in order, with query and body", async () => {
    await store.info(APPS.emberIsles);
    await store.control("DELETE", "requests");
    await store.info(APPS.emberIsles);
    await store.update(APPS.emberIsles, { privatePolicyURL: "https://lumenforge.example/p" });
    await store.call("POST", "/seller/contentUpdate", { contentId: APPS.firstLight });
    await store.call("GET", "/seller/nowhere");
    const entries = await journal();
    assert.deepEqual(
      entries.map(({ method, path, query, operation, request, status, code, fault }) => ({
        method,
        path,
        query,
        operation,
        request,
        status,
        code,
        fault,
      })),
      [
        {
          method: "GET",
          path: "/seller/contentInfo",
          query: { contentId: APPS.emberIsles },
          operation: "apps.get",
          request: null,
          status: 200,
          code: null,
          fault: null,
        },
        {
          method: "POST",
          path: "/seller/contentUpdate",
          query: {},
          operation: "apps.update",
          request: { contentId: APPS.emberIsles, privatePolicyURL: "https://lumenforge.example/p" },
          status: 200,
          code: null,
          fault: null,
        },
        {
          method: "POST",
          path: "/seller/contentUpdate",
          query: {},
          operation: "apps.update",
          request: { contentId: APPS.firstLight },
          status: 400,
          code: "4128",
          fault: null,
        },
        {
          method: "GET",
          path: "/seller/nowhere",
          query: {},
          operation: null,
          request: null,
          status: 404,
          code: null,
          fault: null,
        },
      ],
    );
    const [first, second] = entries;
    assert.ok(second.id > first.id && second.at >= first.at && second.ms >= 0);
  });

  it("keeps the body of calls that were refused before anything read it", async () => {
    await store.raw("POST", "/seller/contentUpdate", { "content-type": "application/json" }, '{"contentId":"1"}');
    const last = (await journal()).at(-1);
    assert.deepEqual([last.status, last.code, last.request], [401, "AUTH_REQUIRE", { contentId: "1" }]);
  });

  it("tells of an upload its name and size", async () => {
    await store.upload("notes.txt", Buffer.from("hello"));
    const upload = (await journal()).find((entry) => entry.operation === "uploads.file");
    assert.deepEqual(upload.request, { sessionId: upload.request.sessionId, fileName: "notes.txt", fileSize: 5 });
  });

  it("never holds a token, a JWT or a key, wherever they were sent", async () => {
    const token = await store.mint(STUDIO, ["publishing"]);
    const jwt = await store.jwt(STUDIO);
    const pem = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----";
    await store.call("POST", "/seller/contentUpdate", {
      contentId: APPS.emberIsles,
      accessToken: "anything",
      deep: [{ note: `take ${token}` }, jwt, pem],
    });
    await store.call("GET", `/seller/contentInfo?contentId=${APPS.emberIsles}&t=${token}`);
    await store.raw("POST", "/auth/accessToken", { authorization: `Bearer ${jwt}` }, jwt);
    const { text } = await store.raw("GET", "/_emulator/requests");
    for (const secret of [token, jwt, "MIIE", "anything"]) assert.ok(!text.includes(secret), secret);
    assert.ok(text.includes("[redacted]"));
  });
});

describe("a portal edit", () => {
  const store = storeForFile();
  const edit = (app: string, body: object, query = "") => store.control("PATCH", `apps/${app}${query}`, body);
  const refused = async (app: string, body: object, path: string) => {
    const answer = await store.raw("PATCH", `/_emulator/apps/${app}`, {}, JSON.stringify(body));
    assert.deepEqual([answer.status, answer.json.path], [400, path], answer.text);
  };

  it("changes the live record, or the open update when there is one, or the one that is named", async () => {
    await edit(APPS.emberIsles, { appTitle: "Live" });
    assert.equal((await store.info(APPS.emberIsles))[0].appTitle, "Live");
    await edit(APPS.paperLanterns, { appTitle: "Update" });
    await edit(APPS.paperLanterns, { appTitle: "Sale" }, "?appStatus=SALE");
    assert.deepEqual(
      (await store.info(APPS.paperLanterns)).map((record) => record.appTitle),
      ["Update", "Sale"],
    );
    const none = await store.raw("PATCH", `/_emulator/apps/${APPS.emberIsles}?appStatus=REGISTRATION`, {}, "{}");
    assert.equal(none.status, 404);
  });

  it("finds an app by package name too", async () => {
    const record = await edit("com.lumenforge.tideline", { standardPrice: "3.99" });
    assert.deepEqual([record.contentId, record.standardPrice], [APPS.tideline, "3.99"]);
  });

  it("replaces lists; what an entry of a language leaves out stays as it is", async () => {
    const [before] = await store.info(APPS.emberIsles);
    await edit(APPS.emberIsles, {
      addLanguage: [{ languagecode: "KOR", appTitle: "새 이름" }],
      sellCountryList: [{ countryCode: "USA", price: "0" }],
    });
    const [after] = await store.info(APPS.emberIsles);
    const korean = before.addLanguage.find((listing: Json) => listing.languagecode === "KOR");
    assert.deepEqual(after.addLanguage, [{ ...korean, appTitle: "새 이름" }]);
    assert.equal(after.sellCountryList.length, 1);
  });

  it("replaces images by new ones or by given bytes", async () => {
    const [before] = await store.info(APPS.emberIsles);
    const bytes = png(512, 512).toString("base64");
    await edit(APPS.emberIsles, {
      icon: { base64: bytes },
      heroImage: "new",
      screenshots: [...before.screenshots.slice(0, 3), "new", { base64: bytes }],
    });
    const [after] = await store.info(APPS.emberIsles);
    assert.notEqual(after.icon, before.icon);
    assert.notEqual(after.heroImage, before.heroImage);
    const served = await fetch(store.url + new URL(after.icon).pathname);
    assert.equal(Buffer.from(await served.arrayBuffer()).toString("base64"), bytes);
    assert.deepEqual(after.screenshots.slice(0, 3), before.screenshots.slice(0, 3));
    assert.equal(new Set(after.screenshots.map((shot: Json) => shot.screenshotPath)).size, 5);
  });

  it("sets rollout, testers and status without regard to the store's order rules", async () => {
    await edit(APPS.emberIsles, { rollout: { rate: 3, countries: { JPN: 1 }, binaries: { 11: "PAUSED" } } });
    const rollout = (await store.held(APPS.emberIsles)).sale;
    assert.deepEqual(rollout?.rollout, { rate: 3, countries: { JPN: 1 } });
    assert.equal(rollout?.binaries[0]?.rolloutStatus, "PAUSED");
    await edit(APPS.emberIsles, { rollout: { enabled: false } });
    assert.equal((await store.held(APPS.emberIsles)).sale?.rollout, null);
    await edit(APPS.nightGarden, { betaTest: { testers: ["a@testers.example"] }, contentStatus: "BETA_UPDATING" });
    const garden = (await store.held(APPS.nightGarden)).registration;
    assert.deepEqual(garden?.betaTest, {
      testers: ["a@testers.example"],
      feedbackChannel: "night-garden@lumenforge.example",
    });
    assert.equal(garden?.contentStatus, "BETA_UPDATING");
  });

  it("moves a record to the side of its status, unless the app has a record there", async () => {
    await edit(APPS.nightGarden, { contentStatus: "BETA_DEPLOYED" });
    const garden = await store.held(APPS.nightGarden);
    assert.deepEqual([garden.sale?.contentStatus, garden.registration], ["BETA_DEPLOYED", null]);
    await edit(APPS.nightGarden, { contentStatus: "BETA_UPDATING" });
    assert.equal((await store.held(APPS.nightGarden)).sale, null);
    const both = await store.raw("PATCH", `/_emulator/apps/${APPS.paperLanterns}`, {}, '{"contentStatus":"FOR_SALE"}');
    assert.deepEqual([both.status, both.json.path], [409, "contentStatus"]);
  });

  it("is refused as a whole with the path of what is wrong", async () => {
    await refused(APPS.emberIsles, { appTitle: "x", titel: "y" }, "titel");
    await refused(APPS.emberIsles, { appTitle: "x", ageLimit: "7" }, "ageLimit");
    await refused(APPS.emberIsles, { sellCountryList: [{ countryCode: "XXX" }] }, "sellCountryList.0.countryCode");
    await refused(APPS.emberIsles, { addLanguage: [{ languagecode: "FRA" }] }, "addLanguage.0.appTitle");
    await refused(APPS.emberIsles, { rollout: { rate: 101 } }, "rollout.rate");
    await refused(APPS.emberIsles, { rollout: { binaries: { 99: "ENABLED" } } }, "rollout.binaries.99");
    await refused(APPS.emberIsles, { appTitle: "x", betaTest: { tester: [] } }, "betaTest.tester");
    assert.equal((await store.info(APPS.emberIsles))[0].appTitle, "Ember Isles");
    assert.equal((await store.raw("PATCH", `/_emulator/apps/${APPS.nobodys}`, {}, "{}")).status, 404);
  });

  it("opens and discards an update", async () => {
    assert.deepEqual(await store.control("POST", `apps/${APPS.emberIsles}/open-update`, {}), {
      contentId: APPS.emberIsles,
      registration: "UPDATING",
      sale: "FOR_SALE",
    });
    const again = (act: string, app: string) => store.raw("POST", `/_emulator/apps/${app}/${act}`, {}, "{}");
    assert.equal((await again("open-update", APPS.emberIsles)).status, 409);
    assert.equal((await again("open-update", APPS.firstLight)).status, 409);
    assert.equal((await again("open-update", APPS.deepField)).status, 409);
    await store.control("POST", `apps/${APPS.emberIsles}/discard-update`, {});
    assert.equal((await store.info(APPS.emberIsles)).length, 1);
    assert.equal((await again("discard-update", APPS.emberIsles)).status, 409);
    assert.equal((await again("discard-update", APPS.firstLight)).status, 409);
  });

  it("of an item changes what it names, replaces its prices, creates and removes", async () => {
    const item = "apps/com.lumenforge.emberisles/items/ember_pouch";
    const changed = await store.control("PATCH", item, {
      usdPrice: 1.29,
      prices: [{ countryId: "USA", currency: "USD", localPrice: "1.29" }],
    });
    assert.deepEqual([changed.title, changed.usdPrice, changed.prices.length], ["Pouch of embers", 1.29, 1]);
    const wrong = await store.raw("PATCH", `/_emulator/${item}`, {}, '{"prise":1}');
    assert.deepEqual([wrong.status, wrong.json.path], [400, "prise"]);
    assert.deepEqual(await store.control("DELETE", item), { id: "ember_pouch" });
    assert.equal((await store.raw("DELETE", `/_emulator/${item}`)).status, 404);
    const { id: _id, ...facts } = changed;
    assert.equal((await store.control("PUT", item, facts)).id, "ember_pouch");
  });
});

describe("the control API", () => {
  const store = storeForFile();

  /** A GET with any Host header, which fetch would not send. */
  const withHost = (path: string, headers: Record<string, string>, to = new URL(store.url)): Promise<number> =>
    new Promise((resolve, reject) => {
      const asking = request({ host: to.hostname, port: to.port, path, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asking.on("error", reject).end();
    });

  it("is for this machine: other host names and pages of other origins are refused", async () => {
    const { host } = new URL(store.url);
    assert.equal(await withHost("/_emulator/accounts", { host: "evil.example" }), 403);
    assert.equal(await withHost("/_emulator/accounts", { host: "127.0.0.1.evil.example" }), 403);
    assert.equal(await withHost("/_emulator/accounts", { host, origin: "https://evil.example" }), 403);
    assert.equal(await withHost("/_emulator/accounts", { host, origin: "null" }), 403);
    assert.equal(await withHost("/_emulator/accounts", { host, "sec-fetch-site": "cross-site" }), 403);
    assert.equal(await withHost("/_emulator/accounts", { host, origin: store.url }), 200);
    assert.equal(await withHost("/_emulator/accounts", { host: "localhost" }), 200);
  });

  it("answers in-process callers too", async () => {
    const emulator = createEmulator();
    const answer = await emulator.fetch(new Request("http://localhost/_emulator/settings"));
    assert.equal(answer.status, 200);
    const session = await emulator.fetch(new Request("http://localhost/seller/contentList"));
    assert.equal(session.status, 401);
  });

  it("closes at once although a client keeps its connection", async () => {
    const emulator = await startEmulator();
    const first = await fetch(`${emulator.url}/_emulator/settings`, { headers: { connection: "keep-alive" } });
    await first.text();
    await emulator.close();
    await emulator.close();
    await assert.rejects(fetch(`${emulator.url}/_emulator/settings`));
  });

  it("lists 10,000 items in pages", async () => {
    const seed = defaultSeed();
    const game = seed.sellers[0]?.apps?.[0];
    const template = game?.items?.[0];
    assert.ok(game && template);
    game.items = Array.from({ length: 10_000 }, (_, index) => ({ ...template, id: `item_${index}` }));
    await store.control("PUT", "seed", seed);
    const { json } = await store.call("GET", `/iap/v6/applications/${game.packageName}/items?page=100&size=100`);
    assert.deepEqual([json.totalCount, json.itemList.length, json.itemList[99].id], [10_000, 100, "item_9999"]);
  });
});
