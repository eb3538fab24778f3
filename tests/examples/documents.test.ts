/** The documents of the repository: their links lead somewhere, and what they promise to list is all there. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { app } from "../../provider/app";
import { betaTest } from "../../provider/betaTest";
import { binary } from "../../provider/binary";
import { inAppItem } from "../../provider/inAppItem";
import { itemCatalog } from "../../provider/itemCatalog";
import { stagedRollout } from "../../provider/stagedRollout";
import { submission } from "../../provider/submission";

const REPOSITORY = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(REPOSITORY, file), "utf8");

const markdownIn = (folder: string) =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const topLevel = readdirSync(REPOSITORY).filter((name) => name.endsWith(".md"));
const documents = [...topLevel, ...markdownIn("docs"), ...markdownIn("examples")];

/** The anchors of a document, as GitHub makes them from its headings. */
function anchors(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the documents", () => {
  for (const document of documents)
    it(`${document}: each link leads to a file, and to a heading in it`, () => {
      const text = read(document).replace(/^( *)```[\s\S]*?^\1```/gm, "");
      for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? document : relative(REPOSITORY, resolve(REPOSITORY, dirname(document), path));
        assert.ok(existsSync(join(REPOSITORY, target)), `${link} leads nowhere`);
        if (anchor !== undefined)
          assert.ok(anchors(read(target)).includes(anchor), `${link}: ${target} has no such heading`);
      }
    });

  for (const [name, { inputNames }] of Object.entries({
    App: app,
    Binary: binary,
    InAppItem: inAppItem,
    ItemCatalog: itemCatalog,
    StagedRollout: stagedRollout,
    Submission: submission,
    BetaTest: betaTest,
  }))
    it(`docs/resources.md has every input of ${name}`, () => {
      const section =
        read("docs/resources.md")
          .split(/^## /m)
          .find((part) => part.startsWith(`${name}\n`)) ?? "";
      assert.deepEqual(
        [...inputNames].filter((input) => !section.includes(`\`${input}\``)),
        [],
      );
    });

  it("CONTRIBUTING.md gives a reason for every dependency", () => {
    const { dependencies, devDependencies, peerDependencies } = JSON.parse(read("package.json"));
    const all = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
    const given = read("CONTRIBUTING.md");
    assert.deepEqual(
      all.filter((name) => !name.startsWith("@types/") && !given.includes(`\`${name}\``)),
      [],
    );
  });
});
