// `node tools/setup/clients.mjs` brings what the programs in tests/emulator/waysIn/clients run on, or says what is missing.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { Copy } from "./support/copy";

const REQUIREMENTS = "tests/emulator/waysIn/clients/requirements.txt";

describe("tools/setup/clients", () => {
  let copy: Copy;
  const setup = () => copy.run("setup/clients.mjs", ["bin"]);
  const installs = () => copy.read("pip.log").split("\n").filter(Boolean);

  /** A `python3` whose pip makes the target folder, and is recorded in pip.log. */
  const python = (version: string, pip = "exit 0") =>
    copy.script(
      "bin/python3",
      [
        `if [ "$1" = --version ]; then echo Python ${version}; exit 0; fi`,
        'if [ "$3" = --version ]; then exit 0; fi',
        `echo "$*" >> ${copy.path("pip.log")}`,
        `/bin/mkdir -p ${copy.path(".cache/python.new/requests")}`,
        pip,
      ].join("\n"),
    );

  beforeEach(() => {
    copy = new Copy();
    copy.write(REQUIREMENTS, "requests==1.0\n");
    for (const command of ["curl", "openssl", "bash"]) copy.script(`bin/${command}`, "exit 0");
    python("3.11.0");
  });
  afterEach(() => copy.remove());

  it("installs the packages once, and says so", async () => {
    const { code, output } = await setup();
    assert.equal(code, 0, output);
    assert.match(output, /installing what tests\/emulator\/waysIn\/clients\/requirements\.txt lists/);
    assert.ok(existsSync(copy.path(".cache/python/requests")));
    assert.deepEqual(await setup(), { code: 0, output: "", lastLine: "" });
    assert.equal(installs().length, 1);
    assert.match(installs()[0] ?? "", /--target .* --requirement .*requirements\.txt/);
  });

  it("installs again when another version is listed, and for another Python", async () => {
    await setup();
    copy.write(REQUIREMENTS, "requests==2.0\n");
    await setup();
    python("3.12.0");
    await setup();
    assert.equal(installs().length, 3);
  });

  for (const [command, packages] of [
    ["python3", "python3 python3-pip"],
    ["curl", "curl"],
    ["openssl", "openssl"],
  ] as const)
    it(`says how to get ${command} when it is missing`, async () => {
      copy.removeFile(`bin/${command}`);
      const { code, output } = await setup();
      assert.equal(code, 1);
      assert.match(output, new RegExp(`\`${command} \\S+\` does not run.*apt-get install ${packages}\``));
      assert.doesNotMatch(output, /\n {4}at /, "no stack");
    });

  it("says how to get pip when this Python has none", async () => {
    copy.script("bin/python3", 'if [ "$1" = --version ]; then echo Python 3.11.0; else exit 1; fi');
    const { code, output } = await setup();
    assert.equal(code, 1);
    assert.match(output, /`python3 -m pip --version` does not run.*apt-get install python3-pip`/);
  });

  it("stops when pip fails, and tries again the next time", async () => {
    python("3.11.0", "exit 2");
    const { code, output } = await setup();
    assert.equal(code, 1);
    assert.match(output, /`python3 -m pip install` failed with exit code 2/);
    python("3.11.0");
    assert.equal((await setup()).code, 0);
  });
});
