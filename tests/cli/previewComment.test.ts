/** `galaxystore preview-comment`: previews of the real engine as comments for a pull request. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Declared } from "../e2e/support/stack";
import { assertDocument, assertNoSecret, changed, EMBER, LANTERNS_PACKAGE, released, Studio } from "./support/studio";

/** What is left of Markdown when everything that is shown as it is, is taken out. */
function markup(markdown: string): string {
  return markdown
    .replace(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, "")
    .replace(/`[^`\n]*`/g, "")
    .replace(/<code>[^<]*<\/code>/g, "");
}

describe("galaxystore preview-comment", function () {
  this.timeout(300_000);
  let studio: Studio;
  /** The preview of the change as the engine printed it. */
  let json: string;
  before(async () => {
    studio = await Studio.start();
    studio.stack.declare(changed());
  });
  after(() => studio.stop());

  const preview = async (declared: readonly Declared[]) => {
    studio.stack.declare(declared);
    return (await studio.stack.run("preview", "--json", "--show-sames")).output;
  };
  const comment = async (...args: string[]) => {
    const { stdout, stderr, code } = await studio.run(["preview-comment", ...args]);
    assert.equal(code, 0, stderr);
    return stdout;
  };

  it("runs the preview and renders it as docs/ci/preview-comment.md shows, without a write to the store", async () => {
    assertDocument("preview-comment.md", await comment("--stack", "test", "--refresh"));
    assert.deepEqual(await studio.store.writes(), []);
  });

  it("renders a preview that it is given, in a file or on its standard input", async () => {
    json = await preview(changed());
    const file = join(studio.stack.folder, "preview.json");
    writeFileSync(file, json);
    const body = await comment(file, "--marker", "prices");
    assert.match(body, /^<!-- galaxystore:preview-comment prices -->\n## Galaxy Store: \d+ changes in 4 apps\n/);
    assert.match(body, /edits in the Seller Portal since then are not seen/);
    const piped = await studio.run(["preview-comment", "-", "--marker", "prices"], { input: json });
    assert.equal(piped.stdout, body);
    assertNoSecret(body, studio);
  });

  it("is JSON with --json, warnings first the ones that cannot be taken back", async () => {
    const { stdout } = await studio.run(["preview-comment", "-", "--json"], { input: json });
    const { marker, body, failed, warnings } = JSON.parse(stdout) as {
      marker: string;
      body: string;
      failed: boolean;
      warnings: { kind: string; text: string }[];
    };
    assert.ok(body.startsWith(marker));
    assert.equal(failed, false);
    const kinds = warnings.map(({ kind }) => kind);
    assert.deepEqual([...new Set(kinds)], ["irreversible", "removed", "price"]);
    const said = (pattern: RegExp) =>
      assert.ok(
        warnings.some(({ text }) => pattern.test(text)),
        `${pattern}: ${stdout}`,
      );
    said(/1 in-app item is \*\*removed from the store, for good\*\*: `winter_lantern`/);
    said(/1 in-app item is \*\*removed from the store, for good\*\*: `hint_box`/);
    said(/submitted for review/);
    said(/1 tester \*\*removed\*\*/);
    said(/`ember_sun` goes from .*divided by 10/);
    assertNoSecret(stdout, studio);
  });

  it("is as long as it may be, and says what it left out", async () => {
    for (const limit of [1_000, 2_000, 4_000]) {
      const { stdout, stderr } = await studio.run(["preview-comment", "-", "--max-bytes", String(limit)], {
        input: json,
      });
      const size = Buffer.byteLength(stdout);
      assert.ok(size <= limit && size > limit / 2, `${size} of ${limit} bytes ${stderr}`);
      assert.match(stdout, /> \[!WARNING\]|- \d+ warnings/);
      assert.match(stdout, new RegExp(`To keep it within ${limit} bytes: .*(shortened|left out)`));
      assert.equal((stdout.match(/<details>/g) ?? []).length, (stdout.match(/<\/details>/g) ?? []).length);
      assert.equal((stdout.match(/^```/gm) ?? []).length % 2, 0);
    }
  });

  it("shows texts of the store as they are: no markup, mention, link or marker of theirs counts", async () => {
    const bad = "| `a` <img src=x onerror=alert(1)> @octocat #1 [go](https://evil.example) https://evil.example";
    const hostile: Declared[] = [
      ...released(),
      {
        type: "App",
        name: "paper-lanterns",
        args: {
          contentId: "000001000102",
          listings: {
            ENG: {
              title: `Paper ${bad}`.slice(0, 95),
              whatsNew: `\`\`\`\n</details>\n<!-- galaxystore:preview-comment default -->\n\`\`\`\`\`\n${bad}\nhid\u202eden`,
            },
          },
          copyrightHolder: bad.slice(0, 90),
        },
      },
      {
        type: "InAppItem",
        name: "river",
        args: { packageName: LANTERNS_PACKAGE, itemId: "river_evenings", adopt: true, title: bad, usdPrice: 2.49 },
      },
    ];
    const body = (await studio.run(["preview-comment", "-"], { input: await preview(hostile) })).stdout;
    assert.match(body, /onerror/);
    const rest = markup(body);
    for (const trace of ["@octocat", "#1", "onerror", "evil", "<img", "galaxystore:preview-comment default -->\n<"])
      assert.ok(!rest.includes(trace), `${trace} counts in:\n${rest}`);
    assert.equal(rest.match(/<!--/g)?.length, 1);
    assert.match(body, /hid\\u202eden/);
    for (const row of rest.split("\n").filter((line) => line.startsWith("| ")))
      assert.ok([4, 5].includes(row.split("|").length - 1), row);
  });

  it("warns of everything that takes from users, from the store or from somebody's edits", async () => {
    const { store, stack } = studio;
    await store.editInPortal(EMBER, { supportEMail: "intern@lumenforge.example" });
    await store.removeItemInPortal(LANTERNS_PACKAGE, "gold_paper");
    const inputs: Record<string, Record<string, unknown> | undefined> = {
      "ember-isles": { exclusive: ["listings", "countries"], countries: { KOR: {}, USA: {} } },
      "ember-isles-4.2": { rate: undefined, countries: undefined, releaseToEveryone: true },
      "hint-box": { usdPrice: 9.99, prices: { KOR: 0 }, exclusive: ["prices"] },
    };
    const declared = released()
      .filter(({ name }) => name !== "night-garden")
      .map((each) => ({ ...each, args: { ...each.args, ...inputs[each.name] } }));
    stack.declare([
      ...declared,
      { type: "Submission", name: "winter", args: { contentId: EMBER, triggers: 1, publish: true } },
    ]);
    const { stdout, stderr } = await studio.run(["preview-comment", "--refresh", "--json"]);
    const { warnings } = JSON.parse(stdout) as { warnings: { kind: string; text: string }[] };
    for (const [kind, said] of [
      ["irreversible", /every user gets the release, for good/],
      ["irreversible", /submitted for review/],
      ["irreversible", /put on sale/],
      ["removed", /the listing is \*\*removed\*\* in German \(`DEU`\), Japanese \(`JPN`\)/],
      ["removed", /no longer sold\*\* in Germany \(`DEU`\), Japan/],
      ["removed", /the prices of `hint_box` are \*\*removed\*\* in USA/],
      ["price", /price in Korea of `hint_box` goes from 1200 to 0 KRW, so it is free, and 1 more price of it/],
      ["overwritten", /`ember-isles` \*\*takes back\*\* .*: `supportEmail`/],
      ["overwritten", /`gold-paper` was removed in the store .* \*\*created again\*\*/],
    ] as const)
      assert.ok(
        warnings.some((warning) => warning.kind === kind && said.test(warning.text)),
        `${kind} ${said}: ${JSON.stringify(warnings, undefined, 1)} ${stderr}`,
      );
    assert.deepEqual(
      [...new Set(warnings.map(({ kind }) => kind))],
      ["irreversible", "removed", "price", "overwritten"],
    );
  });

  it("says in one line that there is nothing to do", async () => {
    studio.stack.declare(released());
    const body = await comment("--stack", "test");
    assert.equal(
      body,
      "<!-- galaxystore:preview-comment test -->\n## Galaxy Store: nothing to do\n\nStack `e2e/test`. The program declares what the last `pulumi up` left.\n",
    );
  });

  it("tells what a preview failed of, and ends with 3", async () => {
    const [app, ...others] = released() as [Declared, ...Declared[]];
    const wrong = { ...app, args: { ...app.args, ageRating: 5, supportEmail: "nobody" } };
    studio.stack.declare([wrong, ...others]);
    const { stdout, code } = await studio.run(["preview-comment", "--stack", "test"]);
    assert.equal(code, 3);
    assert.match(stdout, /^<!-- galaxystore:preview-comment test -->\n## Galaxy Store: the preview failed\n/);
    assert.match(stdout, /\*\*`ember-isles`\*\*/);
    assert.match(stdout, /ageRating is 5, not one of 0, 4, 12, 16, 18/);
    assert.match(stdout, /supportEmail must be an e-mail address/);
  });

  it("says what to do when there is no preview, and shows no password of the backend", async () => {
    for (const { args, env, said } of [
      { args: ["--stack", "none"], env: {}, said: /no stack named 'none'[\s\S]*fix: .*pulumi stack ls/ },
      {
        args: [],
        env: { PULUMI_CONFIG_PASSPHRASE: "wrong" },
        said: /passphrase[\s\S]*fix: .*PULUMI_CONFIG_PASSPHRASE/,
      },
      { args: ["--cwd", tmpdir()], env: {}, said: /fix: .*folder of the Pulumi project/ },
      { args: [], env: { PATH: "/nowhere" }, said: /there is no pulumi command[\s\S]*fix: Install/ },
      {
        args: [],
        env: { PULUMI_BACKEND_URL: "postgres://ci:hunter22hunter@127.0.0.1:1/state" },
        said: /postgres:\/\/ci:\[secret\]@127[\s\S]*fix: .*PULUMI_BACKEND_URL/,
      },
      { args: ["missing.json"], env: {}, said: /missing\.json cannot be read[\s\S]*fix: .*pulumi preview --json/ },
      { args: ["package.json"], env: {}, said: /package\.json: it is no preview of the engine[\s\S]*fix: / },
    ]) {
      const { code, stderr, stdout } = await studio.run(["preview-comment", ...args], { env });
      assert.equal(code, 1, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, said);
      assert.ok(!stderr.includes("hunter22"));
    }
  });
});
