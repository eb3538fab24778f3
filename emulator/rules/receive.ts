/** Receiving one uploaded file: streamed to a temporary folder and judged by its content. Images are kept; of a package only what it says of itself. */
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import Busboy from "@fastify/busboy";
import { imageSize } from "image-size";
import { invalid, StoreFailure, storeFailure } from "../failure";
import { requireLength, within } from "../http/body";
import type { EmulatorContext } from "../http/context";
import type { Files } from "../state/files";
import type { Upload } from "../state/store";
import { readPackage } from "./packageFile";

type ReceivedFile = Omit<Upload, "fileKey" | "sellerSeq" | "uploadedAt">;

/** Larger pictures are no listing images; their pixels are not looked at. */
const IMAGE_MAX_BYTES = 32 * 1024 * 1024;

/** A form has at most 20 parts, 4 files among them, and fields of at most 8 KiB. [G: no limit is documented] */
const FORM_LIMITS = { parts: 20, fields: 20, files: 4, fieldSize: 8 * 1024 };
const FORM_MAX_BYTES = 1024 * 1024;
/** A file name has at most 255 characters, as in most file systems. [G] */
const NAME_MAX_CHARACTERS = 255;

export interface Received {
  readonly sessionId: string | undefined;
  readonly file: ReceivedFile | undefined;
}

/** `maxBytes`: how large the file may be. */
export async function receiveFile(c: EmulatorContext, files: Files, maxBytes: number): Promise<Received> {
  const contentType = c.req.header("content-type") ?? "";
  const { body } = c.req.raw;
  // An upload is a `multipart/form-data` request. [D: failure codes 7001]
  if (!/^multipart\/form-data\b/i.test(contentType) || !body)
    throw storeFailure(403, "7001", "The request is not multipart/form-data.");
  const folder = await mkdtemp(join(tmpdir(), "galaxystore-upload-"));
  try {
    requireLength(c, maxBytes + FORM_MAX_BYTES);
    const stream = within(body.values({ preventCancel: true }), maxBytes + FORM_MAX_BYTES);
    const { sessionId, fileName } = await receiveParts(stream, contentType, join(folder, "file"));
    const file = fileName === undefined ? undefined : await judge(files, join(folder, "file"), fileName, maxBytes);
    return { sessionId, file };
  } catch (error) {
    throw uploadFailure(error, maxBytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The failure in the words of the upload host. */
function uploadFailure(error: unknown, maxBytes: number): unknown {
  if (!(error instanceof StoreFailure) || error.origin !== "gateway") return error;
  // A form that is larger than it may be is refused with 413, one that breaks off brings no file. [G]
  return error.httpStatus === 413 ? tooLarge(maxBytes) : unreadable();
}

function tooLarge(maxBytes: number): StoreFailure {
  return storeFailure(413, "1000", `The file is larger than ${maxBytes} bytes.`);
}

function unreadable(): StoreFailure {
  return storeFailure(403, "7001", "The form cannot be read to its end.");
}

/** The parts of an upload may come in any order. [D] */
async function receiveParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  path: string,
): Promise<{ sessionId: string | undefined; fileName: string | undefined }> {
  let sessionId: string | undefined;
  let fileName: string | undefined;
  let refusal: StoreFailure | undefined;
  // A form beyond its limits, of parts, fields, files or the length of a name, is refused. [G]
  const refuse = (what: string) => {
    refusal ??= invalid(`The form is refused: ${what}.`);
  };
  const ended = new AbortController();
  const writing: Promise<void>[] = [];
  try {
    const busboy = new Busboy({ headers: { "content-type": contentType }, limits: FORM_LIMITS });
    busboy.on("field", (name, value, _nameTruncated, valueTruncated) => {
      if (valueTruncated) refuse(`a field has more than ${FORM_LIMITS.fieldSize} bytes`);
      if (name === "sessionId") sessionId = value;
    });
    busboy.on("partsLimit", () => refuse(`it has more than ${FORM_LIMITS.parts} parts`));
    busboy.on("fieldsLimit", () => refuse(`it has more than ${FORM_LIMITS.fields} fields`));
    busboy.on("filesLimit", () => refuse(`it has more than ${FORM_LIMITS.files} files`));
    busboy.on("file", (name, stream, givenName) => {
      if (givenName && givenName.length > NAME_MAX_CHARACTERS)
        refuse(`a file name has more than ${NAME_MAX_CHARACTERS} characters`);
      if (name !== "file" || !givenName || fileName !== undefined) {
        stream.resume();
        return;
      }
      fileName = givenName;
      writing.push(pipeline(stream, createWriteStream(path), { signal: ended.signal }));
    });
    await pipeline(
      until(body, () => refusal),
      busboy,
    );
    await Promise.all(writing);
  } catch (error) {
    // A form that ends too early or has no boundary brings no file. [D: failure codes 7001; condition: G]
    throw error instanceof StoreFailure ? error : unreadable();
  } finally {
    ended.abort();
    await Promise.allSettled(writing);
  }
  if (refusal) throw refusal;
  return { sessionId, fileName };
}

/** The chunks until there is a reason to refuse them. */
async function* until(
  body: AsyncIterable<Uint8Array>,
  refusal: () => StoreFailure | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    yield chunk;
    const failure = refusal();
    if (failure) throw failure;
  }
}

async function judge(files: Files, path: string, fileName: string, maxBytes: number): Promise<ReceivedFile> {
  const { size: fileSize } = await stat(path);
  // A file has at most the size that the emulator was started with. [G: no limit is documented]
  if (fileSize > maxBytes) throw tooLarge(maxBytes);
  const kind = /\.(apk|aab)$/i.exec(fileName)?.[1]?.toLowerCase();
  if (kind === "apk" || kind === "aab")
    return { fileName, fileSize, image: null, package: await readPackage(path, kind) };
  const image = fileSize <= IMAGE_MAX_BYTES ? readImage(files, await readFile(path)) : null;
  return { fileName, fileSize, image, package: null };
}

/** Type and pixels by the file's content, whatever its name says. */
function readImage(files: Files, bytes: Buffer): Upload["image"] {
  const facts = imageFacts(bytes);
  return facts && { ...facts, file: files.keep(bytes) };
}

function imageFacts(bytes: Buffer): { type: string; width: number; height: number } | null {
  try {
    const { type, width, height } = imageSize(bytes);
    return { type: type ?? "unknown", width, height };
  } catch {
    return null;
  }
}
