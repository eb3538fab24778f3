/**
 * What replaces what in this run of the engine. The engine checks the inputs of a replacement without the old ones, and deletes the
 * replaced object at the very end; so diff and create note here what those later steps need. Each note is read once.
 */

const replaced = new Map<string, string>();
const kept = new Set<string>();

/** Diff: the content takes the place of the file with this versionCode. */
export function noteReplacement(contentId: unknown, sha256: string, versionCode: string): void {
  replaced.set(`${String(contentId)}/${sha256}`, versionCode);
}

/** Check: the versionCode of the file that the content takes the place of, if any. */
export function takeReplaced(contentId: unknown, sha256: string): string | undefined {
  const key = `${String(contentId)}/${sha256}`;
  const versionCode = replaced.get(key);
  replaced.delete(key);
  return versionCode;
}

/** Create: the replaced binary stays beside the new one. */
export function noteKept(contentId: string, versionCode: string): void {
  kept.add(`${contentId}/${versionCode}`);
}

/** Delete: whether the replaced binary stays. */
export function takeKept(contentId: string, versionCode: string): boolean {
  return kept.delete(`${contentId}/${versionCode}`);
}
