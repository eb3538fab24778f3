/** A file that is to be uploaded: streamed from disk or held in memory, with the form that the upload host takes. */

import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { z } from "zod";
import type { UploadedFile, UploadInput } from "../areas/uploads";
import { UploadError } from "../errors/upload";
import type { UploadAnswer } from "../wire/releases";
import { AttemptFailed } from "./failure";
import { usualFix } from "./storeFailure";

export interface OpenUpload {
  readonly fileName: string;
  readonly size: number;
  form(sessionId: string): FormData;
}

// As Samsung's fastlane plugin names them; everything else goes as plain bytes.
const TYPES: Readonly<Record<string, string>> = {
  ".apk": "application/vnd.android.package-archive",
  ".aab": "application/x-authorware-bin",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
};

/** Opens a file for upload; a file that cannot be read, or has nothing in it, fails before anything is sent. */
export async function openUpload(input: UploadInput): Promise<OpenUpload> {
  const fileName = input.fileName ?? basename("path" in input ? input.path : "");
  const type = TYPES[extname(fileName).toLowerCase()] ?? "application/octet-stream";
  const blob = "path" in input ? await blobOf(input.path, type) : new Blob([new Uint8Array(input.data)], { type });
  if (blob.size === 0) throw unreadable(fileName, "is empty");
  return {
    fileName,
    size: blob.size,
    form(sessionId) {
      const form = new FormData();
      form.set("sessionId", sessionId);
      form.set("file", blob, fileName);
      return form;
    },
  };
}

/** The uploaded file, after its size was compared: the store offers no checksum. */
export function uploadedFile(answer: z.output<typeof UploadAnswer>, upload: OpenUpload): UploadedFile {
  const fileSize = answer.fileSize ? Number(answer.fileSize) : upload.size;
  if (fileSize !== upload.size) {
    throw new AttemptFailed({
      kind: "upload",
      what: `${upload.size} bytes were sent and the store has ${answer.fileSize}`,
      fix: usualFix("upload"),
      transient: true,
      fateUnknown: false,
    });
  }
  return { fileKey: answer.fileKey, fileName: answer.fileName ?? upload.fileName, fileSize };
}

async function blobOf(path: string, type: string): Promise<Blob> {
  const name = basename(path);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw unreadable(name, `does not exist or may not be read (${path})`);
  if (!info.isFile()) throw unreadable(name, `is not a file (${path})`);
  try {
    return await openAsBlob(path, { type });
  } catch {
    throw unreadable(name, `cannot be read (${path})`);
  }
}

function unreadable(fileName: string, why: string): UploadError {
  const fix = "Check the path and its permissions.";
  return new UploadError(`file ${fileName}: ${why}. ${fix}`, {
    operation: "uploads.file",
    object: `file ${fileName}`,
    fix,
  });
}
