// `node tools/test.mjs` adds up what really ran, and fails when anything did, or when nothing ran.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Copy } from "./support/copy";

const PASSES = 'it("passes", () => {});';
const FAILS = 'it("fails", () => { throw new Error("no"); });';

describe("tools/test", function () {
  this.timeout(60_000);
  let copy: Copy;
  const repository = join(__dirname, "..", "..");

  const spec = (file: string, ...tests: string[]) =>
    copy.write(file, `describe("sample", () => {${tests.join("\n")}});`);
  const lintEnds = (code: number) => copy.script("bin/npm", `exit ${code}`);
  const run = (...args: string[]) => copy.run("test.mjs", ["node_modules/.bin", "bin"], args);

  beforeEach(() => {
    copy = new Copy();
    copy.useRealPackages();
    copy.engineIn("bin", copy.version);
    copy.write("tsconfig.json", JSON.stringify({ include: [] }));
    copy.write(".mocharc.cjs", readFileSync(join(repository, ".mocharc.cjs"), "utf8"));
    lintEnds(0);
  });
  afterEach(() => copy.remove());

  it("adds up all parts, those with the real engine too", async () => {
    spec("tests/sdk/one.test.ts", PASSES, PASSES);
    spec("tests/provider/deep/two.test.ts", PASSES);
    spec("tests/e2e/three.test.ts", PASSES);
    spec("tests/e2e/four.test.ts", PASSES);
    const { code, output, lastLine } = await run();
    assert.equal(lastLine, "5 passed, 0 failed", output);
    assert.equal(code, 0);
  });

  it("counts failures of every part", async () => {
    spec("tests/sdk/one.test.ts", PASSES, FAILS);
    spec("tests/e2e/two.test.ts", FAILS);
    const { code, output, lastLine } = await run();
    assert.equal(lastLine, "1 passed, 2 failed", output);
    assert.equal(code, 1);
  });

  it("counts a failed lint, and still runs the tests", async () => {
    lintEnds(1);
    spec("tests/sdk/one.test.ts", PASSES);
    const { code, output, lastLine } = await run();
    assert.match(output, /FAILED: the lint/);
    assert.equal(lastLine, "1 passed, 1 failed");
    assert.equal(code, 1);
  });

  it("runs only what its arguments name, without the lint", async () => {
    lintEnds(1);
    spec("tests/sdk/one.test.ts", PASSES);
    spec("tests/provider/two.test.ts", FAILS);
    const { code, output, lastLine } = await run("tests/sdk");
    assert.equal(lastLine, "1 passed, 0 failed", output);
    assert.equal(code, 0);
  });

  it("counts every test that a failed hook kept from running", async () => {
    spec("tests/sdk/one.test.ts", 'before(() => { throw new Error("no"); });', PASSES, PASSES);
    assert.match((await run()).lastLine, /^0 passed, [23] failed$/);
  });

  it("fails when no test ran", async () => {
    copy.write("tests/sdk/support.ts", "export {};");
    const { code, output, lastLine } = await run();
    assert.match(output, /FAILED: no test ran/);
    assert.equal(lastLine, "0 passed, 1 failed");
    assert.equal(code, 1);
  });

  it("fails when a file with tests has a name that mocha does not load", async () => {
    spec("tests/sdk/one.test.ts", PASSES);
    spec("tests/sdk/two.ts", PASSES);
    const { output, lastLine } = await run();
    assert.match(output, /FAILED: tests\/sdk\/two\.ts holds tests but is not named \*\.test\.ts/);
    assert.equal(lastLine, "1 passed, 1 failed");
  });

  it("fails when a file of tests cannot be loaded", async () => {
    copy.write("tests/sdk/one.test.ts", 'throw new Error("cannot be loaded");');
    copy.write("tests/e2e/two.test.ts", 'throw new Error("cannot be loaded");');
    const { code, lastLine } = await run();
    assert.equal(code, 1);
    assert.match(lastLine, /^0 passed, [1-9]\d* failed$/);
  });

  it("fails on a skipped test", async () => {
    spec("tests/sdk/one.test.ts", PASSES, 'it.skip("skipped", () => {});');
    assert.equal((await run()).code, 1);
  });

  it("fails, and does not hang, when a server is left open", async () => {
    spec(
      "tests/sdk/one.test.ts",
      'it("leaks", (end) => { require("node:net").createServer().listen(0, "127.0.0.1", end); });',
    );
    const { code, output, lastLine } = await run();
    assert.match(output, /The tests left an open server behind/);
    assert.equal(lastLine, "1 passed, 1 failed");
    assert.equal(code, 1);
  });

  it("fails, and does not hang, when a test with the engine leaves a process running", async () => {
    const start =
      'require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: "ignore" });';
    spec("tests/e2e/one.test.ts", `it("leaks", () => { ${start} });`);
    const { code, output, lastLine } = await run();
    assert.match(output, /The tests left a running child process behind/);
    assert.equal(lastLine, "1 passed, 1 failed");
    assert.equal(code, 1);
  });

  it("fails, and does not hang, when a timer is left behind", async () => {
    spec("tests/sdk/one.test.ts", 'it("leaks", () => { setInterval(() => {}, 1000); });');
    const { code, output, lastLine } = await run();
    assert.match(output, /something they opened keeps the process alive: .*Timeout/);
    assert.equal(lastLine, "1 passed, 1 failed");
    assert.equal(code, 1);
  });
});
