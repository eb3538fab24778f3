/** The package works however it is installed: in this repository, by npm and by pnpm, from TypeScript, ESM and CommonJS. */

import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { comparable, PROGRAMS, Running } from "../support/guides";
import { REHEARSALS } from "../support/rehearsals";
import { TestStore } from "../support/testStore";
import { Installed, pinned, Tarball } from "./support/installed";
import { Stack } from "./support/stack";

const TSC = resolve(__dirname, "../../node_modules/typescript/bin/tsc");
const EMBER_ISLES = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";

const APP = { contentId: EMBER_ISLES, supportEmail: "help@lumenforge.example" };
const ITEM = {
  packageName: PACKAGE,
  itemId: "lantern",
  title: "Lantern",
  description: "Lights the way",
  usdPrice: 0.99,
  prices: { KOR: 1200 },
};

/** The SDK finds an app in the emulator, both from the package; and the package uses the same Pulumi as the program. */
const ENTRIES = `
async function entries({ App }, { GalaxyStore }, { startEmulator }, require) {
  const emulator = await startEmulator({ port: 0 });
  const [account] = await (await fetch(emulator.url + "/_emulator/accounts")).json();
  const store = new GalaxyStore({ endpoint: emulator.url, ...account });
  const found = (await store.apps.list()).some((app) => app.contentId === "000001000101");
  store.close();
  await emulator.close();
  const { createRequire } = require("node:module");
  const ofThePackage = createRequire(require.resolve("pulumi-galaxystore"));
  const samePulumi = ofThePackage.resolve("@pulumi/pulumi") === require.resolve("@pulumi/pulumi");
  const { version } = require("@pulumi/pulumi/package.json");
  console.log(JSON.stringify({ App: typeof App, found, samePulumi, version }));
}
`;

const AS_COMMONJS = `${ENTRIES}
const from = (entry) => require("pulumi-galaxystore" + entry);
entries(from(""), from("/sdk"), from("/emulator"), require);
`;

const AS_ES_MODULE = `import { createRequire } from "node:module";
import { App } from "pulumi-galaxystore";
import { GalaxyStore } from "pulumi-galaxystore/sdk";
import { startEmulator } from "pulumi-galaxystore/emulator";
${ENTRIES}
await entries({ App }, { GalaxyStore }, { startEmulator }, createRequire(import.meta.url));
`;

/** Compiles only when every entry has its types: the mistakes in it are expected. */
const TYPES = `import type { Output } from "@pulumi/pulumi";
import { App, InAppItem } from "pulumi-galaxystore";
import { startEmulator } from "pulumi-galaxystore/emulator";
import { GalaxyStore, isGalaxyStoreError } from "pulumi-galaxystore/sdk";

export const contentId: Output<string> = new App("app", { contentId: "000001000101" }).contentId;
// @ts-expect-error a title is text
new App("title", { listings: { ENG: { title: 1 } } });
// @ts-expect-error an item has a package name
new InAppItem("item", { itemId: "gold" });
// @ts-expect-error a content id is text
export const apps: Promise<number[]> = new GalaxyStore({}).apps.list().then((all) => all.map((app) => app.contentId));
// @ts-expect-error a port is a number
export const emulator = startEmulator({ port: "4010" });
export const guard: (error: unknown) => boolean = isGalaxyStoreError;
`;

/** Programs of the guides that need this package only. */
const INSTALLED_PROGRAMS = PROGRAMS.filter(({ code }) => !/from "(express|hono)"/.test(code));

const INTERPRETATIONS = [
  ["node16", "node16"],
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
  // Without exports, as older programs of Pulumi are set up.
  ["commonjs", "node10"],
] as const;

/** What the engine stores with every resource of a kind, in every layout and every version. */
const PROVIDERS = {
  ember: 'exports.handler=()=>require("pulumi-galaxystore/dynamic").App',
  lantern: 'exports.handler=()=>require("pulumi-galaxystore/dynamic").InAppItem',
};

