/** A studio's program under the real engine, and the `galaxystore` command beside it: a change to review, and a store that drifts. */

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { APKS, HELPER } from "../../e2e/support/release";
import { type Declared, Stack } from "../../e2e/support/stack";
import { galaxystoreIn } from "../../support/command";
import { TestStore } from "../../support/testStore";

export const EMBER = "000001000101";
export const EMBER_PACKAGE = "com.lumenforge.emberisles";
export const LANTERNS_PACKAGE = "com.lumenforge.paperlanterns";
export const GARDEN = "000001000105";

const IMAGES = resolve(__dirname, "../../../examples/images/ember-isles");

/** What must never be seen in a report. */
const SECRETS = ["reviewers-open-sesame", "build-token-4711"];

const screenshots = (...names: string[]) => names.map((name) => `images/${name}.jpg`);

/** What the studio has released: its listing, some items, a rollout at 10 percent and a closed beta. */
export function released(): Declared[] {
  return [
    {
      type: "App",
      name: "ember-isles",
      args: {
        contentId: EMBER,
        listings: {
          ENG: {
            title: "Ember Isles",
            whatsNew:
              "Version 4.2 opens the Glass Strait.\n\n- Six new islands\n- A whale\n- Faster loading on older phones",
            screenshots: screenshots("harbor", "chart", "night-market", "forge"),
          },
          KOR: { title: "엠버 아일스", whatsNew: "4.2 버전: 유리 해협이 열렸습니다." },
        },
        icon: "images/icon.png",
        ageRating: 4,
        supportEmail: "crew@lumenforge.example",
        reviewComment: { $secret: "Sign in as reviewer, password reviewers-open-sesame" },
      },
    },
    {
      type: "ItemCatalog",
      name: "ember-catalog",
      args: { packageName: EMBER_PACKAGE, adopt: true, exclusive: ["items"], items: catalog() },
    },
    item("gold-paper", "gold_paper", { usdPrice: 1.99, prices: { KOR: 2500, JPN: 320 } }),
    item("hint-box", "hint_box", { usdPrice: 0.99, prices: { KOR: 1200 } }),
    {
      type: "StagedRollout",
      name: "ember-isles-4.2",
      args: { contentId: EMBER, rate: 10, countries: { KOR: 20, DEU: 15 } },
    },
    {
      type: "BetaTest",
      name: "night-garden",
      args: {
        contentId: GARDEN,
        testers: ["mina.park@testers.example", "jonas.weber@testers.example", "aiko.tanaka@testers.example"],
        feedbackChannel: "night-garden@lumenforge.example",
        exclusive: ["testers"],
      },
    },
  ];
}

function item(name: string, itemId: string, values: Record<string, unknown>): Declared {
  return { type: "InAppItem", name, args: { packageName: LANTERNS_PACKAGE, itemId, adopt: true, ...values } };
}

type Items = Record<string, Record<string, unknown>>;

/** The twelve items of Ember Isles, with some of their prices. */
function catalog(): Items {
  const prices: Record<string, [usd: number, kor: number, deu: number]> = {
    ember_pouch: [0.99, 1200, 1.09],
    ember_chest: [4.99, 5900, 5.49],
    ember_vault: [9.99, 12000, 10.99],
    ember_hoard: [19.99, 25000, 21.99],
    ember_sun: [49.99, 65000, 54.99],
    starter_kit: [1.99, 2500, 2.19],
    captains_log: [1.99, 2500, 2.19],
    boat_heron: [4.99, 5900, 5.49],
    boat_walrus: [4.99, 5900, 5.49],
    sail_aurora: [1.99, 2500, 2.19],
    season_glass: [9.99, 12000, 10.99],
    winter_lantern: [0.99, 1200, 1.09],
  };
  return Object.fromEntries(
    Object.entries(prices).map(([id, [usdPrice, KOR, DEU]]) => [id, { usdPrice, prices: { KOR, DEU } }]),
  );
}

