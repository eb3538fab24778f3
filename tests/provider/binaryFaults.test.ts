/** A binary while things break: registered once, uploaded once more at most, and told in words what to do. */

import assert from "node:assert/strict";
import { binary } from "../../provider/binary";
import { forgetDeclared } from "../../provider/declared";
import { TestStore } from "../support/testStore";
import { Managed } from "./support/managed";
import { NEWER, OLDER, PackageFolder } from "./support/packageFolder";

/** On sale with one binary: 5, versionCode 100. */
const HELPER = "000001000109";

describe("Binary when things break", () => {
  const packages = new PackageFolder();
  let store: TestStore;
  before(async () => {
    store = await TestStore.start();
  });
  beforeEach(() => {
    forgetDeclared();
    return store.reset();
  });
  after(async () => {
    packages.remove();
    await store.stop();
  });

  const manage = () => new Managed(store, binary);
  const release = { contentId: HELPER, file: OLDER };
  const count = async (operation: string) =>
    (await store.requests()).filter((request) => request.operation === operation).length;
  const inUpdate = async () =>
    (await store.update(HELPER)).binaries.map(({ binarySeq, versionCode }) => `${binarySeq}: ${versionCode}`);

  for (const fault of ["reset-before", "reset-after", "truncate", "return-403-7002"])
    it(`sends the file once more after ${fault} on the upload, at once or in the next up`, async () => {
      await store.faults("uploads.file", fault);
      const helper = manage();
      await helper.up(release).catch(() => helper.up(release));
      assert.deepEqual(await inUpdate(), ["5: 100", "6: 163"]);
      assert.equal(await count("uploads.file"), 2);
      assert.equal(await count("binaries.add"), 1);
    });

  it("opens no update when the file does not go up", async () => {
    await store.faults("uploads.file", "return-400-7001");
    await assert.rejects(
      manage().up(release),
      /App 000001000109: .*settings_apk-debug\.apk could not be uploaded.*7001.*Nothing was changed/,
    );
    assert.equal((await store.app(HELPER)).registration, null);
  });

  it("stops with the engine, and says that nothing was changed", async () => {
    const stopped = new Managed(store, binary, undefined, { signal: AbortSignal.abort() });
    await assert.rejects(stopped.up(release), /App 000001000109: stopped while .* was going up.*Nothing was changed/);
    assert.equal((await store.app(HELPER)).registration, null);
  });

  for (const fault of ["reset-after", "truncate", "stall-1"])
    it(`registers the binary once when the answer is lost (${fault})`, async () => {
      await store.faults("binaries.add", fault);
      const helper = manage();
      await helper.up(release);
      assert.equal(helper.id, `${HELPER}/6`);
      assert.deepEqual(await inUpdate(), ["5: 100", "6: 163"]);
      assert.equal(await count("uploads.file"), 1);
    });

  it("registers the binary with the file that is up already when the request was lost", async () => {
    await store.faults("binaries.add", "reset-before");
    await manage().up(release);
    assert.deepEqual(await inUpdate(), ["5: 100", "6: 163"]);
    assert.equal(await count("uploads.file"), 1);
  });

  it("recognises it in the next up when even looking fails: neither uploaded nor registered again", async () => {
    await store.faults("binaries.add", "reset-after");
    const helper = manage();
    // The first look is the resource's own; the following ones are after the lost answer.
    await store.faults("apps.get", "stall-0", ...Array.from({ length: 40 }, () => "reset-before"));
    await assert.rejects(helper.up(release));
    await store.control("DELETE", "/faults");
    await helper.up(release);
    assert.equal(helper.id, `${HELPER}/6`);
    assert.deepEqual(await inUpdate(), ["5: 100", "6: 163"]);
    assert.equal(await count("uploads.file"), 1);
    assert.equal(await count("binaries.add"), 1);
  });

  it("goes on in the update that was opened when that answer was lost", async () => {
    await store.faults("apps.update", "reset-after");
    await manage().up(release);
    assert.deepEqual(await inUpdate(), ["5: 100", "6: 163"]);
    assert.equal(await count("apps.update"), 1);
    assert.equal(await count("uploads.file"), 1);
  });

  it("waits for an update whose opening is queued", async () => {
    await store.faults("apps.update", "queue-303");
    await manage().up(release);
    assert.deepEqual(await inUpdate(), ["5: 100", "6: 163"]);
  });

  it("says what to do when the store calls it used already (5021)", async () => {
    await store.faults("binaries.add", "return-400-5021");
    await assert.rejects(
      manage().up(release),
      /App 000001000109: .*versionCode 163\) is in use already \(store code 5021\).*higher versionCode.*No binary was registered/,
    );
    assert.deepEqual(await inUpdate(), ["5: 100"]);
  });

  it("says what to do when no devices are chosen (5030)", async () => {
    await store.faults("binaries.add", "return-400-5030", "return-400-5030");
    await assert.rejects(
      manage().up(release),
      /5030.*Seller Portal, or name in copyDevicesFrom a binary that has some/,
    );
    await assert.rejects(
      manage().up({ ...release, copyDevicesFrom: "5" }),
      /5030.*Binary 5, which copyDevicesFrom names, has none/,
    );
  });

  it("removes the superseded one once when that answer is lost", async () => {
    const helper = manage();
    await helper.up(release);
    await store.faults("binaries.remove", "reset-after");
    await helper.up({ ...release, file: NEWER });
    assert.deepEqual(await inUpdate(), ["5: 100", "7: 192"]);
    assert.equal(await count("binaries.remove"), 1);
  });
});
