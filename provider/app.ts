/** An app of the Galaxy Store: its listing texts and images, countries and prices, publication and contacts. */

import type { Input } from "@pulumi/pulumi";
import { bringToState } from "./app/bring";
import { APP_INPUT_NAMES, APP_SCHEMA, type AppInputs, filesOf, identityProblem, inspectFiles } from "./app/inputs";
import { comparableInput, liveInputs } from "./app/live";
import {
  type AppOutputs,
  type AppState,
  effective,
  IDENTITY,
  ledgerOf,
  NOTHING_SENT,
  outputsOf,
  unlistedOf,
} from "./app/outputs";
import { problemsOf } from "./check";
import { settle } from "./converge";
import { declare, notePendingApp } from "./declared";
import { rememberUnlisted, removalNotice } from "./exclusive";
import { type Lifecycle, Refusal, type Values } from "./lifecycle";
import { packageNameOf, type StoreSession } from "./session";
import { type Amount, hasUnknown, isAnother, isMap, knownPart, mapValues, sameValue } from "./values";

/** Texts and screenshots of one language. What is left out stays as it is in the store. */
export interface ListingArgs {
  /** App title, at most 100 bytes of UTF-8. Needed for a language that the store does not have yet. Wire: `appTitle`. */
  title?: Input<string>;
  /** Short description, 20 to 240 bytes of UTF-8, or empty. Wire: `shortDescription`. */
  shortDescription?: Input<string>;
  /** Description, at most 4000 bytes of UTF-8. Needed for a language that the store does not have yet. Wire: `longDescription`, `addLanguage[].description`. */
  description?: Input<string>;
  /** What is new in this version, at most 4000 bytes of UTF-8. Wire: `newFeature`. */
  whatsNew?: Input<string>;
  /**
   * 4 to 8 paths of JPG or PNG files in display order, each side 320 to 3840 pixels, at most twice as long as wide.
   * The list as a whole is managed. Only files that the store does not have yet are sent. Wire: `screenshots`.
   */
  screenshots?: Input<Input<string>[]>;
}

/** When a passed release goes on sale. */
export interface PublicationArgs {
  /** `automatic`: as soon as it passes; `scheduled`: at `startAt`; `manual`: when somebody says so. Wire: `publicationType`. */
  type: Input<"automatic" | "scheduled" | "manual">;
  /** `YYYY-MM-DD HH:mm:ss`, with `scheduled` only; the store does not document the time zone. Wire: `startPublicationDate`. */
  startAt?: Input<string>;
  /** Last day of sale, `YYYY-MM-DD`; `9999-12-31` is no end. Wire: `stopPublicationDate`. */
  stopOn?: Input<string>;
}

/**
 * Inputs of an app. Everything that is not listed stays as it is in the store. Paths are relative to the Pulumi
 * program. Limits are the store's. Source: Content Publish API, "Modify app data" and its reference.
 */
