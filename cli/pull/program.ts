/** The program of a project: a file for each app, readable, with long texts in files of their own. */

import type { AppInputs, Listing } from "../../provider/app/inputs";
import type { PulledApp } from "./account";
import {
  Call,
  type Code,
  Comment,
  comment,
  object,
  type Properties,
  type Property,
  quoted,
  Raw,
  statement,
} from "./code";
import type { CatalogPart } from "./items";
import { oneLine } from "./text";

/** An app with what was downloaded for it. */
export interface AppProject {
  readonly app: PulledApp;
  /** Of its resources, and of its folder. */
  readonly name: string;
  /** Where its files are within the project: empty, or with a `/` at its end. */
  readonly folder: string;
  /** The inputs of its `App`, images as paths. */
  readonly inputs: AppInputs | undefined;
  readonly catalog: CatalogPart | undefined;
  /** What the program does not manage, in words. */
  readonly notes: readonly string[];
  /** Paths of inputs that say something else than the store. */
  readonly differs: readonly string[];
}

/** A text of the listing and the file that holds it. */
const TEXT_FILES = {
  title: "title.txt",
  shortDescription: "short-description.txt",
  description: "description.md",
  whatsNew: "whats-new.md",
} as const satisfies Partial<Record<keyof Listing, string>>;

