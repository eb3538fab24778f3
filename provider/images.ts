/** Images of a listing: read from disk, held against the store's rules, known by their SHA-256. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type ImageRule, SCREENSHOT_SIDES } from "../sdk/facts/limits";

/** What check finds out about an image file. */
export type ImageFile = { readonly sha256: string } | { readonly problem: string };

/** Reads an image and holds it against the rule. The path is relative to the Pulumi program's folder. */
export async function inspectImage(path: string, rule: ImageRule): Promise<ImageFile> {
  const content = await readContent(path);
  if (typeof content === "string") return { problem: content };
  const problem = (await formatProblem(content, rule)) ?? sizeProblem(content, rule);
  return problem === undefined ? { sha256: sha256(content) } : { problem: `${path} ${problem}` };
}

/** Reads a file that the store takes as it is, such as a review attachment. */
export async function inspectFile(path: string): Promise<ImageFile> {
  const content = await readContent(path);
  return typeof content === "string" ? { problem: content } : { sha256: sha256(content) };
}

async function readContent(path: string): Promise<Buffer | string> {
  try {
    return await readFile(path);
  } catch (error) {
    return unreadable(path, error);
  }
}

/** What is wrong with a file that could not be read. */
export function unreadable(path: string, error: unknown): string {
  const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
  return `${path} ${reason} (looked in ${process.cwd()})`;
}

function sizeProblem(content: Buffer, rule: ImageRule): string | undefined {
  if (rule.maxBytes === undefined || content.length <= rule.maxBytes) return undefined;
  return `is ${content.length} bytes, the store allows ${rule.maxBytes}`;
}

async function formatProblem(content: Buffer, rule: ImageRule): Promise<string | undefined> {
  const wanted = rule.types.map((type) => type.toUpperCase()).join(" or ");
  const found = await measure(content);
  if (found === undefined) return `is not an image; the store takes ${wanted}`;
  if (!(rule.types as readonly string[]).includes(found.type))
    return `is a ${found.type.toUpperCase()} image; the store takes ${wanted}`;
  const { width, height } = found;
  if (rule.size !== undefined)
    return width === rule.size.width && height === rule.size.height
      ? undefined
      : `is ${width}x${height} pixels, the store takes exactly ${rule.size.width}x${rule.size.height}`;
  const [short, long] = width < height ? [width, height] : [height, width];
  const { min, max, maxRatio } = SCREENSHOT_SIDES;
  if (short < min || long > max)
    return `is ${width}x${height} pixels, each side of a screenshot must have ${min} to ${max}`;
  return long > short * maxRatio
    ? `is ${width}x${height} pixels, a screenshot may be at most ${maxRatio} times as long as wide (ratio ${maxRatio}:1)`
    : undefined;
}

/** Type and pixels of an image, or undefined for what is none. */
export async function measure(content: Buffer): Promise<{ type: string; width: number; height: number } | undefined> {
  const { imageSize } = await import("image-size");
  try {
    const { type, width, height } = imageSize(content);
    return { type: type ?? "unknown", width, height };
  } catch {
    return undefined;
  }
}

/** How the content of a file is known. */
export function sha256(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