export interface AppArgs {
  /** The app's 12-digit id in the Seller Portal. One of `contentId` and `packageName` is enough. Changing it replaces. */
  contentId?: Input<string>;
  /** Android package name; looked up once, when the resource is created. Changing it replaces. */
  packageName?: Input<string>;
  /** Three-letter code of the language of the main listing, e.g. `ENG`. Wire: `defaultLanguageCode`. */
  defaultLanguage?: Input<string>;
  /** Texts and screenshots by three-letter language code. Languages that are not listed are left alone. */
  listings?: Input<Record<string, Input<ListingArgs>>>;
  /** Path of a PNG of 512x512 pixels, at most 1 MiB. Wire: `iconKey`. */
  icon?: Input<string>;
  /** Path of a JPG or PNG of 1200x675 pixels, at most 1 MiB; games only. Wire: `heroImageKey`. */
  heroImage?: Input<string>;
  /** Path of a PNG of 160x2560 pixels, at most 1 MiB. Wire: `edgescreenKey`. */
  edgeImage?: Input<string>;
  /** Path of a PNG of 550x2560 pixels, at most 1 MiB. Wire: `edgescreenplusKey`. */
  edgePlusImage?: Input<string>;
  /** YouTube video, as its id or its address. Wire: `youTubeURL`. */
  video?: Input<string>;
  /**
   * Countries of sale by three-letter code, with the price in local currency; `{}` lets the store derive the price.
   * Countries that are not listed are left alone. Wire: `sellCountryList`.
   */
  countries?: Input<Record<string, Input<{ price?: Input<Amount> }>>>;
  /** Sell in countries that the store adds later. Wire: `autoAddCountry`. */
  autoAddCountries?: Input<boolean>;
  /** Whether the app costs money. Wire: `paid`. */
  paid?: Input<boolean>;
  /** Standard price in US dollars, above 0 for a paid app. Wire: `standardPrice`. */
  price?: Input<Amount>;
  /** When a passed release goes on sale. */
  publication?: Input<PublicationArgs>;
  /** Least age of users: 0, 4, 12, 16 or 18. Wire: `ageLimit`. */
  ageRating?: Input<number>;
  /** Least age in China: 0, 3, 8, 12, 16 or 18; needed with a Chinese listing. Wire: `chinaAgeLimit`. */
  chinaAgeRating?: Input<number>;
  /** Languages that the app itself speaks; more may be set in the portal. Wire: `supportedLanguages`. */
  supportedLanguages?: Input<Input<string>[]>;
  /** At most 20 addresses that the store writes to about the review; more may be set in the portal. Wire: `notifyResult`. */
  notifyEmails?: Input<Input<string>[]>;
  /** At most 100 bytes. Wire: `supportEMail`. */
  supportEmail?: Input<string>;
  /** At most 200 bytes. Wire: `supportedSiteUrl`. */
  supportUrl?: Input<string>;
  /** At most 200 bytes. Wire: `privatePolicyURL`. */
  privacyPolicyUrl?: Input<string>;
  /** At most 200 bytes. Wire: `openSourceURL`. */
  openSourceUrl?: Input<string>;
  /** Shown instead of the seller's name, at most 100 bytes. Wire: `copyrightHolder`. */
  copyrightHolder?: Input<string>;
  /** Note to the store's reviewers, at most 4000 bytes. Wire: `reviewComment`. */
  reviewComment?: Input<string>;
  /** Path of a file for the store's reviewers. Wire: `reviewFilekey`. */
  reviewAttachment?: Input<string>;
  /** Whether the app complies with US export laws; must be true to be submitted. Wire: `usExportLaws`. */
  exportLaws?: Input<boolean>;
  /** Lists that are the whole truth: what they do not name is removed from the store. Default: none. */
  exclusive?: Input<Input<"listings" | "countries">[]>;
  /** What destroying the resource does: `forget` leaves the store alone, `suspend` stops the sale. Default: `forget`. */
  onDelete?: Input<"forget" | "suspend">;
}

