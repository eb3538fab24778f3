/** Uploaded files, and the images of a listing that are made from them. */

import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { APPS, HARBOR, type Json, png, refusedLegacy, STUDIO, storeForFile } from "./support/caller";

describe("an upload", () => {
  const store = storeForFile();
  const session = async (): Promise<string> =>
    (await store.call("POST", "/seller/createUploadSessionId")).json.sessionId;

  it("gets a session whose address is the one that the caller uses", async () => {
    const { status, json } = await store.call("POST", "/seller/createUploadSessionId");
    assert.equal(status, 200);
    assert.equal(json.url, `${store.url}/galaxyapi/fileUpload`);
    assert.match(json.sessionId, /^[0-9a-f-]{36}$/);
    const byName = await fetch(`${store.url.replace("127.0.0.1", "localhost")}/seller/createUploadSessionId`, {
      method: "POST",
      headers: await store.authorization(),
    });
    assert.match(((await byName.json()) as Json).url, /^http:\/\/localhost:/);
  });

  it("tells the file key, the name and the size as text", async () => {
    const answer = await store.sendFile({
      sessionId: await session(),
      name: "notes.v2.zip",
      bytes: Buffer.from("zip"),
    });
    assert.equal(answer.status, 200);
    assert.match(answer.json.fileKey, /^[0-9a-f-]{36}$/);
    assert.deepEqual(answer.json, {
      fileKey: answer.json.fileKey,
      fileName: "notes.v2.zip",
      fileSize: "3",
      errorCode: null,
      errorMsg: null,
    });
  });

  it("takes its parts in any order", async () => {
    const form = new FormData();
    form.append("sessionId", await session());
    form.append("file", new Blob(["x"]), "a.txt");
    assert.equal((await store.raw("POST", "/galaxyapi/fileUpload", await store.authorization(), form)).status, 200);
  });

  it("without a file is refused (7001), in the form of the upload host", async () => {
    const answer = await store.sendFile({ sessionId: await session() });
    assert.equal(answer.status, 403);
    assert.deepEqual(answer.json, {
      fileKey: null,
      fileName: null,
      fileSize: null,
      errorCode: "7001",
      errorMsg: answer.json.errorMsg,
    });
    const json = await store.call("POST", "/galaxyapi/fileUpload", { sessionId: await session() });
    assert.equal(json.json.errorCode, "7001");
    const cut = await store.raw(
      "POST",
      "/galaxyapi/fileUpload",
      { ...(await store.authorization()), "content-type": "multipart/form-data; boundary=x" },
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
    );
    assert.deepEqual([cut.status, cut.json.errorCode], [403, "7001"]);
  });

  it("without a session, or with an unknown, expired or foreign one, is refused (7002)", async () => {
    const file = { name: "a.txt", bytes: Buffer.from("x") };
    for (const sessionId of [undefined, "unknown"]) {
      const answer = await store.sendFile(sessionId === undefined ? file : { ...file, sessionId });
      assert.deepEqual([answer.status, answer.json.errorCode], [403, "7002"]);
    }
    const old = await session();
    const foreign = await store.sendFile({ ...file, sessionId: old }, HARBOR);
    assert.equal(foreign.json.errorCode, "7002");
    await store.control("PUT", "clock", { advance: 24 * 3600 - 60 });
    assert.equal((await store.sendFile({ ...file, sessionId: old })).status, 200);
    await store.control("PUT", "clock", { advance: 120 });
    assert.equal((await store.sendFile({ ...file, sessionId: old })).json.errorCode, "7002");
  });
});

