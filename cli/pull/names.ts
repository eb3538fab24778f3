/** Names of files, folders and resources that follow from ids alone, and never lead out of a folder or meet each other. */

import { packageName as typicalName } from "../../provider/check";

/** What one app of the account is called in the project. */
export interface AppIds {
  readonly contentId: string;
  readonly packageName: string | undefined;
}

/** Longer names would not fit on a line of the program. */
const LONGEST = 80;
/** Names that Windows has for devices, whatever follows behind a dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name for each app by its content id: its package name where that can be a file's name everywhere, else the content id.
 * Of names that differ in capitals only, which some disks take for one, all are content ids.
 */
export function namesOf(apps: readonly AppIds[]): Map<string, string> {
  const wanted = new Map(apps.map((app) => [app.contentId, nameOf(app)]));
  const folded = [...wanted.values()].map((name) => name.toLowerCase());
  return new Map(
    [...wanted].map(([contentId, name]) => {
      const isOnly = folded.filter((each) => each === name.toLowerCase()).length === 1;
      return [contentId, isOnly ? name : contentId];
    }),
  );
}

export function isTypicalPackageName(text: string): boolean {
  return typicalName.safeParse(text).success;
}

function nameOf({ contentId, packageName }: AppIds): string {
  const usable =
    packageName !== undefined &&
    isTypicalPackageName(packageName) &&
    packageName.length <= LONGEST &&
    !DEVICE.test(packageName);
  return usable ? packageName : contentId;
}
