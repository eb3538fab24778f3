/**
 * What a Pulumi program declares: one class per resource. The resources' lifecycles are loaded in the process of Pulumi's
 * dynamic provider only; leaving them out here takes a sixth of a second off the start of every program.
 */

import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { AppStatus } from "../sdk/facts/states";
import type { AppArgs } from "./app";
import type { AppBinary } from "./app/outputs";
import type { BetaTestArgs } from "./betaTest";
import type { BinaryArgs } from "./binary";
import { DynamicResource } from "./hosts/dynamic";
import { inputText } from "./hosts/inputText";
import type { InAppItemArgs } from "./inAppItem";
import type { ItemCatalogArgs } from "./itemCatalog";
import type { StagedRolloutArgs } from "./stagedRollout";
import type { SubmissionArgs } from "./submission";

/**
 * The listing of an app that is, or has been, on sale. Its id in the stack is the content id.
 *
 * The API cannot register apps, so creating the resource adopts: the differences between the program and the store's
 * record are sent as one change, which opens an update when none is open. Nothing is submitted for review.
 *
 * ```ts
 * const app = new App("ember-isles", {
 *   packageName: "com.example.ember",
 *   listings: { ENG: { title: "Ember Isles", whatsNew: "Two new islands" } },
 *   countries: { KOR: {}, DEU: {} },
 * });
 * ```
 */
export class App extends DynamicResource {
  declare readonly contentId: Output<string>;
  declare readonly packageName: Output<string>;
  /** Status of the live record, e.g. `FOR_SALE`. */
  declare readonly status: Output<string | undefined>;
  /** Status of the open update, e.g. `UPDATING`; undefined when none is open. */
  declare readonly updateStatus: Output<string | undefined>;
  /** Binaries of the open update, or of the live record when none is open. */
  declare readonly binaries: Output<AppBinary[]>;
  /** Page of the app in the Galaxy Store. */
  declare readonly storeUrl: Output<string>;

  constructor(name: string, args: AppArgs, options?: CustomResourceOptions) {
    const outputs = [
      "contentId",
      "packageName",
      "status",
      "updateStatus",
      "binaries",
      "storeUrl",
      "imageUrls",
      "identifiedBy",
      "unlisted",
    ];
    super("App", name, { ...args }, outputs, options);
  }
}

/**
 * The testers and the feedback channel of a closed beta. Its id in the stack is the content id.
 *
 * Ids that are not Samsung accounts are refused by the store: they are named in an error and in `refusedTesters`, the
 * others are added. Deleting removes the testers that this resource added and nothing else.
 *
 * ```ts
 * new BetaTest("night-garden", {
 *   contentId: "000001000105", testers: ["mina@example.com"], feedbackChannel: "beta@example.com",
 * });
 * ```
 */
export class BetaTest extends DynamicResource {
  declare readonly contentId: Output<string>;
  declare readonly totalTesters: Output<number>;
  /** Address at which testers get the beta. */
  declare readonly testingUrl: Output<string | undefined>;
  /** Listed ids that the store refused, since they are not Samsung accounts. */
  declare readonly refusedTesters: Output<string[]>;

  constructor(name: string, args: BetaTestArgs, options?: CustomResourceOptions) {
    super("BetaTest", name, { ...args }, ["totalTesters", "testingUrl", "refusedTesters", "addedTesters"], options);
  }
}

/**
 * One binary of an app: an APK or AAB that is uploaded and registered in the open update, which is opened when none is
 * open. Its id in the stack is `contentId/binarySeq`.
 *
 * The file's SHA-256 is its identity: another content is another binary, and takes the place of the one before.
 * Nothing is submitted for review. Destroying takes the binary out of the open update; a live one stays.
 *
 * ```ts
 * new Binary("settings-helper", { contentId: "000001000109", file: "build/app-release.apk", usesGoogleServices: false });
 * ```
 */
export class Binary extends DynamicResource {
  declare readonly contentId: Output<string>;
  /** Sequence of the binary within the app, given by the store. */
  declare readonly binarySeq: Output<string>;
  /** `versionCode` of the manifest, a whole number as text. */
  declare readonly versionCode: Output<string>;
  /** `versionName` of the manifest. */
  declare readonly versionName: Output<string>;
  /** Package name of the manifest. */
  declare readonly packageName: Output<string>;
  /** SHA-256 of the file, in hexadecimal. */
  declare readonly sha256: Output<string>;

  constructor(name: string, args: BinaryArgs, options?: CustomResourceOptions) {
    const outputs = ["binarySeq", "versionCode", "versionName", "packageName", "sha256", "replacedVersion"];
    super("Binary", name, { ...args }, outputs, options);
  }
}

