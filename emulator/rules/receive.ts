/** Receiving one uploaded file: streamed to a temporary folder and judged by its content. Images are kept; of a package only what it says of itself. */
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import Busboy from "@fastify/busboy";
import { imageSize } from "image-size";
import { storeFailure } from "../failure";
import type { EmulatorContext } from "../http/context";
import type { Files } from "../state/files";
import type { Upload } from "../state/store";
import { readPackage } from "./packageFile";

export type ReceivedFile = Omit<Upload, "fileKey" | "sellerSeq" | "uploadedAt">;

/** Larger pictures are no listing images; their pixels are not looked at. */
const IMAGE_MAX_BYTES = 32 * 1024 * 1024;

export async function receiveFile(
  c: EmulatorContext,
  files: Files,
): Promise<{ sessionId: string | undefined; file: ReceivedFile | undefined }> {
  const contentType = c.req.header("content-type") ?? "";
  if (!contentType.startsWith("multipart/form-data") || !c.req.raw.body)
    throw storeFailure(403, "7001", "The request is not multipart/form-data.");
  const folder = await mkdtemp(join(tmpdir(), "galaxystore-upload-"));
  try {
    const { sessionId, fileName } = await receiveParts(c.req.raw.body as ReadableStream, contentType, folder).catch(
      () => {
        // A form that ends too early or has no boundary brings no file. [G]
        throw storeFailure(403, "7001", "The form cannot be read to its end.");
      },
    );
    const file = fileName === undefined ? undefined : await judge(files, join(folder, "file"), fileName);
    return { sessionId, file };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The parts may come in any order. [D] */
async function receiveParts(
  body: ReadableStream,
  contentType: string,
  folder: string,
): Promise<{ sessionId: string | undefined; fileName: string | undefined }> {
  let sessionId: string | undefined;
  let fileName: string | undefined;
  const writing: Promise<void>[] = [];
  const busboy = new Busboy({ headers: { "content-type": contentType } });
  busboy.on("field", (name, value) => {
    if (name === "sessionId") sessionId = value;
  });
  busboy.on("file", (name, stream, givenName) => {
    if (name !== "file" || !givenName || fileName !== undefined) {
      stream.resume();
      return;
    }
    fileName = givenName;
    writing.push(pipeline(stream, createWriteStream(join(folder, "file"))));
  });
  await pipeline(Readable.fromWeb(body), busboy);
  await Promise.all(writing);
  return { sessionId, fileName };
}

async function judge(files: Files, path: string, fileName: string): Promise<ReceivedFile> {
  const { size: fileSize } = await stat(path);
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
