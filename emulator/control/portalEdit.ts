/** One portal edit of a record: wire keys of the content, images, rollout, beta test and status. The store's order rules do not bind it. */
import { z } from "zod";
import { CONTENT_STATUSES } from "../../sdk/facts/states";
import { ControlFailure } from "../failure";
import { isJsonObject, type JsonObject } from "../http/body";
import { isInRollout, noteDeployedRate } from "../rules/rollout";
import { type ImageKind, newImageAddress, storeImage } from "../state/images";
import {
  type AppRecord,
  betaTestSchema,
  type Content,
  contentSchema,
  LIVE_STATUSES,
  type Listing,
  rolloutSchema,
  rolloutStatusSchema,
} from "../state/model";
import type { App, Store } from "../state/store";
import { validated } from "./body";

const specialSchema = z.object({
  contentStatus: z.enum(CONTENT_STATUSES).optional(),
  rollout: z
    .strictObject({
      rate: rolloutSchema.shape.rate.optional(),
      countries: rolloutSchema.shape.countries.unwrap().optional(),
      binaries: z.record(z.string(), rolloutStatusSchema).optional(),
      enabled: z.boolean().optional(),
    })
    .optional(),
  betaTest: z
    .strictObject({
      testers: betaTestSchema.shape.testers.unwrap().optional(),
      feedbackChannel: betaTestSchema.shape.feedbackChannel.unwrap().optional(),
    })
    .optional(),
});
type Special = z.output<typeof specialSchema>;

const IMAGE_KINDS: Readonly<Record<string, ImageKind>> = {
  icon: "IconImage",
  heroImage: "CoverImage",
  edgescreen: "EdgeImage",
  edgescreenplus: "EdgePlusImage",
};

/** Applies the whole edit, or refuses it with the path of what is wrong. */
export function applyPortalEdit(store: Store, app: App, record: AppRecord, body: JsonObject): void {
  const { contentStatus: _status, rollout: _rollout, betaTest: _beta, ...fields } = body;
  const special = validated(specialSchema, body);
  const address = (kind: ImageKind, value: unknown, language?: string) =>
    imageAddress(store, app, kind, value, language);
  const changed: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) {
    const kind = IMAGE_KINDS[key];
    if (kind) changed[key] = address(kind, value);
    else if (key === "screenshots") changed[key] = screenshotAddresses(value, (shot) => address("ScreenImage", shot));
    else if (key === "addLanguage") changed[key] = listings(record.content, value, address);
    else changed[key] = value;
  }
  const content = validated(contentSchema, { ...record.content, ...changed });
  const other = record === app.sale ? app.registration : app.sale;
  const live = special.contentStatus && LIVE_STATUSES.includes(special.contentStatus);
  if (live !== undefined && other && live !== (record === app.sale))
    throw new ControlFailure(409, `The app has another record that is ${other.contentStatus}.`, "contentStatus");
  editRollout(record, special.rollout);
  if (special.betaTest) {
    const { testers = record.betaTest?.testers ?? [], feedbackChannel = record.betaTest?.feedbackChannel ?? "" } =
      special.betaTest;
    record.betaTest = { testers, feedbackChannel };
  }
  record.content = content;
  if (special.contentStatus) {
    record.contentStatus = special.contentStatus;
    record.reviewStepAt = /^(READY|UNDER)_/.test(special.contentStatus) ? store.clock.now() : null;
    if (LIVE_STATUSES.includes(special.contentStatus)) [app.sale, app.registration] = [record, other];
    else [app.registration, app.sale] = [record, other];
  }
  record.modifyDate = store.clock.moment();
}

/** `"new"` is a picture that nobody uploaded here, `{ base64 }` one with these bytes, anything else an address. */
function imageAddress(store: Store, app: App, kind: ImageKind, value: unknown, language?: string): unknown {
  if (value === "new") return newImageAddress(store, app.contentId, kind, language);
  if (isJsonObject(value) && typeof value.base64 === "string")
    return storeImage(store, app.contentId, kind, store.files.keep(Buffer.from(value.base64, "base64")), language);
  return value;
}

/** Screenshots as addresses, pictures, or as the store shows them. */
function screenshotAddresses(value: unknown, address: (shot: unknown) => unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((shot: unknown) =>
    address(isJsonObject(shot) && "screenshotPath" in shot ? shot.screenshotPath : shot),
  );
}

/** The list replaces the present one; what an entry leaves out stays as that language has it. */
function listings(
  content: Content,
  value: unknown,
  address: (kind: ImageKind, value: unknown, language?: string) => unknown,
): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) => {
    if (!isJsonObject(entry)) return entry;
    const language = String(entry.languagecode);
    const old: Listing | undefined = content.addLanguage.find((listing) => listing.languagecode === language);
    if (!("screenshots" in entry)) return { ...old, ...entry };
    const screenshots = screenshotAddresses(entry.screenshots, (shot) => address("ScreenImage", shot, language));
    return { ...old, ...entry, screenshots };
  });
}

function editRollout(record: AppRecord, edit: Special["rollout"]): void {
  if (!edit) return;
  for (const [seq, status] of Object.entries(edit.binaries ?? {})) {
    const binary = record.binaries.find((candidate) => candidate.binarySeq === seq);
    if (!binary) throw new ControlFailure(400, `There is no binary ${seq}.`, `rollout.binaries.${seq}`);
    binary.rolloutStatus = status;
  }
  if (edit.enabled === false) {
    record.rollout = null;
    for (const binary of record.binaries) binary.rolloutStatus = "DISABLED";
  } else {
    const rate = edit.rate ?? record.rollout?.rate;
    if (rate !== undefined) record.rollout = { rate, countries: edit.countries ?? record.rollout?.countries ?? {} };
  }
  // A rollout is over with its last binary, as by a call that takes that out.
  if (!record.binaries.some(isInRollout)) record.rollout = null;
  if (record.contentStatus === "FOR_SALE") noteDeployedRate(record);
}
