/** docs/sdk/: every program compiles, runs against a store as it stands on the page, prints what the page shows, and does what it says. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { after, before, beforeEach, describe, it } from "mocha";
import { comparable, PROGRAMS, Running } from "../support/guides";
import { REHEARSALS } from "../support/rehearsals";
import { TestStore } from "../support/testStore";

const REPOSITORY = resolve(__dirname, "../..");

/** As strict as this repository; the programs are one compilation. */
const TSCONFIG = {
  extends: "../../tsconfig.json",
  compilerOptions: { noEmit: true, rootDir: ".", module: "nodenext", moduleResolution: "nodenext" },
  include: ["*.ts"],
};

describe("the guides of the SDK", function () {
  this.timeout(120_000);
  let folder: string;
  let store: TestStore;

  before(async () => {
    // Inside the repository, so that the programs find the package by its name.
    mkdirSync(join(REPOSITORY, ".cache"), { recursive: true });
    folder = mkdtempSync(join(REPOSITORY, ".cache", "guides-"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
    for (const { name, code } of PROGRAMS) writeFileSync(join(folder, `${name}.ts`), code);
    store = await TestStore.start();
  });
  beforeEach(() => store.reset());
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await store.stop();
  });

  it("compile under the strictest settings", async () => {
    const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc");
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", folder]).catch((error) => error);
    assert.equal(stdout, "");
  });

  it("are all linked from the reference, and all rehearsed", () => {
    const reference = readFileSync(join(REPOSITORY, "docs/sdk.md"), "utf8");
    for (const { page } of PROGRAMS)
      assert.ok(reference.includes(`(sdk/${page})`), `docs/sdk.md does not link ${page}`);
    assert.deepEqual(PROGRAMS.map(({ name }) => name).sort(), Object.keys(REHEARSALS).sort());
  });

  for (const { page, name, args, shown } of PROGRAMS)
    it(`${page}: ${name}.ts prints what the page shows`, async () => {
      const rehearsal = REHEARSALS[name] ?? assert.fail(`${name} has no rehearsal`);
      const start = (words = args, environment = {}) =>
        new Running([`${name}.ts`, ...words], folder, { ...store.settings(), ...environment });
      const output = await rehearsal(start, store, folder);
      assert.equal(comparable(output), comparable(shown), output);
    });
});
