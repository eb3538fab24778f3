/** Uploads: multipart forms byte by byte, pictures, and the real package. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import type { Answer, Json } from "./http";
import { type CallOptions, call, done, type Who } from "./seller";

export const BOUNDARY = "----wire-7c1d9a";

export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  readonly fileName?: string;
  readonly type?: string;
  /** The file name in another notation, in the place of `filename="..."`. */
  readonly fileNameAs?: string;
  /** Further lines in the head of the part. */
  readonly lines?: readonly string[];
}

/** A multipart form with its parts in the given order. */
function form(parts: readonly Part[]): Buffer {
  const bytes = parts.flatMap(({ name, content, fileName, fileNameAs, type, lines = [] }) => [
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`,
    fileNameAs ?? (fileName === undefined ? "" : `; filename="${fileName}"`),
    type === undefined ? "" : `\r\nContent-Type: ${type}`,
    ...lines.map((line) => `\r\n${line}`),
    "\r\n\r\n",
    content,
    "\r\n",
  ]);
  return Buffer.concat([...bytes, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}

export async function openSession(as: Who = "seller"): Promise<string> {
  return (await done("POST", "/seller/createUploadSessionId", { as })).sessionId;
}

export function sendForm(parts: readonly Part[], how: Omit<CallOptions, "body"> = {}): Promise<Answer> {
  const headers = { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}`, ...how.headers };
  return call("POST", "/galaxyapi/fileUpload", { ...how, headers, body: form(parts) });
}

/** Uploads a file in a session of its own and gives its file key. */
export async function uploaded(fileName: string, content: Buffer, as: Who = "seller"): Promise<string> {
  const answer = await sendForm(
    [
      { name: "sessionId", content: await openSession(as) },
      { name: "file", fileName, content, type: "application/octet-stream" },
    ],
    { as },
  );
  assert.equal(answer.status, 200, answer.text);
  return answer.json.fileKey;
}

/** A real APK: package io.appium.settings, versionCode 192. */
export const APK = {
  versionCode: "192",
  versionName: "8.0.10",
  minSdk: "26",
  bytes: readFileSync(join(__dirname, "../../../../node_modules/io.appium.settings/apks/settings_apk-debug.apk")),
} as const;

/** A picture of this size. */
export function picture(width: number, height: number): Buffer {
  return PNG.sync.write(new PNG({ width, height }));
}

/** A list of four new screenshots of one picture. */
export async function newScreenshots(count = 4): Promise<Json[]> {
  const screenshotKey = await uploaded("shot.png", picture(320, 640));
  return Array.from({ length: count }, () => ({ screenshotPath: null, screenshotKey, reuseYn: false }));
}

/** Registers the real APK in the open update and gives its sequence. */
export async function registerApk(contentId: string, fileName: string, fields: object = {}): Promise<string> {
  const filekey = await uploaded(fileName, APK.bytes);
  const answer = await done("POST", "/seller/v2/content/binary", {
    json: { contentId, filekey, gms: "N", ...fields },
  });
  return answer.data.binarySeq;
}
