/** The images that one `up` of an app sends, side by side. */

import type { StoreSession } from "../session";
import { untilStopped } from "../stop";

/**
 * Each place that shows an image has an upload session and a file key of its own, also when two show the same file: whether the store
 * takes a file key twice is not documented. How many are under way at once is the SDK's choice. [content-publish 5.4]
 */
export class ImageUploads {
  readonly #store: StoreSession;
  readonly #keys = new Map<string, Promise<string>>();

  constructor(store: StoreSession) {
    this.#store = store;
  }

  /** The file key of the image at an input path. It is sent once, and again only after it failed. */
  keyOf(path: string, file: string): Promise<string> {
    const known = this.#keys.get(path);
    if (known !== undefined) return known;
    const key = this.#send(file);
    this.#keys.set(path, key);
    key.catch(() => this.#keys.delete(path));
    return key;
  }

  /** Input paths of the images that were sent. */
  sent(): Iterable<string> {
    return this.#keys.keys();
  }

  async #send(path: string): Promise<string> {
    const { uploads } = await this.#store.api();
    return (await untilStopped((signal) => uploads.file({ path }, { signal }))).fileKey;
  }
}