const DECLARATIONS = `
new App("ember", ${JSON.stringify(APP)});
new InAppItem("lantern", ${JSON.stringify(ITEM)});
`;

describe("layouts", () => {
  let store: TestStore;
  let tarball: Tarball;
  let npm: Installed;
  let npmEsm: Installed;
  let pnpm: Installed;

  before(async function () {
    this.timeout(600_000);
    store = await TestStore.start();
    tarball = await Tarball.pack();
    npm = await Installed.by("npm", tarball, {
      main: "index.ts",
      dependencies: ["typescript", "ts-node", "@types/node"],
    });
    npmEsm = await Installed.by("npm", tarball, { type: "module", main: "index.js" });
    pnpm = await Installed.by("pnpm", tarball, { main: "index.js" });
    for (const program of [npm, npmEsm, pnpm]) program.write("Pulumi.yaml", "name: layout\nruntime: nodejs\n");
  });
  beforeEach(() => store.reset());
  after(async () => {
    for (const folder of [npm, npmEsm, pnpm, tarball]) folder?.remove();
    await store?.stop();
  });

  it("the package holds what runs and what is read, and nothing of the repository's own", () => {
    const outside = tarball.contents.filter((path) => !/^(dist|docs|examples\/12-ci)\//.test(path));
    assert.deepEqual(outside.sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "emulator/seed.schema.json",
      "package.json",
    ]);
    for (const path of [
      "dist/provider/index.d.ts",
      "dist/cli/main.js",
      "dist/emulator/console/assets/console.js",
      "examples/12-ci/.github/workflows/drift.yml",
      "examples/12-ci/.gitlab-ci.yml",
      "examples/12-ci/scripts/hosts/github.mjs",
      ...PROGRAMS.map(({ page }) => `docs/sdk/${page}`),
    ])
      assert.ok(tarball.contents.includes(path), `${path} is missing`);
    assert.deepEqual(
      tarball.contents.filter((path) =>
        /^dist\/(?!(sdk|provider|emulator|cli)\/)|\.test\.|\.map$|tsbuildinfo/.test(path),
      ),
      [],
    );
    const { packed, unpacked } = tarball.size;
    console.log(`      ${tarball.contents.length} files, ${packed} bytes packed, ${unpacked} bytes unpacked`);
  });

  it("publint and arethetypeswrong find nothing in it", async () => {
    await tarball.examine("publint", "--strict");
    await tarball.examine("attw", "--no-emoji");
  });

  it("the schema of seeds is an entry of its own", async () => {
    npm.write("schema.cjs", 'console.log(require("pulumi-galaxystore/emulator/seed.schema.json").type)');
    assert.equal(await npm.run("node", "schema.cjs"), "object\n");
  });

  it("the programs of the guides run compiled to CommonJS with the package from npm", async () => {
    for (const { name, code } of INSTALLED_PROGRAMS) npm.write(`guides/${name}.ts`, code);
    const compilerOptions = { strict: true, target: "es2022", module: "node16", types: ["node"], skipLibCheck: true };
    npm.write("guides/tsconfig.json", { compilerOptions, include: ["*.ts"] });
    await npm.run("node", TSC, "-p", "guides");
    await rehearse(join(npm.folder, "guides"), "js");
  });

  it("the programs of the guides run as TypeScript in ES modules with the package from pnpm", async () => {
    for (const { name, code } of INSTALLED_PROGRAMS) pnpm.write(`guides/${name}.mts`, code);
    await rehearse(join(pnpm.folder, "guides"), "mts");
  });

  for (const installer of ["npm", "pnpm"] as const)
    it(`every entry works in CommonJS and ES modules with ${installer}, beside one copy of Pulumi`, async () => {
      const program = installer === "npm" ? npm : pnpm;
      program.write("entries.cjs", AS_COMMONJS);
      program.write("entries.mjs", AS_ES_MODULE);
      const expected = { App: "function", found: true, samePulumi: true, version: pinned("@pulumi/pulumi") };
      for (const file of ["entries.cjs", "entries.mjs"])
        assert.deepEqual(JSON.parse(await program.run("node", file)), expected, file);
    });

  for (const [module, moduleResolution] of INTERPRETATIONS)
    it(`every entry has its types with moduleResolution ${moduleResolution}`, async () => {
      npm.write("types/index.mts", TYPES);
      const compilerOptions = { strict: true, noEmit: true, skipLibCheck: true, target: "es2022" };
      npm.write("types/tsconfig.json", { compilerOptions: { ...compilerOptions, module, moduleResolution } });
      await npm.run("node", TSC, "-p", "types");
    });

  it("the repository itself runs the whole life of a drift", async () => {
    const stack = new Stack(store.settings());
    try {
      stack.declare([
        { type: "App", name: "ember", args: APP },
        { type: "InAppItem", name: "lantern", args: ITEM },
      ]);
      await wholeLife(stack);
    } finally {
      stack.remove();
    }
  });

  it("a TypeScript program with the package from npm does the same", async () => {
    npm.write("index.ts", `import { App, InAppItem } from "pulumi-galaxystore";\n${DECLARATIONS}`);
    const compilerOptions = {
      strict: true,
      target: "es2022",
      module: "node16",
      moduleResolution: "node16",
      skipLibCheck: true,
    };
    npm.write("tsconfig.json", { compilerOptions, files: ["index.ts"] });
    await wholeLife(new Stack(store.settings(), npm.folder));
  });

  it("a JavaScript program of ES modules with the package from npm does the same", async () => {
    npmEsm.write("index.js", `import { App, InAppItem } from "pulumi-galaxystore";\n${DECLARATIONS}`);
    await wholeLife(new Stack(store.settings(), npmEsm.folder));
  });

  it("a program with the package from pnpm does the same", async () => {
    pnpm.write("index.js", `const { App, InAppItem } = require("pulumi-galaxystore");\n${DECLARATIONS}`);
    await wholeLife(new Stack(store.settings(), pnpm.folder));
  });

  /** Runs each program of the guides in this folder, on a store of its own, and compares what it prints. */
  async function rehearse(folder: string, end: "js" | "mts"): Promise<void> {
    for (const { name, args, shown } of INSTALLED_PROGRAMS) {
      await store.reset();
      const rehearsal = REHEARSALS[name] ?? assert.fail(`${name} has no rehearsal`);
      const start = (words = args, environment = {}) =>
        new Running([`${name}.${end}`, ...words], folder, { ...store.settings(), ...environment });
      assert.equal(comparable(await rehearsal(start, store, folder)), comparable(shown), name);
    }
  }

  /** up, nothing to do, no drift, an edit in the portal, drift. */
  async function wholeLife(stack: Stack): Promise<void> {
    await stack.init();
    await stack.up();
    assert.equal((await store.update(EMBER_ISLES)).content.supportEMail, APP.supportEmail);
    assert.ok((await store.items(PACKAGE)).has("lantern"));

    const { resources } = await stack.export();
    for (const [name, text] of Object.entries(PROVIDERS)) {
      assert.ok(Buffer.byteLength(text) <= 100);
      assert.equal(resources.get(name)?.inputs.__provider, text);
      assert.equal(resources.get(name)?.outputs.__provider, text);
    }

    const preview = await stack.preview("--expect-no-changes");
    assert.equal(preview.code, 0, preview.output);
    const untouched = await stack.drift();
    assert.equal(untouched.code, 0, untouched.output);

    await store.editItemInPortal(PACKAGE, "lantern", { title: "Torch" });
    const edited = await stack.drift();
    assert.equal(edited.code, 7, edited.output);
    assert.match(edited.output, /title\s*: "Torch" => "Lantern"/);
  }
});