describe("images", () => {
  const store = storeForFile();
  const update = (contentId: string, fields: object) =>
    store.call("POST", "/seller/contentUpdate", { contentId, ...fields });
  const open = async (contentId: string = APPS.emberIsles): Promise<Json> => (await store.info(contentId))[0];
  const served = async (address: string) =>
    Buffer.from(await (await fetch(store.url + new URL(address).pathname)).arrayBuffer());

  it("get an address of the store's form, unique, under which the uploaded bytes are served", async () => {
    const bytes = png(512, 512);
    const before = (await open()).icon;
    await store.update(APPS.emberIsles, { iconKey: await store.upload("icon.png", bytes) });
    const first = (await open()).icon;
    assert.match(first, /^https:\/\/img\.samsungapps\.com\/content\/\w+\/\d{4}\/\d{4}\/IconImage_\d+\.png$/);
    assert.deepEqual(await served(first), bytes);
    await store.update(APPS.emberIsles, { iconKey: await store.upload("icon.png", bytes) });
    assert.equal(new Set([before, first, (await open()).icon]).size, 3);
  });

  it("stay without a key", async () => {
    await store.update(APPS.emberIsles, { iconKey: null, heroImageKey: "" });
    const [record, live] = await store.info(APPS.emberIsles);
    assert.deepEqual([record.icon, record.heroImage], [live.icon, live.heroImage]);
  });

  for (const [key, field, width, height] of [
    ["iconKey", "icon", 512, 512],
    ["heroImageKey", "heroImage", 1200, 675],
    ["edgescreenKey", "edgescreen", 160, 2560],
    ["edgescreenplusKey", "edgescreenplus", 550, 2560],
  ] as const)
    it(`${key} takes ${width}x${height} pixels and nothing else`, async () => {
      await store.update(APPS.emberIsles, { [key]: await store.upload("a.png", png(width, height)) });
      assert.match((await open())[field], /^https:/);
      const wrong = await store.upload("b.png", png(width, height + 1));
      refusedLegacy(await update(APPS.emberIsles, { [key]: wrong }), 400, "1000", new RegExp(`${width}x${height}`));
    });

  it("are judged by their content, not by their name", async () => {
    const text = await store.upload("icon.png", Buffer.from("not a picture"));
    refusedLegacy(await update(APPS.emberIsles, { iconKey: text }), 400, "1000", /not an image/);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"></svg>');
    refusedLegacy(
      await update(APPS.emberIsles, { iconKey: await store.upload("icon.png", svg) }),
      400,
      "1000",
      /svg; allowed: png/,
    );
  });

  it("are at most a megabyte", async () => {
    const heavy = Buffer.concat([png(512, 512), Buffer.alloc(1024 * 1024)]);
    refusedLegacy(
      await update(APPS.emberIsles, { iconKey: await store.upload("i.png", heavy) }),
      400,
      "1000",
      /at most 1048576/,
    );
  });

  it("need the key of an upload of the same seller", async () => {
    refusedLegacy(await update(APPS.emberIsles, { iconKey: "nothing" }), 400, "1000", /no uploaded file/);
    refusedLegacy(await update(APPS.emberIsles, { iconKey: 7 }), 400, "1000", /must be a file key/);
    const foreign = await store.upload("icon.png", png(512, 512), HARBOR);
    refusedLegacy(await update(APPS.emberIsles, { iconKey: foreign }), 400, "1000");
  });

  it("of heroes are for games only: elsewhere the whole update fails", async () => {
    const hero = await store.upload("hero.png", png(1200, 675), STUDIO);
    refusedLegacy(await update(APPS.tideline, { heroImageKey: hero, appTitle: "x" }), 400, "1000", /Games/);
    assert.equal((await store.info(APPS.tideline)).length, 1);
  });

  it("for the reviewers may be any file", async () => {
    await store.update(APPS.emberIsles, { reviewFilekey: await store.upload("login.zip", Buffer.from("x")) });
    const record = await open();
    assert.deepEqual([record.reviewFilename, record.reviewFilekey], ["login.zip", null]);
  });
});

