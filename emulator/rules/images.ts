/** Images of a listing: from file keys of uploads to addresses in the record. */
import {
  EDGE_IMAGE,
  EDGE_PLUS_IMAGE,
  HERO_IMAGE,
  ICON,
  type ImageRule,
  SCREENSHOT,
  SCREENSHOT_COUNT,
  SCREENSHOT_SIDES,
} from "../../sdk/facts/limits";
import { invalid, storeFailure } from "../failure";
import { type JsonObject, yesOrNo } from "../http/body";
import { type ImageKind, storeImage } from "../state/images";
import type { Upload } from "../state/store";
import { isGame } from "./apps";
import { type Edit, objectListField } from "./edit";
import { uploadNamed } from "./uploads";

interface ImageField {
  readonly key: "iconKey" | "heroImageKey" | "edgescreenKey" | "edgescreenplusKey";
  readonly field: "icon" | "heroImage" | "edgescreen" | "edgescreenplus";
  readonly kind: ImageKind;
  readonly rule: ImageRule;
}

// [D: content record]
const IMAGE_FIELDS: readonly ImageField[] = [
  { key: "iconKey", field: "icon", kind: "IconImage", rule: ICON },
  { key: "heroImageKey", field: "heroImage", kind: "CoverImage", rule: HERO_IMAGE },
  { key: "edgescreenKey", field: "edgescreen", kind: "EdgeImage", rule: EDGE_IMAGE },
  { key: "edgescreenplusKey", field: "edgescreenplus", kind: "EdgePlusImage", rule: EDGE_PLUS_IMAGE },
];

export function editImages(edit: Edit): void {
  const { body, content, record, store, app } = edit;
  for (const { key, field, kind, rule } of IMAGE_FIELDS) {
    const fileKey = fileKeyField(body, key);
    if (fileKey === undefined) continue;
    // The hero image of an app that is no game makes the whole update fail. [O; code: G]
    if (key === "heroImageKey" && !isGame(record))
      throw invalid("heroImageKey is only for apps of the category Games.");
    content[field] = storeImage(store, app.contentId, kind, imageOf(edit, fileKey, key, rule));
  }
  const review = fileKeyField(body, "reviewFilekey");
  if (review !== undefined) content.reviewFilename = uploadOf(edit, review, "reviewFilekey").fileName;
}

export function editScreenshots(edit: Edit): void {
  const screenshots = screenshotsField(edit, edit.body, "", undefined);
  if (screenshots) edit.content.screenshots = screenshots;
}

/** The screenshots that an entry asks for, as addresses in display order; undefined keeps the present ones. */
export function screenshotsField(
  edit: Edit,
  body: JsonObject,
  at: string,
  language: string | undefined,
): string[] | undefined {
  const entries = objectListField(edit, body, "screenshots");
  if (!entries || entries.length === 0) return entries && [];
  // [D: failure codes 3001]
  if (entries.length < SCREENSHOT_COUNT.min)
    throw storeFailure(400, "3001", `At least ${SCREENSHOT_COUNT.min} screenshots are needed.`);
  return entries.map((entry, index) => {
    const name = `${at === "" ? "" : `${at}.`}screenshots[${index}]`;
    if (yesOrNo(entry.reuseYn) === true) return keptScreenshot(edit, entry, name);
    const fileKey = fileKeyField(entry, "screenshotKey");
    // [D: failure codes 4125; C: missing key on a new screenshot]
    if (fileKey === undefined) throw storeFailure(400, "4125", `${name}: the image upload key is null.`);
    const file = imageOf(edit, fileKey, name, SCREENSHOT);
    return storeImage(edit.store, edit.app.contentId, "ScreenImage", file, language);
  });
}

/** A kept screenshot is named by its present address. [O, C; an address that the app does not have is refused: G] */
function keptScreenshot({ before }: Edit, entry: JsonObject, name: string): string {
  const path = entry.screenshotPath;
  const known = [before.screenshots, ...before.addLanguage.map((listing) => listing.screenshots)];
  if (typeof path !== "string" || !known.some((screenshots) => screenshots.includes(path)))
    throw invalid(`${name} is to be kept, but its screenshotPath is not one of this app's screenshots.`);
  return path;
}

/** A file key, or undefined when the image stays: null and omitted keep it. [D] */
function fileKeyField(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalid(`${key} must be a file key.`);
  return value;
}

/** The upload behind a file key of the caller's seller. [G: an unknown key is refused with 1000] */
function uploadOf({ store, account }: Edit, fileKey: string, name: string): Upload {
  const upload = uploadNamed(store, account, fileKey);
  if (!upload) throw invalid(`${name}: no uploaded file has this file key.`);
  return upload;
}

/** The file of an uploaded image that fits the rule. */
function imageOf(edit: Edit, fileKey: string, name: string, rule: ImageRule): string {
  const upload = uploadOf(edit, fileKey, name);
  const { image, fileName, fileSize } = upload;
  if (!image) throw invalid(`${name}: ${fileName} is not an image.`);
  const { type, width, height } = image;
  if (!rule.types.some((allowed) => allowed === type))
    throw invalid(`${name}: ${fileName} is ${type}; allowed: ${rule.types.join(", ")}.`);
  if (rule.maxBytes !== undefined && fileSize > rule.maxBytes)
    throw invalid(`${name}: ${fileName} has ${fileSize} bytes; at most ${rule.maxBytes} are allowed.`);
  if (rule.size) {
    if (width !== rule.size.width || height !== rule.size.height)
      throw invalid(`${name}: ${fileName} is ${width}x${height}; it must be ${rule.size.width}x${rule.size.height}.`);
  } else checkScreenshotSides(name, fileName, width, height);
  return image.file;
}

// [D: content record, screenshots]
function checkScreenshotSides(name: string, fileName: string, width: number, height: number): void {
  const { min, max, maxRatio } = SCREENSHOT_SIDES;
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  if (short < min || long > max || long > short * maxRatio)
    throw invalid(
      `${name}: ${fileName} is ${width}x${height}; sides must be ${min} to ${max} pixels and the ratio at most ${maxRatio}:1.`,
    );
}
