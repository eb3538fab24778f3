/**
 * What replaces what in this run of the engine. The engine checks the inputs of a replacement without the old ones, and deletes the
 * replaced object at the very end; so diff and create note here what the later steps need. Nothing of it is kept.
 */

const replaced = new Map<string, string>();
const kept = new Set<string>();

/** Diff: the content takes the place of the file with this versionCode. */
export function noteReplacement(contentId: unknown, sha256: string, versionCode: string): void {
  replaced.set(`${String(contentId)}/${sha256}`, versionCode);
}

/** The versionCode of the file that the content takes the place of, if any. */
export function replacedBy(contentId: unknown, sha256: string): string | undefined {
  return replaced.get(`${String(contentId)}/${sha256}`);
}

/** Create: the replaced binary stays beside the new one. */
export function keepVersion(contentId: string, versionCode: string): void {
  kept.add(`${contentId}/${versionCode}`);
}

export function isKept(contentId: string, versionCode: string): boolean {
  return kept.has(`${contentId}/${versionCode}`);
}
