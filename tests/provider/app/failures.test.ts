/** What a person reads when the store refuses a change, and what stands after a change that failed half-way. */

import assert from "node:assert/strict";
import { app } from "../../../provider/app";
import { TestStore } from "../../support/testStore";
import { changesSent, EMBER, filesSent } from "../support/apps";
import { ImageFolder } from "../support/images";
import { Managed } from "../support/managed";

describe("App failures", () => {
  let store: TestStore;
  const images = new ImageFolder();
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(async () => {
    await store.stop();
    images.remove();
  });

  const manage = () => new Managed(store, app);

  const listing = { contentId: EMBER, listings: { KOR: { whatsNew: "고래" } } };
  const withImages = () => ({ contentId: EMBER, listings: { KOR: { screenshots: images.screenshots(5) } } });

  const REFUSALS: [status: number, code: string, said: RegExp][] = [
    [400, "1000", /invalid parameters.*Check the values/],
    [400, "3001", /too few screenshots.*Give at least 4 screenshots/],
    [400, "3050", /paid app with price zero.*price above 0/],
    [400, "4125", /image.*without an uploaded file.*Upload the image/],
    [400, "4128", /Seller Portal/],
    [400, "8014", /binar/],
    [403, "4008", /another seller.*service account of the seller/],
    [403, "4105", /status|state/],
    [400, "9999", /the store answered 9999.*This failure was ordered/],
  ];
  for (const [status, code, said] of REFUSALS)
    it(`words ${code} with the app, the code and the way out, and changes nothing`, async () => {
      const ember = manage();
      await store.faults("apps.update", `return-${status}-${code}`);
      await assert.rejects(ember.up(listing), (error: Error) => {
        for (const part of [/app 000001000101/i, new RegExp(code), said]) assert.match(error.message, part);
        assert.doesNotMatch(error.message, /\n {4}at /);
        return true;
      });
      assert.equal((await store.app(EMBER)).registration, null);
      await ember.up(listing);
      assert.equal((await changesSent(store)).filter((change) => change.status === 200).length, 1);
    });

  it("after three of five images, the next run sends each file at most once more and changes the listing once", async () => {
    const ember = manage();
    const declared = withImages();
    await store.faults("uploads.file", ...Array<string>(2).fill("return-403-7001"));
    await assert.rejects(ember.up(declared), /file screen\d\.png.*7001/);
    assert.equal(await filesSent(store), 3);
    assert.deepEqual(await changesSent(store), []);
    assert.equal((await store.app(EMBER)).registration, null);

    await ember.up(declared);
    assert.ok((await filesSent(store)) <= 8, "each file once more at most");
    assert.equal((await changesSent(store)).length, 1);
    assert.equal(await ember.drifts(), false);
  });

  it("repeats only the upload that broke off when it goes on in the same run", async () => {
    await store.faults("uploads.file", "reset-before", "reset-after");
    await manage().up(withImages());
    assert.equal((await store.update(EMBER)).content.addLanguage[0]?.screenshots.length, 5);
    assert.ok((await filesSent(store)) <= 6);
    assert.equal((await changesSent(store)).length, 1);
  });

  it("shows each image once when the answer to the change is lost after the work was done", async () => {
    const ember = manage();
    const declared = withImages();
    await store.faults("apps.update", "reset-after");
    await ember.up(declared);
    assert.equal((await store.update(EMBER)).content.addLanguage[0]?.screenshots.length, 5);
    assert.equal(await filesSent(store), 5);
    assert.equal((await changesSent(store)).length, 1);
    assert.equal(await ember.drifts(), false);
  });

  for (const asked of ["by a fault", "for every change"])
    it(`waits for a change that the store queues ${asked}`, async () => {
      if (asked === "by a fault") await store.faults("apps.update", "queue-303");
      else await store.control("PUT", "/settings", { asyncUpdates: true });
      const ember = manage();
      await ember.up(withImages());
      assert.equal((await store.update(EMBER)).content.addLanguage[0]?.screenshots.length, 5);
      assert.equal((await changesSent(store)).length, 1);
      assert.equal(await ember.drifts(), false);
    });
});
