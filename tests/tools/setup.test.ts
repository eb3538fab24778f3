// `node tools/setup.mjs` does each step when it is due, and only then.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Copy } from "./support/copy";

const INTEGRITY = "sha512-AAAA";

describe("tools/setup", () => {
  let copy: Copy;
  const setup = () => copy.run("setup.mjs", ["bin"]);
  const lock = (version: string) =>
    JSON.stringify({
      packages: {
        "": { name: "sample" },
        "node_modules/thing": { version, integrity: INTEGRITY },
        "node_modules/thing-for-another-system": { version, integrity: INTEGRITY, optional: true },
      },
    });
  const record = (version: string) =>
    JSON.stringify({ packages: { "node_modules/thing": { version, integrity: INTEGRITY } } });

  const npmInstalls = (version: string) => {
    copy.write("record.json", record(version));
    // /bin/cp by its path: the tools run on a PATH with nothing else on it.
    copy.script(
      "bin/npm",
      `echo "$*" >> ${copy.path("npm.log")}; /bin/cp ${copy.path("record.json")} ${copy.path("node_modules/.package-lock.json")}`,
    );
  };
  const runs = (log: string) => copy.read(log).split("\n").filter(Boolean).length;

  beforeEach(() => {
    copy = new Copy();
    copy.engineIn("bin", copy.version);
    copy.write("tsconfig.json", JSON.stringify({ include: ["sdk"] }));
    copy.write("package-lock.json", lock("1.0.0"));
    copy.write("sdk/thing.ts", "export const thing = 1;");
    npmInstalls("1.0.0");
    // The compiler's stand-in: `node --run build`, which leaves an output for each source it is to leave one for.
    copy.script(
      "node_modules/.bin/node",
      `echo "$*" >> ${copy.path("build.log")}; /bin/mkdir -p dist/sdk; for f in sdk/*.ts; do b=dist/\${f%.ts}; : > $b.js; : > $b.d.ts; done`,
    );
  });
  afterEach(() => copy.remove());

  it("installs the packages, compiles and finds the engine, and the second time does none of it again", async () => {
    const first = await setup();
    assert.equal(first.code, 0, first.output);
    assert.match(first.output, /Ready: Pulumi engine/);
    const second = await setup();
    assert.equal(second.code, 0);
    assert.match(second.output, /^Ready: [^\n]*\n$/);
    assert.deepEqual([runs("npm.log"), runs("build.log")], [1, 1]);
  });

  it("installs again when package-lock.json lists another version", async () => {
    await setup();
    copy.write("package-lock.json", lock("2.0.0"));
    npmInstalls("2.0.0");
    assert.match((await setup()).output, /node_modules\/thing is another version/);
    assert.equal(runs("npm.log"), 2);
  });

  it("installs again when node_modules is gone", async () => {
    await setup();
    copy.removeFile("node_modules/.package-lock.json");
    await setup();
    assert.equal(runs("npm.log"), 2);
  });

  it("compiles again when a source changed, when one was added, and when an output is gone", async () => {
    await setup();
    copy.write("sdk/thing.ts", "export const thing = 2;");
    await setup();
    assert.equal(runs("build.log"), 2);
    copy.write("sdk/other.ts", "export const other = 1;");
    await setup();
    assert.equal(runs("build.log"), 3);
    copy.removeFile("dist/sdk/other.js");
    await setup();
    assert.equal(runs("build.log"), 4);
  });

  it("compiles again when the compiler's settings changed", async () => {
    await setup();
    copy.write("tsconfig.json", JSON.stringify({ include: ["sdk"], compilerOptions: { strict: true } }));
    await setup();
    assert.equal(runs("build.log"), 2);
  });

  it("removes the output of a source that is gone", async () => {
    copy.write("sdk/other.ts", "");
    await setup();
    copy.removeFile("sdk/other.ts");
    await setup();
    assert.deepEqual(
      ["thing.js", "other.js", "other.d.ts"].map((name) => existsSync(copy.path("dist", "sdk", name))),
      [true, false, false],
    );
  });

  it("stops when the sources do not compile, and tries again the next time", async () => {
    copy.script("node_modules/.bin/node", `echo "$*" >> ${copy.path("build.log")}; exit 2`);
    const { code, output } = await setup();
    assert.equal(code, 1);
    assert.match(output, /The sources do not compile/);
    await setup();
    assert.equal(runs("build.log"), 2);
  });

  it("stops when npm fails, with npm's exit code", async () => {
    copy.script("bin/npm", "exit 3");
    const { code, output } = await setup();
    assert.equal(code, 1);
    assert.match(output, /`npm install` failed with exit code 3/);
    assert.doesNotMatch(output, /\n {4}at /, "no stack");
  });

  it("says what to do when install scripts are switched off and the `node` package has no binary", async () => {
    copy.removeFile("node_modules/.bin/node");
    const { code, output } = await setup();
    assert.equal(code, 1);
    assert.match(output, /its install script did not run/);
  });

  it("is done once by two runs at the same time", async () => {
    const outcomes = await Promise.all([setup(), setup()]);
    assert.deepEqual(
      outcomes.map(({ code }) => code),
      [0, 0],
    );
    assert.deepEqual([runs("npm.log"), runs("build.log")], [1, 1]);
  });
});
