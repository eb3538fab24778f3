/** A file that is to be uploaded: streamed from disk or held in memory, with the form that the upload host takes. */

import { createReadStream, createWriteStream } from "node:fs";
import { access, constants, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { z } from "zod";
import type { UploadedFile, UploadInput } from "../areas/uploads";
import { CancelledError } from "../errors/cancelled";
import { UploadError } from "../errors/upload";
import type { UploadAnswer } from "../wire/releases";
import { AttemptFailed } from "./failure";
import { usualFix } from "./storeFailure";
import { type FileContent, UploadForm } from "./uploadForm";

export interface OpenUpload {
  readonly fileName: string;
  readonly size: number;
  form(sessionId: string): UploadForm;
  /** Removes what was kept for the upload. */
  close(): Promise<void>;
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
export async function openUpload(input: UploadInput, signal?: AbortSignal): Promise<OpenUpload> {
  const fileName = input.fileName ?? basename("path" in input ? input.path : "");
  const type = TYPES[extname(fileName).toLowerCase()] ?? "application/octet-stream";
  const { content, close } = await contentOf(input, fileName, signal);
  if (content.size === 0) {
    await close();
    throw unreadable(fileName, "is empty");
  }
  return {
    fileName,
    size: content.size,
    form: (sessionId) => new UploadForm(sessionId, { name: fileName, type }, content),
    close,
  };
}

interface Opened {
  content: FileContent;
  close: () => Promise<void>;
}

async function contentOf(input: UploadInput, fileName: string, signal?: AbortSignal): Promise<Opened> {
  const close = async () => {};
  if ("path" in input) return { content: await contentOfFile(input.path), close };
  if ("stream" in input) return spooled(input.stream, fileName, signal);
  const { data } = input;
  const content =
    data instanceof Blob
      ? { size: data.size, read: () => data.stream() }
      : { size: data.byteLength, read: () => piecesOf(data) };
  return { content, close };
}

/** What is read or sent at a time: large enough for the speed of a local disk, small enough for the memory. */
const PIECE_BYTES = 256 * 1024;

function* piecesOf(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.byteLength; at += PIECE_BYTES) yield data.subarray(at, at + PIECE_BYTES);
}

// The form needs the length, and a repeat the bytes: a stream gives neither, so it goes to disk first.
async function spooled(
  stream: AsyncIterable<Uint8Array>,
  fileName: string,
  signal: AbortSignal | undefined,
): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "galaxystore-upload-"));
  const close = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, "file");
  try {
    const target = createWriteStream(path, { mode: 0o600 });
    await pipeline(stream, target, signal === undefined ? {} : { signal });
    return { content: await contentOfFile(path), close };
  } catch {
    await close();
    if (!signal?.aborted) throw unreadable(fileName, "the stream broke off");
    const fix = "Call again when the result is wanted.";
    const details = { operation: "uploads.file", object: `file ${fileName}`, fix };
    throw new CancelledError(`file ${fileName}: the call was cancelled. ${fix}`, details);
  }
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

async function contentOfFile(path: string): Promise<FileContent> {
  const name = basename(path);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw unreadable(name, `does not exist or may not be read (${path})`);
  if (!info.isFile()) throw unreadable(name, `is not a file (${path})`);
  await access(path, constants.R_OK).catch(() => {
    throw unreadable(name, `cannot be read (${path})`);
  });
  const { size, mtimeMs } = info;
  return {
    size,
    async *read() {
      yield* createReadStream(path, { highWaterMark: PIECE_BYTES, end: size - 1 });
      const now = await stat(path);
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw new Error(`${name} changed`);
    },
  };
}

function unreadable(fileName: string, why: string): UploadError {
  const fix = "Check the path and its permissions.";
  return new UploadError(`file ${fileName}: ${why}. ${fix}`, {
    operation: "uploads.file",
    object: `file ${fileName}`,
    fix,
  });
}
