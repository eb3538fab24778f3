/** Where items and their fields stand in a file; looked up only when something is wrong. */

import { placeText } from "./source";

export interface Place {
  readonly line: number;
  readonly column: number;
}

export class Places {
  #known: ReadonlyMap<string, Place> | undefined;

  /** `find` gives all places of the file by {@link Places.key}. */
  constructor(private readonly find: () => ReadonlyMap<string, Place>) {}

  /** No id and no field has this character. */
  static key(path: readonly string[]): string {
    return path.join("\0");
  }

  /** The place of a field, else of the nearest thing above it that the file has. */
  of(id: string, field?: string): string {
    this.#known ??= this.find();
    const path = [id, ...(field?.split(".") ?? [])];
    for (let length = path.length; length > 0; length--) {
      const place = this.#known.get(Places.key(path.slice(0, length)));
      if (place !== undefined) return placeText(place);
    }
    return "";
  }
}
