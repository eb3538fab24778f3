/** Addresses and bytes of the store's images. */
import { IMAGE_HOST } from "../../sdk/facts/hosts";
import { drawImage } from "./drawnImage";
import type { Store } from "./store";

export type ImageKind = "IconImage" | "ScreenImage" | "CoverImage" | "EdgeImage" | "EdgePlusImage";

// Images that nobody uploaded are drawn in the sizes of the documents. [D: content record]
const PIXELS: Record<ImageKind, { width: number; height: number }> = {
  IconImage: { width: 512, height: 512 },
  ScreenImage: { width: 1080, height: 1920 },
  CoverImage: { width: 1200, height: 675 },
  EdgeImage: { width: 160, height: 2560 },
  EdgePlusImage: { width: 550, height: 2560 },
};

let serial = 0;

/** The addresses of images have the form of those of the store. [C: real trace] */
export function newImageAddress(store: Store, contentId: string, kind: ImageKind, language?: string): string {
  const now = new Date(store.clock.now()).toISOString();
  const day = `${now.slice(0, 4)}/${now.slice(5, 7)}${now.slice(8, 10)}`;
  const folder = language === undefined ? "" : `/${language}`;
  for (;;) {
    serial += 1;
    const stamp = now.replace(/\D/g, "").slice(0, 14) + String(serial).padStart(6, "0");
    const path = `/content/${contentId.slice(-3)}${contentId}/${day}${folder}/${kind}_${stamp}.png`;
    // Numbers begin anew with the process; the store may hold the picture of an earlier one.
    if (!store.images.has(path)) return `https://${IMAGE_HOST}${path}`;
  }
}

/** Shows an uploaded image under a new address. */
export function storeImage(store: Store, contentId: string, kind: ImageKind, file: string, language?: string): string {
  const address = newImageAddress(store, contentId, kind, language);
  store.images.set(new URL(address).pathname, file);
  return address;
}

/** The bytes of the image at this path: the uploaded ones, else a drawn one of the right size. */
export function imageBytes(store: Store, path: string): Buffer | undefined {
  const file = store.images.get(path);
  if (file !== undefined) return store.files.read(file);
  return drawn.get(path) ?? draw(path);
}

/** Pictures that were drawn lately, by path. */
const drawn = new Map<string, Buffer>();
const DRAWN_KEPT = 200;

function draw(path: string): Buffer | undefined {
  const kind = drawnKind(path);
  if (!kind) return undefined;
  const picture = drawImage(path, PIXELS[kind].width, PIXELS[kind].height);
  drawn.set(path, picture);
  const [oldest] = drawn.keys();
  if (oldest !== undefined && drawn.size > DRAWN_KEPT) drawn.delete(oldest);
  return picture;
}

/** Whether there is an image at this path. */
export function hasImage(store: Store, path: string): boolean {
  return store.images.has(path) || drawnKind(path) !== undefined;
}

function drawnKind(path: string): ImageKind | undefined {
  const kind = /\/([A-Za-z]+Image)_[^/]+\.png$/.exec(path)?.[1];
  return kind !== undefined && isImageKind(kind) ? kind : undefined;
}

function isImageKind(kind: string): kind is ImageKind {
  return Object.hasOwn(PIXELS, kind);
}
