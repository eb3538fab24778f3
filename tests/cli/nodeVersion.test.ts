/** The `galaxystore` command on a Node that is too old for it. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { galaxystoreIn } from "../support/command";

const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
const OLDEST = engines.node.replace(">=", "");

/** Makes Node say that it is of this version, and lack what came later. */
function like(version: string): string {
  return `
    Object.defineProperty(process.versions, "node", { value: "${version}" });
    require("node:module").enableCompileCache = undefined;
  `;
}

describe("galaxystore on an old Node", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "galaxystore-node-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const version of ["20.20.2", "22.12.0"])
    it(`${version} says which it needs, and ends`, async () => {
      const preload = join(folder, "preload.js");
      writeFileSync(preload, like(version));
      const env = { ...process.env, NODE_OPTIONS: `--require ${preload}` };
      const { code, stderr } = await galaxystoreIn({ env }, "--version").ended;
      assert.equal(stderr, `galaxystore needs Node ${OLDEST} or later, and this is Node ${version}.\n`);
      assert.equal(code, 1);
    });
});