/**
 * One in-app item of one app's catalog. Its id in the stack is `packageName/itemId`.
 *
 * Creating an item whose id exists takes it over when its content is identical or `adopt` is true; otherwise it is
 * refused and the differences are shown. Deleting removes the item from the store, for good.
 *
 * ```ts
 * new InAppItem("gold", {
 *   packageName: "com.example.game", itemId: "gold_100", title: "100 gold", description: "A pouch of gold",
 *   usdPrice: 0.99, prices: { KOR: 1200, DEU: "0.99" }, status: "PUBLISHED",
 * });
 * ```
 */
export class InAppItem extends DynamicResource {
  declare readonly packageName: Output<string>;
  declare readonly itemId: Output<string>;
  declare readonly status: Output<"PUBLISHED" | "UNPUBLISHED">;

  constructor(name: string, args: InAppItemArgs, options?: CustomResourceOptions) {
    super("InAppItem", name, { ...args }, ["unlistedPrices"], options);
  }
}

/**
 * The in-app items of one app as one resource: thousands of items, from code or from a file. Its id in the stack is the
 * package name.
 *
 * A preview shows the changed lines of the catalog, as a code review does. Only items that differ are written. Items that
 * are not listed survive unless `exclusive: ["items"]` says that the list is all there is. Destroying forgets.
 *
 * ```ts
 * new ItemCatalog("catalog", {
 *   packageName: "com.example.game",
 *   items: {
 *     gold_100: { title: "100 gold", description: "A pouch of gold", usdPrice: 0.99, prices: { KOR: 1200 } },
 *     gold_500: { title: "500 gold", description: "A chest of gold", usdPrice: 3.99, prices: { KOR: 4900 } },
 *   },
 *   defaults: { status: "PUBLISHED" },
 * });
 * ```
 */
export class ItemCatalog extends DynamicResource {
  declare readonly packageName: Output<string>;
  /** Items that the program lists. */
  declare readonly itemCount: Output<number>;

  constructor(name: string, args: ItemCatalogArgs, options?: CustomResourceOptions) {
    const { items, ...others } = args;
    const inputs = items === undefined ? others : { ...others, items: inputText("items", items) };
    super("ItemCatalog", name, inputs, ["itemCount", "unlistedItems", "unsureItems"], options);
  }
}

/**
 * The staged rollout of a release: in the open update before it is published, on the live release afterwards. Its id
 * in the stack is the content id.
 *
 * Nothing but `releaseToEveryone: true` (or `onDelete: "releaseToEveryone"`) ever finishes a rollout. Destroying the
 * resource forgets it.
 *
 * ```ts
 * new StagedRollout("ember-isles", { contentId: "000001000101", rate: 25, countries: { KOR: 40 } });
 * ```
 */
export class StagedRollout extends DynamicResource {
  declare readonly contentId: Output<string>;
  /** The record that the rollout works on. */
  declare readonly record: Output<AppStatus>;
  /** The default rate of the live release; undefined while nothing is rolled out live. */
  declare readonly liveRate: Output<number | undefined>;

  constructor(name: string, args: StagedRolloutArgs, options?: CustomResourceOptions) {
    super(
      "StagedRollout",
      name,
      { ...args },
      ["record", "liveRate", "liveCountries", "liveBinaries", "released"],
      options,
    );
  }
}

/**
 * The submission of an app's open update for review, and its way onto the sale. Its id in the stack is the content id.
 *
 * The update is submitted when the resource is created and whenever its triggers change. A rejection is an error that
 * names the stage; after an interruption the next `pulumi up` goes on waiting and submits nothing again. Changes from the
 * Seller Portal, and a staged rollout that does not stand as declared, are refused. Destroying forgets.
 *
 * ```ts
 * new Submission("ember-isles", {
 *   contentId: "000001000101", triggers: { apk: binary.sha256 }, waitFor: "onSale", publish: true,
 * }, { customTimeouts: { create: "8h", update: "8h" } });
 * ```
 */
export class Submission extends DynamicResource {
  declare readonly contentId: Output<string>;
  /** Status of the open update, else of the live record, when `pulumi up` or a refresh last saw it. */
  declare readonly status: Output<string | undefined>;
  /** When this resource submitted, ISO time; undefined when there was nothing to submit, or somebody else had. */
  declare readonly submittedAt: Output<string | undefined>;

  constructor(name: string, args: SubmissionArgs, options?: CustomResourceOptions) {
    // The engine does not tell dynamic providers of customTimeouts, so they travel as an input.
    const { create, update } = options?.customTimeouts ?? {};
    const customTimeouts = { ...(create && { create }), ...(update && { update }) };
    const inputs = { ...args, ...((create || update) && { customTimeouts }) };
    super("Submission", name, inputs, ["status", "submittedAt", "replacing", "submitted", "unfinished"], options);
  }
}