describe("screenshots", () => {
  const store = storeForFile();
  const update = (fields: object) =>
    store.call("POST", "/seller/contentUpdate", { contentId: APPS.emberIsles, ...fields });
  const open = async (): Promise<Json> => (await store.info(APPS.emberIsles))[0];
  const kept = (shots: { screenshotPath: string }[]) =>
    shots.map(({ screenshotPath }) => ({ screenshotPath, screenshotKey: null, reuseYn: true }));
  const fresh = async (width = 1080, height = 1920) => ({
    screenshotPath: null,
    screenshotKey: await store.upload("shot.png", png(width, height)),
    reuseYn: false,
  });

  it("stay for null, the text null and when left out; go for an empty list or text", async () => {
    const [{ screenshots }] = await store.info(APPS.emberIsles);
    for (const fields of [{}, { screenshots: null }, { screenshots: "null" }]) {
      await store.update(APPS.emberIsles, fields);
      assert.deepEqual((await open()).screenshots, screenshots);
    }
    for (const nothing of [[], ""]) {
      await store.update(APPS.emberIsles, { screenshots: nothing });
      assert.deepEqual((await open()).screenshots, []);
    }
  });

  it("are kept, dropped, added and put in order by one list", async () => {
    const [{ screenshots }] = await store.info(APPS.emberIsles);
    const [a, b, c] = kept(screenshots);
    await store.update(APPS.emberIsles, { screenshots: [c, await fresh(), a, b] });
    const after = (await open()).screenshots;
    assert.equal(after.length, 4);
    assert.deepEqual(
      [after[0], after[2], after[3]].map((shot) => shot.screenshotPath),
      [c, a, b].map((shot) => shot?.screenshotPath),
    );
    assert.match(after[1].screenshotPath, /\/ScreenImage_\d+\.png$/);
    assert.ok(!screenshots.some((shot: Json) => shot.screenshotPath === after[1].screenshotPath));
  });

  it("of a translation live in the folder of its language", async () => {
    const korean = {
      languagecode: "KOR",
      appTitle: "엠버",
      description: "설명",
      screenshots: await Promise.all([1, 2, 3, 4].map(() => fresh())),
    };
    await store.update(APPS.emberIsles, { addLanguage: [korean] });
    for (const { screenshotPath } of (await open()).addLanguage[0].screenshots)
      assert.match(screenshotPath, /\/KOR\/Screen/);
  });

  it("are at least four (3001); more than eight are stored", async () => {
    const [{ screenshots }] = await store.info(APPS.emberIsles);
    refusedLegacy(await update({ screenshots: kept(screenshots.slice(0, 3)) }), 400, "3001");
    refusedLegacy(
      await update({
        addLanguage: [
          { languagecode: "KOR", appTitle: "a", description: "b", screenshots: kept(screenshots.slice(0, 3)) },
        ],
      }),
      400,
      "3001",
    );
    assert.equal((await update({ screenshots: [...kept(screenshots), ...kept(screenshots)] })).status, 200);
    assert.equal((await open()).screenshots.length, 10);
  });

  it("need a key when they are new (4125) and their own address when they are kept", async () => {
    const [{ screenshots }] = await store.info(APPS.emberIsles);
    const three = kept(screenshots.slice(0, 3));
    refusedLegacy(await update({ screenshots: [...three, { reuseYn: false, screenshotKey: null }] }), 400, "4125");
    refusedLegacy(await update({ screenshots: [...three, {}] }), 400, "4125");
    for (const stranger of [{ reuseYn: true }, { reuseYn: true, screenshotPath: "https://x.example/a.png" }])
      refusedLegacy(await update({ screenshots: [...three, stranger] }), 400, "1000", /not one of this app's/);
  });

  it("have sides of 320 to 3840 pixels and a ratio of at most 2:1", async () => {
    const [{ screenshots }] = await store.info(APPS.emberIsles);
    const three = kept(screenshots.slice(0, 3));
    for (const [width, height] of [
      [320, 640],
      [640, 320],
    ] as const)
      assert.equal((await update({ screenshots: [...three, await fresh(width, height)] })).status, 200);
    for (const [width, height] of [
      [200, 200],
      [319, 400],
      [320, 641],
      [3841, 2000],
    ] as const)
      refusedLegacy(await update({ screenshots: [...three, await fresh(width, height)] }), 400, "1000", /320 to 3840/);
  });
});
