/** Which app each resource of a preview belongs to. */

import { isMap } from "../../provider/values";
import { type Resource, TYPES, UNKNOWN_TEXT } from "./digest";

/** The resources of one app. */
export interface AppResources {
  readonly contentId: string | undefined;
  readonly packageName: string | undefined;
  /** Title of the listing, as the program or the store has it. */
  readonly title: string | undefined;
  readonly resources: readonly Resource[];
}

interface Names {
  contentId?: string;
  packageName?: string;
}

/** In the order of content ids; the resources of an app in the order in which they are brought to state. */
export function byApp(resources: readonly Resource[]): AppResources[] {
  const known = resources.map((resource) => ({ resource, names: namesOf(resource) }));
  const byUrn = new Map(known.map((each) => [each.resource.urn, each.names]));
  const apps: { names: Names; resources: Resource[] }[] = [];
  const place = (resource: Resource, names: Names) => {
    const found = apps.find(
      (app) => same(app.names.contentId, names.contentId) || same(app.names.packageName, names.packageName),
    );
    if (found === undefined) return apps.push({ names: { ...names }, resources: [resource] });
    found.names = { ...names, ...found.names };
    return found.resources.push(resource);
  };
  // What names both comes first, so that content ids and package names meet.
  const both = ({ names }: { names: Names }) => (names.contentId && names.packageName ? 0 : 1);
  for (const { resource, names } of known.sort((a, b) => both(a) - both(b))) {
    const through = isNamed(names) ? undefined : resource.dependencies.map((urn) => byUrn.get(urn)).find(isNamed);
    place(resource, through ?? names);
  }
  return apps
    .map(({ names, resources: own }) => ({
      contentId: names.contentId,
      packageName: names.packageName,
      title: titleOf(own),
      resources: own.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
    }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function rank({ type }: Resource): number {
  return TYPES.indexOf(type);
}

function sortKey({ contentId, packageName }: AppResources): string {
  return contentId ?? `~${packageName}`;
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

function namesOf({ after, before, applied, outputs, appliedOutputs }: Resource): Names {
  const sources = [after, before, applied, outputs, appliedOutputs];
  const find = (name: string) =>
    sources.map((values) => values?.[name]).find((value) => typeof value === "string" && value !== UNKNOWN_TEXT);
  const [contentId, packageName] = [find("contentId"), find("packageName")];
  return {
    ...(typeof contentId === "string" && { contentId }),
    ...(typeof packageName === "string" && { packageName }),
  };
}

function isNamed(names: Names | undefined): names is Names {
  return names?.contentId !== undefined || names?.packageName !== undefined;
}

function titleOf(resources: readonly Resource[]): string | undefined {
  const app = resources.find(({ type }) => type === "App");
  for (const values of [app?.before, app?.applied, app?.after]) {
    const { listings, defaultLanguage } = values ?? {};
    if (!isMap(listings)) continue;
    const first = [String(defaultLanguage), "ENG", ...Object.keys(listings)].find((code) => isMap(listings[code]));
    const title = first === undefined ? undefined : (listings[first] as { title?: unknown }).title;
    if (typeof title === "string" && title !== UNKNOWN_TEXT) return title;
  }
  return undefined;
}
