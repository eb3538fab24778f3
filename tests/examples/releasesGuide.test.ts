/** docs/releases.md: its lines of code compile, its programs are those of the examples, and its hot fix goes past a live rollout. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { CONTENT_STATUSES } from "../../sdk/facts/states";
import { NEWER, OLDER } from "../provider/support/packageFolder";
import { TestStore } from "../support/testStore";
import { Example } from "./support/example";

const REPOSITORY = resolve(__dirname, "../..");
const GUIDE = readFileSync(join(REPOSITORY, "docs/releases.md"), "utf8");

/** The programs of the guide by the name in their first line. */
const PROGRAMS = new Map(
  [...GUIDE.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```/gm)].map(([, name = "", text = ""]) => [name, text]),
);

const SETTINGS_HELPER = "000001000109";

describe("the guide to releases", function () {
  this.timeout(300_000);

  for (const [name, text] of PROGRAMS)
    if (name.startsWith("examples/"))
      it(`shows ${name} as it is`, () => {
        assert.ok(readFileSync(join(REPOSITORY, name), "utf8").includes(text));
      });

  it("names only statuses that the store has", () => {
    const diagram = /^```mermaid\n([\s\S]*?)^```/m.exec(GUIDE)?.[1] ?? assert.fail("no diagram");
    const named = new Set(diagram.match(/\b[A-Z]+_[A-Z_]+\b/g));
    assert.deepEqual(
      [...named].filter((status) => !CONTENT_STATUSES.some((known) => known === status)),
      [],
    );
  });

  describe("its table of clicks", () => {
    let folder: string;
    before(() => {
      // Inside the repository, so that the program finds the package by its name.
      mkdirSync(join(REPOSITORY, ".cache"), { recursive: true });
      folder = mkdtempSync(join(REPOSITORY, ".cache", "guide-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("has a line for each resource, and each compiles", async () => {
      const rows = [...GUIDE.matchAll(/^\| .* \| `(App|Binary|StagedRollout|Submission)` \| `(.+)` \|$/gm)];
      assert.deepEqual([...new Set(rows.map(([, type]) => type))], ["App", "Binary", "StagedRollout", "Submission"]);
      const lines = rows.map(([, type, code], index) => `new ${type}("${index}", { contentId, ${code} });`);
      const head = [
        'import { App, Binary, StagedRollout, Submission } from "pulumi-galaxystore";',
        "declare const contentId: string;",
        "declare const build: Binary;",
      ];
      writeFileSync(join(folder, "clicks.ts"), [...head, ...lines].join("\n"));
      const compilerOptions = { noEmit: true, rootDir: "." };
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["clicks.ts"] }),
      );
      const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc");
      const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", folder]).catch((error) => error);
      assert.equal(stdout, "");
    });
  });

  it("its hot fix takes the place of a release that is still at 10 percent", async () => {
    const store = await TestStore.start();
    const example = await Example.start("07-release", store, "production");
    try {
      example.bring(OLDER, "build/settings-7.0.22.apk");
      example.bring(NEWER, "build/settings-8.0.10.apk");
      await example.up();
      assert.equal((await store.live(SETTINGS_HELPER)).rollout?.rate, 10);

      example.write("index.ts", PROGRAMS.get("hot-fix.ts") ?? assert.fail("no hot fix"));
      await example.up();
      const { binaries, rollout } = await store.live(SETTINGS_HELPER);
      assert.deepEqual(
        binaries.map(({ versionName, rolloutStatus }) => [versionName, rolloutStatus]),
        [["8.0.10", "DISABLED"]],
      );
      assert.equal(rollout, null);
      await example.proposesNothing();
    } finally {
      example.remove();
      await store.stop();
    }
  });
});