export interface AppFiles {
  readonly code: string;
  /** Texts by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What an app becomes; `root` leads from its file to the project's folder. Undefined when nothing of it is managed. */
export function appFiles(project: AppProject, root: "." | "../.."): AppFiles | undefined {
  const { app, name, folder, inputs, catalog, notes } = project;
  const texts = new Map<string, string>();
  const used = new Set<"text" | "lines">();
  const file = (path: string, content: string): Call => {
    texts.set(folder + path, `${content}\n`);
    used.add("text");
    return new Call("text", folder + path);
  };
  const { contentId, rollout, beta } = app;
  const statements: string[] = [];
  const classes: string[] = [];
  const add = (type: string, args: Properties, above: readonly string[] = []) => {
    classes.push(type);
    const made = statement(`new ${type}(${quoted(name)}, `, args, ");");
    statements.push([...above.flatMap((line) => comment(0, line)), made].join("\n"));
  };

  if (inputs !== undefined) add("App", appArgs(inputs, file));
  if (catalog?.source !== undefined) {
    const { source, zeroPrices } = catalog;
    const acknowledged = zeroPrices.length > 0 ? zeroPrices : undefined;
    const why = new Comment("The store has prices of zero. A program that lists one for the first time must mean it.");
    add("ItemCatalog", {
      properties: [
        ["packageName", undefined],
        ...("path" in source ? [["source", source.path] as const] : [["items", undefined] as const]),
        ...(acknowledged ? [why, ["acknowledgePriceChanges", acknowledged] as const] : []),
      ],
    });
  }
  if (rollout !== undefined) {
    const { rate, countries, binaries = [] } = rollout;
    const percentages = countries && object(countries);
    add("StagedRollout", withContentId({ rate, countries: percentages, binaries }), [
      "Rates of a live release only rise. To finish, put releaseToEveryone: true in place of rate and countries.",
    ]);
  }
  if (beta !== undefined) {
    const { testers, feedbackChannel } = beta;
    if (testers !== undefined) {
      texts.set(`${folder}testers.txt`, `${testers.join("\n")}\n`);
      used.add("lines");
    }
    const list = testers && new Call("lines", `${folder}testers.txt`);
    add("BetaTest", withContentId({ testers: list, feedbackChannel }));
  }
  if (statements.length === 0) return undefined;

  const helpers = [...used].sort().join(", ");
  const imports = [
    `import { ${[...classes].sort().join(", ")} } from "pulumi-galaxystore";`,
    ...(used.size > 0 ? [`import { ${helpers} } from "${root}/files";`] : []),
    ...(catalog?.source !== undefined && "module" in catalog.source
      ? [`import { items } from "./${catalog.source.module}";`]
      : []),
  ].sort((a, b) => importOrder(a) - importOrder(b));
  const needsPackage = inputs?.packageName !== undefined || catalog?.source !== undefined;
  const needsId = inputs !== undefined || rollout !== undefined || beta !== undefined;
  const constants = [
    ...(needsId ? [`const contentId = ${quoted(contentId)};`] : []),
    ...(needsPackage ? [statement("const packageName = ", app.packageName ?? "", ";")] : []),
  ];
  const head = `/** ${titleOf(app)}, as it stands in the Galaxy Store. */`;
  const parts = [[head, ...imports].join("\n"), constants.join("\n"), notesComment(notes), ...statements];
  return { code: `${parts.filter((part) => part !== "").join("\n\n")}\n`, texts };
}

/** Packages first, then the files further up, then those beside. */
function importOrder(line: string): number {
  return line.includes('"../') ? 1 : line.includes('"./') ? 2 : 0;
}

/** What is not managed, for an app's own program or, with its title, for another file. */
export function notesComment(notes: readonly string[], title?: string): string {
  if (notes.length === 0) return "";
  const head = title === undefined ? "Not managed by this program:" : `${title} is not managed:`;
  return [...comment(0, head), ...notes.flatMap((note) => comment(0, note, "- "))].join("\n");
}

/** An app as sentences name it; nothing in it ends a comment. */
export function titleOf({ title, packageName, contentId }: PulledApp): string {
  const ids = [packageName, contentId].filter((id) => id !== undefined).join(", ");
  return oneLine(`${oneLine(title, 60) || "An app without a title"} (${ids})`, 400).replaceAll("*/", "* /");
}

function withContentId(entries: Readonly<Record<string, Code | undefined>>): Properties {
  return { properties: [["contentId", undefined], ...object(entries).properties] };
}

function appArgs(inputs: AppInputs, file: (path: string, content: string) => Call): Properties {
  const { contentId: _, packageName, listings, countries, publication, reviewComment, ...rest } = inputs;
  const special: Readonly<Record<string, Code | undefined>> = {
    listings: listings && object(mapped(listings, (listing, language) => listingArgs(listing, language, file))),
    countries:
      countries &&
      object(
        mapped(countries, ({ price }) => ({ properties: price === undefined ? [] : [["price", price]], inline: true })),
      ),
    publication: publication && { properties: [...object({ ...publication }).properties], inline: true },
    reviewComment: reviewComment === undefined ? undefined : file("review-comment.md", reviewComment),
  };
  const plain = mapped(rest as Record<string, Code>, (value, key) =>
    typeof value === "string" && needsFile(value) ? file(`${kebab(key)}.txt`, value) : value,
  );
  // In the order in which the inputs are documented, which is the one that they came in.
  const all = Object.keys(inputs).filter((key) => key !== "contentId" && key !== "packageName");
  const properties = all.map((key): Property => [key, special[key] ?? plain[key] ?? new Raw("undefined")]);
  return {
    properties: [
      ["contentId", undefined],
      ...(packageName === undefined ? [] : [["packageName", undefined] as const]),
      ...properties,
    ],
  };
}

function listingArgs(listing: Listing, language: string, file: (path: string, content: string) => Call): Properties {
  const texts = Object.entries(TEXT_FILES).flatMap(([name, fileName]): Property[] => {
    const text = listing[name as keyof typeof TEXT_FILES];
    return text === undefined ? [] : [[name, file(`listings/${language}/${fileName}`, text)]];
  });
  const { screenshots } = listing;
  return { properties: [...texts, ...(screenshots === undefined ? [] : [["screenshots", screenshots] as const])] };
}

/** A value that is long, or whose width on a line is not the same to everybody. */
function needsFile(value: string): boolean {
  return value.length > 60 && Buffer.byteLength(value) !== value.length;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function mapped<T, R>(map: Readonly<Record<string, T>>, change: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
