/** What the tests of an app ask the store's journal: which changes it was sent, and how many files. */

import type { JournalEntry, TestStore } from "../../support/testStore";

/** Apps of the default seed. */
export const EMBER = "000001000101";
export const LANTERNS = "000001000102";
export const TIDELINE = "000001000103";

/** The calls that change an app's listing, in order. */
export async function changesSent(store: TestStore): Promise<JournalEntry[]> {
  return (await store.writes()).filter((write) => write.operation === "apps.update");
}

/** How many files the store took. */
export async function filesSent(store: TestStore): Promise<number> {
  const uploads = (await store.writes()).filter((write) => write.operation === "uploads.file");
  return uploads.filter((upload) => upload.status === 200).length;
}

/** The keys of a change beside the four that the documentation requires in every call. */
export function changedKeys({ request }: { request: Record<string, unknown> | null } = { request: null }): string[] {
  const required = ["contentId", "defaultLanguageCode", "paid", "publicationType"];
  return Object.keys(request ?? {})
    .filter((key) => !required.includes(key))
    .sort();
}