export const app: Lifecycle<AppInputs, AppOutputs> = {
  inputNames: APP_INPUT_NAMES,

  describe: ({ contentId, packageName }) =>
    `app ${[contentId, packageName].find((id) => typeof id === "string") ?? "(not known yet)"}`,

  async check(inputs, old) {
    if (Object.keys(old).length === 0 && typeof inputs.contentId !== "string") notePendingApp(undefined);
    const { hashes, problems } = await inspectFiles(inputs);
    const identity = identityProblem(inputs);
    if (typeof inputs.contentId === "string") declareApp(inputs.contentId, inputs);
    return {
      inputs: filesOf(inputs).length > 0 ? { ...inputs, imageHashes: hashes } : inputs,
      problems: [...(identity ? [identity] : []), ...problemsOf(APP_SCHEMA, inputs), ...problems],
    };
  },

  diff(contentId, old, next) {
    declareApp(contentId, next);
    declare(contentId, { known: { packageName: old.inputs.packageName, binaries: old.outputs.binaries } });
    const changes = !sameValue(comparable({ ...listedInputs(old) }), comparable(next));
    // Both identities are known of the old app, so that naming the same app in the other way replaces nothing.
    const replaces = IDENTITY.filter((name) => isOther(next[name], old.inputs[name]));
    const stays = replaces.length === 0 && !IDENTITY.some((name) => hasUnknown(next[name]));
    if (changes && typeof next.contentId !== "string") notePendingApp(stays ? contentId : undefined);
    return {
      changes,
      replaces,
      notice: removalNotice(`app ${contentId}`, { ...old.inputs }, next, old.outputs.unlisted),
    };
  },

  async create(store, inputs) {
    const contentId = await identify(store, inputs);
    declareApp(contentId, { ...inputs });
    const state = await bringToState(store, contentId, inputs, { inputs: {}, outputs: NOTHING_SENT });
    return { id: contentId, ...state };
  },

  async read(store, contentId, old) {
    const records = await store.appIfAny(contentId);
    if (records === undefined) return undefined;
    const record = effective(records);
    const ledger = ledgerOf(old);
    const inputs = liveInputs(listedInputs(old), record, ledger);
    const { imageUrls = {}, identifiedBy, unlisted } = old.outputs;
    rememberUnlisted(`app ${contentId}`, unlistedOf(old.inputs, record));
    return { inputs, outputs: { ...outputsOf(contentId, records), imageUrls, identifiedBy, unlisted } };
  },

  update: (store, contentId, old, inputs) => bringToState(store, contentId, inputs, old),

  async delete(store, contentId, { inputs }) {
    if (inputs.onDelete !== "suspend") {
      console.log(`App ${contentId} is no longer managed; the store keeps it as it is.`);
      return;
    }
    await settle({
      observe: () => store.appIfAny(contentId),
      apply: async (records) => {
        if (records?.sale?.contentStatus !== "FOR_SALE") return false;
        await store.writeApp(contentId, (api) => api.apps.setStatus(contentId, "SUSPENDED"));
        return true;
      },
    });
  },
};

/** Tells the app's other resources of this run what the program manages. */
function declareApp(contentId: string, inputs: Values): void {
  declare(contentId, { app: knownPart(inputs) as AppInputs });
}

function isOther(next: unknown, old: string | undefined): boolean {
  return next !== undefined && old !== undefined && isAnother(next, old);
}

/** The inputs as the program gave them, without an identity that it does not name and only the store told. */
function listedInputs({ inputs, outputs }: AppState): AppInputs {
  const listed = { ...inputs };
  for (const name of IDENTITY) if (!outputs.identifiedBy.includes(name)) delete listed[name];
  return listed;
}

/** The inputs in the one form in which they are compared. */
function comparable(inputs: Values): Values {
  return mapValues(inputs, (value, name) => {
    if (name === "listings" && isMap(value))
      return mapValues(value, (listing) =>
        isMap(listing) ? mapValues(listing, (text, key) => comparableInput(key, text)) : listing,
      );
    if (name === "countries" && isMap(value))
      return mapValues(value, (row) =>
        isMap(row) ? mapValues(row, (price, key) => comparableInput(key, price)) : row,
      );
    return comparableInput(name, value);
  });
}

/** The content id of the app that the inputs name; content id and package name must agree. */
async function identify(store: StoreSession, { contentId, packageName }: AppInputs): Promise<string> {
  if (contentId === undefined) return store.contentIdOf(packageName ?? "");
  const found = packageNameOf(await store.app(contentId));
  if (packageName !== undefined && found !== packageName)
    throw new Refusal(
      `App ${contentId} has the package name ${found ?? "(none yet)"}, but the program says ${packageName}. Correct one of the two, or leave one out.`,
    );
  return contentId;
}
