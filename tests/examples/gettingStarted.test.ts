/** docs/getting-started.md: its commands, run in order in one shell, print what it shows and do to the store what it says. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { TestStore } from "../support/testStore";
import { Shell } from "./support/shell";
import { assertShows } from "./support/shown";

const REPOSITORY = resolve(__dirname, "../..");
const GUIDE = readFileSync(join(REPOSITORY, "docs/getting-started.md"), "utf8");
const EMBER = "000001000101";
const PACKAGE = "com.lumenforge.emberisles";

/** What stands for the registry: the packages of this repository; and `npx` finds a command among them. */
const PROLOGUE = `
npm() { mkdir -p node_modules && ln -sfn "$PACKAGES"/* "$PACKAGES/.bin" node_modules/; }
npx() { "$PACKAGES/.bin/$1" "\${@:2}"; }
`;

interface Section {
  title: string;
  fences: { language: string; content: string }[];
}

const SECTIONS: Section[] = [];
for (const [, title, , language = "", content = ""] of GUIDE.matchAll(/^## (.+)$|^(`{3,4})(\w+)\n([\s\S]*?)^\2$/gm)) {
  if (title === undefined) SECTIONS.at(-1)?.fences.push({ language, content });
  else SECTIONS.push({ title, fences: [] });
}

describe("the guide to getting started", function () {
  this.timeout(300_000);
  let store: TestStore;
  let home: string;
  let shell: Shell;

  before(async () => {
    store = await TestStore.start();
    // Inside the repository, so that the program finds its packages.
    mkdirSync(join(REPOSITORY, ".cache", "e2e"), { recursive: true });
    home = mkdtempSync(join(REPOSITORY, ".cache", "e2e", "start-"));
    const folder = join(home, "work");
    mkdirSync(folder);
    writeFileSync(join(folder, "pulumi-galaxystore-0.1.0.tgz"), "");
    const { GALAXY_STORE_PRIVATE_KEY = "", ...settings } = store.settings();
    writeFileSync(keyFile(), GALAXY_STORE_PRIVATE_KEY, { mode: 0o600 });
    const remote = join(home, "remote.git");
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    shell = new Shell(folder, {
      ...settings,
      GALAXY_STORE_PRIVATE_KEY: keyFile(),
      PACKAGES: join(REPOSITORY, "node_modules"),
      GIT_CONFIG_COUNT: "3",
      GIT_CONFIG_KEY_0: `url.${remote}.insteadOf`,
      GIT_CONFIG_VALUE_0: "git@github.com:lumenforge/ember-isles.git",
      GIT_CONFIG_KEY_1: "user.name",
      GIT_CONFIG_VALUE_1: "Mina Park",
      GIT_CONFIG_KEY_2: "user.email",
      GIT_CONFIG_VALUE_2: "mina@lumenforge.example",
    });
    await shell.run(PROLOGUE);
  });
  after(async () => {
    shell.end();
    rmSync(home, { recursive: true, force: true });
    await store.stop();
  });
  const keyFile = () => join(home, "service-account.pem");

  /** The doctor's look at the statistics is a POST. */
  const writes = async () => (await store.writes()).filter(({ operation }) => operation !== "metrics.seller");

  /** What the store holds, and was asked to write, at the end of a section. */
  const AFTERWARDS: Readonly<Record<string, () => Promise<void>>> = {
    async "Into a repository"() {
      assert.deepEqual(await writes(), []);
    },
    async "A pull request"() {
      assert.deepEqual(await writes(), []);
    },
    async Merge() {
      assert.equal((await store.items(PACKAGE)).get("ember_pouch")?.usdPrice, 1.19);
      assert.match((await store.update(EMBER)).content.newFeature, /the whale sings/);
      await store.forgetRequests();
    },
    async "Every night"() {
      assert.deepEqual(await writes(), []);
    },
    async "When it finds something"() {
      assert.equal((await store.items(PACKAGE)).get("ember_pouch")?.usdPrice, 1.19);
      assert.equal((await store.writes()).length, 1);
    },
  };

  it("has the sections that are looked at afterwards", () => {
    const titles = SECTIONS.map(({ title }) => title);
    assert.deepEqual(
      Object.keys(AFTERWARDS).filter((title) => !titles.includes(title)),
      [],
    );
  });

  const shownBefore = new Map<string, number>();
  for (const { title, fences } of SECTIONS.filter(({ fences }) => fences.length > 0))
    it(title, async () => {
      let printed = "";
      for (const { language, content } of fences) {
        if (language === "console")
          for (const { command, shows } of commandsOf(content)) {
            printed = asInTheGuide(await succeed(command));
            const nth = (shownBefore.get(command) ?? 0) + 1;
            shownBefore.set(command, nth);
            if (shows) assertShows(GUIDE, command, printed, nth);
          }
        if (language === "diff") {
          writeFileSync(join(home, "edit.diff"), content);
          await succeed(`git apply --unidiff-zero "${join(home, "edit.diff")}"`);
        }
        if (language === "markdown") assert.equal(content.trim(), printed.trim());
      }
      await AFTERWARDS[title]?.();
    });

  async function succeed(command: string): Promise<string> {
    const { code, output } = await shell.run(command);
    assert.equal(code, 0, `${command}\n${output}`);
    return output;
  }

  /** With the address, the key and the time that the guide shows. */
  function asInTheGuide(output: string): string {
    return output
      .replaceAll(store.url, "http://127.0.0.1:4010")
      .replaceAll(store.url.replace("http://", ""), "127.0.0.1:4010")
      .replaceAll(keyFile(), "/tmp/galaxystore-emulator/service-account.pem")
      .replace(/since \d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "since 2026-12-01 02:00 UTC");
  }
});

function commandsOf(console: string): { command: string; shows: boolean }[] {
  const lines = console.trimEnd().split("\n");
  return lines.flatMap((line, index) =>
    line.startsWith("$ ")
      ? [{ command: line.slice(2), shows: lines[index + 1] !== undefined && !lines[index + 1]?.startsWith("$ ") }]
      : [],
  );
}
