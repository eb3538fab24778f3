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

// Icon, hero image and both edge images are PNG or JPG of a fixed size and of at most 1024 KB, judged by their content. [D]
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
    // A hero image makes the whole update of an app fail that is no game. [O; code: G]
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
  // An app has at least 4 screenshots. [D: failure codes 3001] More than 8 are stored too. [D]
  if (entries.length < SCREENSHOT_COUNT.min)
    throw storeFailure(400, "3001", `At least ${SCREENSHOT_COUNT.min} screenshots are needed.`);
  return entries.map((entry, index) => {
    const name = `${at === "" ? "" : `${at}.`}screenshots[${index}]`;
    if (yesOrNo(entry.reuseYn) === true) return keptScreenshot(edit, entry, name);
    const fileKey = fileKeyField(entry, "screenshotKey");
    // A new screenshot has the key of an uploaded file. [D: failure codes 4125; C]
    if (fileKey === undefined) throw storeFailure(400, "4125", `${name}: the image upload key is null.`);
    const file = imageOf(edit, fileKey, name, SCREENSHOT);
    return storeImage(edit.store, edit.app.contentId, "ScreenImage", file, language);
  });
}

/** A screenshot is kept by `reuseYn` and its present address; one that the app does not have is refused. [O, C; refused: G] */
function keptScreenshot({ before }: Edit, entry: JsonObject, name: string): string {
  const path = entry.screenshotPath;
  const known = [before.screenshots, ...before.addLanguage.map((listing) => listing.screenshots)];
  if (typeof path !== "string" || !known.some((screenshots) => screenshots.includes(path)))
    throw invalid(`${name} is to be kept, but its screenshotPath is not one of this app's screenshots.`);
  return path;
}

/** A file key is a text; omitted and null keep the image. [D; code: G] */
function fileKeyField(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalid(`${key} must be a file key.`);
  return value;
}

/** An unknown file key, or one of another seller, is refused; one that is known may be used more than once. [G] */
function uploadOf({ store, account }: Edit, fileKey: string, name: string): Upload {
  const upload = uploadNamed(store, account, fileKey);
  if (!upload) throw invalid(`${name}: no uploaded file has this file key.`);
  return upload;
}

/** The file of an uploaded image that fits the rule. */
/** Type, pixels and bytes of an image are judged by its content, whatever its name says. [D: content record; code: G] */
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

// The sides of a screenshot are 320 to 3840 pixels, their ratio at most 2:1. [D; code: G]
function checkScreenshotSides(name: string, fileName: string, width: number, height: number): void {
  const { min, max, maxRatio } = SCREENSHOT_SIDES;
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  if (short < min || long > max || long > short * maxRatio)
    throw invalid(
      `${name}: ${fileName} is ${width}x${height}; sides must be ${min} to ${max} pixels and the ratio at most ${maxRatio}:1.`,
    );
}