/** A week later, as one pull request: version 4.3 is prepared, prices follow the won, the rollout goes on, and the helper is released. */
export function changed(): Declared[] {
  const [app, items, paper, , rollout, beta] = released() as [
    Declared,
    Declared,
    Declared,
    Declared,
    Declared,
    Declared,
  ];
  const listings = app.args.listings as Record<string, Record<string, unknown>>;
  const { winter_lantern: _, ...kept } = catalog();
  return [
    {
      ...app,
      args: {
        ...app.args,
        listings: {
          ENG: {
            ...listings.ENG,
            whatsNew:
              "Version 4.3 brings the first winter.\n\n- Six new islands\n- A whale, and her calf\n- Faster loading on older phones\n- Ice on the northern routes",
            screenshots: screenshots("harbor", "forge", "night-market", "chart"),
          },
          KOR: { ...listings.KOR, whatsNew: "4.3 버전: 첫 겨울이 옵니다." },
          FRA: {
            title: "Îles de braise",
            description: "La mer s'est assombrie, et vous portez la dernière braise.",
            whatsNew: "Le premier hiver.",
          },
        },
        ageRating: 12,
        reviewComment: { $secret: "Sign in as reviewer, the new password is reviewers-open-sesame" },
      },
    },
    {
      ...items,
      args: {
        ...items.args,
        items: {
          ...wonFollows(kept),
          ember_sun: { usdPrice: 4.99, prices: { KOR: 6500, DEU: 5.49 } },
          frost_sail: {
            title: "Frost sail",
            description: "A sail that holds in the ice",
            usdPrice: 2.99,
            prices: { KOR: 4400 },
            status: "PUBLISHED",
          },
        },
        acknowledgePriceChanges: ["ember_sun"],
      },
    },
    { ...paper, args: { ...paper.args, usdPrice: 2.49, prices: { KOR: 3300, JPN: 400 } } },
    { ...rollout, args: { ...rollout.args, rate: 25, countries: { KOR: 40, DEU: 25 } } },
    {
      ...beta,
      args: {
        ...beta.args,
        testers: ["mina.park@testers.example", "aiko.tanaka@testers.example", "lena.vogt@testers.example"],
      },
    },
    {
      type: "App",
      name: "settings-helper",
      args: { contentId: HELPER, listings: { ENG: { whatsNew: "Works on Android 17." } } },
    },
    {
      type: "Binary",
      name: "helper-build",
      args: { contentId: HELPER, file: "app-release.apk", usesGoogleServices: false, supersedes: ["5"] },
    },
    {
      type: "StagedRollout",
      name: "helper-rollout",
      args: { contentId: HELPER, rate: 5, binaries: [{ $output: "helper-build.binarySeq" }] },
    },
    {
      type: "Submission",
      name: "helper-submission",
      args: {
        contentId: HELPER,
        triggers: { build: { $output: "helper-build.sha256" }, token: { $secret: "build-token-4711" } },
        waitFor: "approved",
      },
    },
  ];
}

function wonFollows(items: Items): Items {
  return Object.fromEntries(
    Object.entries(items).map(([id, { usdPrice, prices }]) => {
      const { KOR = 0, DEU = 0 } = prices as Record<string, number>;
      return [id, { usdPrice, prices: { KOR: Math.round((KOR * 1.08) / 100) * 100, DEU } }];
    }),
  );
}

/** A stack of the studio, and the command as it runs in its folder. */
export class Studio {
  private constructor(
    readonly store: TestStore,
    readonly stack: Stack,
  ) {}

  /** With everything released. */
  static async start(declared: readonly Declared[] = released()): Promise<Studio> {
    const store = await TestStore.start();
    const stack = new Stack(store.settings());
    cpSync(IMAGES, join(stack.folder, "images"), { recursive: true });
    cpSync(APKS.newer, join(stack.folder, "app-release.apk"));
    stack.declare(declared);
    await stack.init();
    await stack.up();
    await store.forgetRequests();
    return new Studio(store, stack);
  }

  /** Runs the command in the folder of the program. */
  async run(
    args: readonly string[],
    { input, env = {} }: { input?: string; env?: Record<string, string> } = {},
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const place = { cwd: this.stack.folder, env: { ...this.stack.environment, ...env } };
    return galaxystoreIn({ ...place, ...(input !== undefined && { input }) }, ...args).ended;
  }

  async stop(): Promise<void> {
    this.stack.remove();
    await this.store.stop();
  }
}

/** Nothing secret is in it: neither the program's secrets nor the credentials. */
export function assertNoSecret(text: string, { store }: Studio): void {
  const { privateKey } = store.account();
  for (const secret of [...SECRETS, ...privateKey.split("\n").filter((line) => line.length > 30)])
    assert.ok(!text.includes(secret), "a secret is shown");
}

const DOCUMENTS = resolve(__dirname, "../../../docs/ci");

/** A document that shows what the command printed; `WRITE_DOCUMENTS=1` writes it. Times, and which of two images the store gets first, differ from run to run. */
export function assertDocument(file: string, printed: string): void {
  const path = join(DOCUMENTS, file);
  const text = printed
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "2026-12-01 02:00 UTC")
    .replace(/\/20\d\d\/\d{4}\/(\w+_)\d{14,}/g, "/2026/1201/$120261201020000");
  if (process.env.WRITE_DOCUMENTS === "1") writeFileSync(path, text);
  assert.equal(text, readFileSync(path, "utf8"));
}
