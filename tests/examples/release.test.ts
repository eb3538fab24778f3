/** examples/07-release: a build from the file to the sale, the next one rejected, corrected and released. */

import assert from "node:assert/strict";
import { NEWER, OLDER } from "../provider/support/packageFolder";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";
import { reviewed } from "./support/reviewer";
import { assertShows } from "./support/shown";

const SETTINGS_HELPER = "000001000109";

describe("example 07-release", function () {
  this.timeout(300_000);
  let store: TestStore;
  let example: Example;
  let readme: string;
  before(async () => {
    store = await TestStore.start();
    example = await Example.start("07-release", store, "production");
    example.bring(OLDER, "build/settings-7.0.22.apk");
    example.bring(NEWER, "build/settings-8.0.10.apk");
    readme = example.read("README.md");
  });
  after(async () => {
    example.remove();
    await store.stop();
  });

  const up = (...options: string[]) => example.stack.run("up", "--yes", ...options);
  const writes = async () => (await store.writes()).map(({ operation }) => operation);
  const onSale = async () => {
    const { content, binaries, rollout } = await store.live(SETTINGS_HELPER);
    const versions = binaries.map(({ versionName, rolloutStatus }) => [versionName, rolloutStatus]);
    return { whatsNew: content.newFeature.trim(), versions, rollout };
  };

  it("brings texts, screenshots and build through the review to a tenth of the users", async () => {
    const { output } = await example.stack.succeed("preview", "--diff");
    assertShows(readme, "pulumi preview --diff", output);
    assert.deepEqual(await store.requests(), []);

    const run = await up();
    assert.equal(run.code, 0, run.output);
    assertShows(readme, "pulumi up", run.output);
    assert.deepEqual(await onSale(), {
      whatsNew: "Sets the mock location on Android 15, and restores the language after each test.",
      versions: [["7.0.22", "ENABLED"]],
      rollout: { rate: 10, countries: {} },
    });
    assert.equal((await store.live(SETTINGS_HELPER)).content.screenshots.length, 4);
    await example.proposesNothing();
  });

  it("gives it to everyone when it is told to", async () => {
    await example.stack.succeed("config", "set", "everyone", "true");
    const { output } = await up("--diff");
    assertShows(readme, "pulumi up --diff", output);
    assert.deepEqual((await onSale()).versions, [["7.0.22", "DISABLED"]]);
    assert.equal((await onSale()).rollout, null);
  });

  it("releases nothing when the reviewers reject the next one, and says what to do", async () => {
    await example.stack.succeed("config", "rm", "everyone");
    await example.stack.succeed("config", "set", "build", "build/settings-8.0.10.apk");
    example.write("whats-new.txt", "Starts twice as fast, and speaks Hindi.\n");
    await store.control("PUT", "/settings", { review: "manual" });
    const before = await onSale();
    const run = await reviewed(up("--skip-preview"), store, SETTINGS_HELPER, "reject");
    assert.notEqual(run.code, 0);
    assertShows(readme, "pulumi up --skip-preview", run.output);
    assert.deepEqual(await onSale(), before);
  });

  it("releases it after the correction, without another upload", async () => {
    await store.forgetRequests();
    const note = "A service without an icon: adb shell am start io.appium.settings/.Settings";
    await example.stack.succeed("config", "set", "reviewComment", note);
    const run = await reviewed(up("--diff"), store, SETTINGS_HELPER, "pass");
    assert.equal(run.code, 0, run.output);
    assertShows(readme, "pulumi up --diff", run.output, 2);
    assert.deepEqual(await writes(), ["apps.update", "apps.submit"]);
    assert.deepEqual(await onSale(), {
      whatsNew: "Starts twice as fast, and speaks Hindi.",
      versions: [["8.0.10", "ENABLED"]],
      rollout: { rate: 10, countries: {} },
    });
    await example.proposesNothing();
  });

  it("refuses the older build in the preview", async () => {
    await store.forgetRequests();
    await example.stack.succeed("config", "set", "build", "build/settings-7.0.22.apk");
    const { code, output } = await example.stack.run("preview");
    assert.notEqual(code, 0);
    assertShows(readme, "pulumi preview", output);
    assert.deepEqual(await store.requests(), []);
  });
});
