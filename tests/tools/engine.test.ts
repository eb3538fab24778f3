// Where `node tools/engine.mjs` takes the Pulumi engine from, in which order, and what it says when it finds none.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Copy } from "./support/copy";

describe("tools/engine", () => {
  let copy: Copy;
  const engine = (...folders: string[]) => copy.run("engine.mjs", folders);

  beforeEach(() => {
    copy = new Copy();
  });
  afterEach(() => copy.remove());

  const installEngine = () => copy.engineIn(`pulumi-home/versions/${copy.version}/bin`, copy.version);
  const oneMinorMore = () => copy.version.replace(/\.(\d+)\./, (_, minor) => `.${Number(minor) + 1}.`);
  const oneMinorLess = () => copy.version.replace(/\.(\d+)\./, (_, minor) => `.${Number(minor) - 1}.`);

  describe("an engine on PATH", () => {
    it("is used when it is the pinned version", async () => {
      copy.engineIn("bin", copy.version);
      const { code, output } = await engine("bin");
      assert.equal(code, 0);
      assert.match(output, new RegExp(`${copy.version} in .*\\(on PATH, ${copy.path("bin", "pulumi")}\\)`));
    });

    it("is used when it is newer, before the one in the launcher's folder", async () => {
      installEngine();
      copy.engineIn("bin", oneMinorMore());
      assert.match((await engine("bin")).output, /on PATH/);
    });

    it("brings no other command of its folder along, such as another node", async () => {
      copy.engineIn("bin", copy.version);
      copy.script("bin/node", "");
      await engine("bin");
      assert.deepEqual(readdirSync(copy.path(".cache", "engine")).sort(), [
        "pulumi",
        "pulumi-language-nodejs",
        "pulumi-resource-pulumi-nodejs",
      ]);
    });

    it("may have its language host in another folder of PATH", async () => {
      copy.engineIn("bin", copy.version, false);
      copy.script("hosts/pulumi-language-nodejs", "");
      copy.script("hosts/pulumi-resource-pulumi-nodejs", "");
      assert.match((await engine("bin", "hosts")).output, /on PATH/);
    });

    it("is passed over when it is older, and the output says so", async () => {
      installEngine();
      copy.engineIn("bin", oneMinorLess());
      const { output } = await engine("bin");
      assert.match(output, new RegExp(`is ${oneMinorLess()}, ${copy.version} or later is needed: not used`));
      assert.match(output, /already installed/);
    });

    it("is passed over when it is a prerelease of the pinned version or another major version", async () => {
      installEngine();
      copy.engineIn("prerelease", `${copy.version}-alpha.1`);
      copy.engineIn("major", "4.0.0");
      assert.match((await engine("prerelease", "major")).output, /already installed/);
    });

    it("is passed over when it has no Node.js language host, and the output names what is missing", async () => {
      installEngine();
      copy.engineIn("bin", copy.version, false);
      const { output } = await engine("bin");
      assert.match(output, /without pulumi-resource-pulumi-nodejs and pulumi-language-nodejs beside it or on PATH/);
      assert.match(output, /already installed/);
    });

    it("is passed over when it does not run", async () => {
      installEngine();
      copy.script("bin/pulumi", "exit 1");
      assert.match((await engine("bin")).output, /does not answer to "pulumi version": not used/);
    });

    it("is not the launcher of the npm package, which is no engine", async () => {
      installEngine();
      copy.script("node_modules/pulumi/run.js", `echo v${copy.version}`);
      copy.link("node_modules/.bin/pulumi", "../pulumi/run.js");
      assert.match((await engine("node_modules/.bin")).output, /already installed/);
    });
  });

  describe("the official launcher's download", () => {
    const downloads = (files: string[]) =>
      copy.launcher(`
        const { mkdirSync, writeFileSync } = require("node:fs");
        const folder = process.env.PULUMI_HOME + "/versions/${copy.version}/bin/";
        mkdirSync(folder, { recursive: true });
        for (const name of ${JSON.stringify(files)}) writeFileSync(folder + name, "downloaded", { mode: 0o755 });
      `);

    it("is put into the launcher's folder, everything that it brought", async () => {
      const files = ["pulumi", "pulumi-language-go", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
      downloads(files);
      const { code, output } = await engine();
      assert.equal(code, 0);
      assert.match(output, /downloaded in/);
      assert.deepEqual(readdirSync(copy.engineFolder).sort(), files);
    });

    it("is not used when it came without the language host", async () => {
      downloads(["pulumi"]);
      copy.goIn("bin");
      assert.match((await engine("bin")).output, /the release came without pulumi-resource-pulumi-nodejs and/);
    });
  });

  describe("the build from Go modules", () => {
    it("gives the three files when the download is impossible, and leaves nothing unfinished", async () => {
      copy.goIn("bin");
      const { code, output } = await engine("bin");
      assert.equal(code, 0, output);
      assert.match(output, /no download \(pulumi: fetch failed\)/);
      assert.deepEqual(readdirSync(dirname(copy.engineFolder)), ["bin"]);
      for (const name of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
        assert.equal(statSync(join(copy.engineFolder, name)).mode & 0o777, 0o755, name);
      }
      assert.match(readFileSync(join(copy.engineFolder, "pulumi"), "utf8"), /pulumi\/pkg\/v3\/cmd\/pulumi/);
    });

    it("stamps the pinned version into the engine", async () => {
      copy.goIn("bin");
      await engine("bin");
      assert.match(copy.read("go.log"), new RegExp(`version\\.Version=v${copy.version} .*cmd/pulumi\n`));
    });

    it("is done once: the second run finds the engine", async () => {
      copy.goIn("bin");
      await engine("bin");
      const built = copy.read("go.log");
      assert.match((await engine("bin")).output, /already installed/);
      assert.equal(copy.read("go.log"), built);
    });

    it("goes on after an interruption with what is missing", async () => {
      installEngine();
      copy.goIn("bin");
      copy.write(`pulumi-home/versions/${copy.version}/bin/pulumi`, "");
      await engine("bin");
      assert.equal(copy.read("go.log").trim().split("\n").length, 1);
    });

    it("leaves no half binary when it is ended in the middle, and the next run succeeds", async () => {
      const endsItsCaller = [
        'while [ "$1" != "-o" ]; do shift; done',
        'echo half > "$2"',
        "kill -TERM $PPID",
        "exec /bin/sleep 30",
      ];
      copy.script("bin/go", endsItsCaller.join("\n"));
      assert.equal((await engine("bin")).code, 143);
      assert.deepEqual(readdirSync(copy.engineFolder), ["pulumi-resource-pulumi-nodejs"]);
      copy.goIn("bin");
      assert.equal((await engine("bin")).code, 0);
      assert.deepEqual(readdirSync(dirname(copy.engineFolder)), ["bin"]);
    });

    it("is done once by two runs at the same time, and both succeed", async () => {
      copy.goIn("bin");
      const outcomes = await Promise.all([engine("bin"), engine("bin")]);
      assert.deepEqual(
        outcomes.map(({ code }) => code),
        [0, 0],
      );
      assert.equal(copy.read("go.log").trim().split("\n").length, 2, "one build of each binary");
    });

    it("takes over the lock of a run that is gone", async () => {
      copy.goIn("bin");
      copy.write(`pulumi-home/versions/${copy.version}/.lock`, "999999999");
      assert.equal((await engine("bin")).code, 0);
    });
  });

  describe("when nothing works", () => {
    it("without Go: says the three ways out", async () => {
      const { code, output } = await engine();
      assert.equal(code, 1);
      assert.match(output, new RegExp(`install Pulumi ${copy.version} or later`));
      assert.match(output, /install Go 1\.\d+\S* or later/);
      assert.match(output, /let this machine reach https:\/\/get\.pulumi\.com/);
      assert.doesNotMatch(output, /\n {4}at /, "no stack");
    });

    const failures: [string, string, RegExp][] = [
      ["a full disk", "write /tmp/x: no space left on device", /The disk is full/],
      ["an old Go", "go: go.mod requires go >= 1.25.11 (running go 1.20)", /Go is too old/],
      ["no module proxy", "dial tcp: lookup proxy.example on 127.0.0.53:53: no such host", /could not be downloaded/],
      ["too little memory", "link: signal: killed", /memory ran out/],
    ];
    for (const [name, said, explained] of failures) {
      it(`${name}: says so, and what Go said`, async () => {
        copy.script("bin/go", `echo '${said}' >&2; exit 1`);
        const { code, output } = await engine("bin");
        assert.equal(code, 1);
        assert.match(output, explained);
        assert.ok(output.includes(said));
        assert.equal(existsSync(join(copy.engineFolder, "pulumi")), false);
      });
    }
  });

  it("pins the same version in package.json, in the Go module and in the Node SDK", () => {
    const repository = join(__dirname, "..", "..");
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    const goMod = readFileSync(join(repository, "tools", "engine", "pulumi", "go.mod"), "utf8");
    assert.equal({ ...dependencies, ...devDependencies }["@pulumi/pulumi"], copy.version);
    assert.match(goMod, new RegExp(`github.com/pulumi/pulumi/pkg/v3 v${copy.version}\n`));
  });
});
