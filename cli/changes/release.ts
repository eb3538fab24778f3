/** What differs of a release: its binaries, its rollout, its beta testers and its submission, in sentences. */

import type { Values } from "../../provider/lifecycle";
import { some } from "../../provider/lists";
import { isMap } from "../../provider/values";
import { code, folded, table } from "../markdown";
import { UNKNOWN_TEXT } from "../preview/digest";
import { counted } from "../text";
import { numbers, propertyBlocks } from "./app";
import { type Block, linesBlock, rowsBlock, type Sides } from "./blocks";
import { type Change, isExclusive } from "./change";
import { countryName } from "./words";

export function rolloutBlocks(change: Change, sides: Sides): Block[] {
  const { before, after, resource } = change;
  const isRate = ({ path }: Change["differences"][number]) => path[0] === "rate" || path[0] === "countries";
  const lines = [...shareLines(change, sides), ...binaryLines(change, sides)];
  const countries = change.differences.filter(({ path }) => path[0] === "countries");
  const rate = (side: Values | undefined, country: string) =>
    isMap(side?.countries) && country in side.countries ? side.countries[country] : side?.rate;
  const live = resource.outputs.record === "SALE";
  if (sides.planned && after !== undefined && change.differences.some(isRate))
    lines.push(
      live
        ? "- The release is live: this takes effect at once, and a rate is never lowered again."
        : "- It is prepared in the open update and takes effect when that goes on sale.",
    );
  const rest = change.differences.filter(
    (each) => !isRate(each) && each.path[0] !== "binaries" && each.path[0] !== "contentId",
  );
  const render = (rows: Change["differences"]) =>
    table(
      [{ name: "country" }, ...numbers(sides.before, sides.after, "more users")],
      rows.map(({ path: [, country = ""] }) => {
        const [then, now] = [rate(before, country), rate(after, country)];
        return [`${countryName(country)} (${code(country)})`, percent(then), percent(now), points(then, now)];
      }),
    );
  const heading = "#### Staged rollout";
  return [
    linesBlock(85, [heading, lines.join("\n")].filter((part) => part !== "").join("\n\n")),
    ...(countries.length > 0 ? [rowsBlock(60, "Share of users by country", countries, render, "country")] : []),
    ...(change.after === undefined || change.before === undefined ? [] : propertyBlocks(change, rest, sides)),
  ];
}

function shareLines({ before, after, differences }: Change, { planned, before: was, after: is }: Sides): string[] {
  if (after === undefined)
    return [
      planned ? "- No longer managed; the store keeps the rollout as it is." : "- The store has no such rollout.",
    ];
  const lines: string[] = [];
  if (differences.some(({ path }) => path[0] === "rate") && after.rate !== undefined) {
    const [then, now] = [before?.rate, after.rate];
    lines.push(
      typeof then === "number" && typeof now === "number"
        ? `- Share of users: **${then} % → ${now} %** (${was} → ${is}): ${pointsText(then, now)}.`
        : `- Share of users: **${percent(now)}** (${is}).`,
    );
  }
  if (after.releaseToEveryone === true && before?.releaseToEveryone !== true)
    lines.push(
      planned
        ? "- **Every user gets the release, for good.**"
        : "- **Every user has the release**: the rollout is finished.",
    );
  return lines;
}

function pointsText(then: number, now: number): string {
  const more = now - then;
  return `${Math.abs(more)} of 100 users ${more > 0 ? "more" : "fewer"} get the release`;
}

function points(then: unknown, now: unknown): string {
  if (typeof then !== "number" || typeof now !== "number") return "-";
  return `${now >= then ? "+" : ""}${now - then} %`;
}

function percent(rate: unknown): string {
  return typeof rate === "number" ? `${rate} %` : rate === UNKNOWN_TEXT ? "(known after the update)" : "-";
}

function binaryLines({ before, after, differences }: Change, { planned }: Sides): string[] {
  if (!differences.some(({ path }) => path[0] === "binaries")) return [];
  const [then, now] = [before, after].map((side) => textsOf(side?.binaries));
  const { added, removed } = setChange(then ?? [], now ?? []);
  const name = (binary: string) => (binary === UNKNOWN_TEXT ? "the new binary" : `binary ${code(binary)}`);
  const gone =
    planned && !isExclusive(after, "binaries") ? "stays in the rollout, no longer managed" : "is not in the rollout";
  return [
    ...(added.length > 0 ? [`- In the rollout: ${some(added.map(name), 10)}.`] : []),
    ...removed.map((binary) => `- ${name(binary)} ${gone}.`),
  ];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function setChange(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  const [then, now] = [new Set(before), new Set(after)];
  return { added: after.filter((each) => !then.has(each)), removed: before.filter((each) => !now.has(each)) };
}

/** Names of more testers are folded. */
const TESTERS_SHOWN = 5;

export function betaBlocks(change: Change, sides: Sides): Block[] {
  const { before, after, differences, resource } = change;
  const { planned } = sides;
  const heading = "#### Closed beta";
  if (after === undefined) {
    const added = textsOf(resource.outputs.addedTesters);
    const text = planned
      ? `- No longer managed: the ${counted(added.length, "tester")} that the program added ${added.length === 1 ? "is" : "are"} removed, the others stay.`
      : "- The store has no such beta.";
    return [linesBlock(60, `${heading}\n\n${text}`)];
  }
  const { added, removed } = setChange(textsOf(before?.testers), textsOf(after.testers));
  const leaves = isExclusive(after, "testers") || !planned;
  const removedWords = leaves
    ? planned
      ? "removed from the test"
      : "not in the test"
    : "stay in the test, no longer managed";
  const refused = textsOf(resource.outputs.refusedTesters);
  const lines = [
    ...(added.length > 0
      ? [
          `- **+${added.length}** ${added.length === 1 ? "tester" : "testers"}${planned ? " added" : " that the program does not list"}`,
        ]
      : []),
    ...(removed.length > 0
      ? [`- **-${removed.length}** ${removed.length === 1 ? "tester" : "testers"}: ${removedWords}`]
      : []),
    ...(planned && refused.length > 0
      ? [`- ${counted(refused.length, "tester")} that the store refused: tried again when still listed`]
      : []),
  ];
  const names = [
    ...(added.length > 0
      ? [
          `${planned ? "added" : "only in the store"}: ${some(
            added.map((each) => code(each)),
            200,
          )}`,
        ]
      : []),
    ...(removed.length > 0
      ? [
          `${planned ? "no longer listed" : "only in the program"}: ${some(
            removed.map((each) => code(each)),
            200,
          )}`,
        ]
      : []),
  ].join("\n\n");
  const short = [heading, lines.join("\n")].filter((part) => part !== "").join("\n\n");
  const shown = added.length + removed.length > TESTERS_SHOWN ? folded("who", names) : names;
  const rest = differences.filter(({ path }) => path[0] !== "testers");
  return [
    ...(lines.length > 0 ? [linesBlock(60, names === "" ? short : `${short}\n\n${shown}`, short)] : []),
    ...propertyBlocks(change, rest, sides),
  ];
}

export function binaryBlocks(change: Change, sides: Sides): Block[] {
  const { before, after, resource } = change;
  const heading = "#### Binary";
  const version = (values: Values) =>
    `version ${code(String(values.versionName ?? "?"))} (version code ${code(String(values.versionCode ?? "?"))})`;
  if (after === undefined || before === undefined || resource.op === "replace") {
    const lines: string[] = [];
    if (after !== undefined && sides.planned) {
      lines.push(
        `- ${code(String(after.file), 200)}: ${version(after)}, sha256 ${code(String(after.sha256 ?? "").slice(0, 12))}, is uploaded and registered in the open update.`,
        "- The store takes a version code once: another build of this version cannot be registered after that.",
      );
      if (before !== undefined)
        lines.push(
          after.keepSuperseded === true
            ? `- Beside it stays ${version(before)}.`
            : `- It takes the place of ${version(before)}, which is taken out of the update.`,
        );
      if (textsOf(after.supersedes).length > 0)
        lines.push(
          `- It also takes the place of binary ${textsOf(after.supersedes)
            .map((seq) => code(seq))
            .join(", ")}.`,
        );
    } else if (sides.planned && before !== undefined)
      lines.push(`- ${version(before)} leaves the program and is taken out of the open update; a live one stays.`);
    else if (before !== undefined) lines.push(`- The store does not have ${version(before)}.`);
    return [linesBlock(85, `${heading}\n\n${lines.join("\n")}`)];
  }
  return propertyBlocks(change, change.differences, sides);
}

const GOALS: Readonly<Record<string, string>> = {
  submitted: "`up` ends when it is submitted",
  approved: "`up` waits until it has passed the review",
  onSale: "`up` waits until it is on sale",
};

export function goalOf({ waitFor, publish }: Values): string {
  return String(waitFor ?? (publish === true ? "onSale" : "submitted"));
}

/** Whether the open update is submitted for review. */
export function submits({ resource, differences }: Change): boolean {
  return (
    resource.op === "create" ||
    resource.op === "replace" ||
    (resource.op === "update" && differences.some(({ path }) => path[0] === "triggers"))
  );
}

export function submissionBlocks(change: Change, sides: Sides): Block[] {
  const { after, differences, resource } = change;
  const heading = "#### Submission";
  if (after === undefined)
    return [linesBlock(80, `${heading}\n\n- No longer managed; the store keeps what was submitted.`)];
  if (!sides.planned) return [];
  const triggers = differences.filter(({ path }) => path[0] === "triggers").map(({ path }) => path.slice(1).join("."));
  const why = triggers.filter((name) => name !== "").map((name) => code(name));
  const lines: string[] = [];
  if (submits(change))
    lines.push(
      `- The open update is submitted for review${why.length > 0 && resource.op === "update" ? `, since ${some(why, 5)} ${why.length === 1 ? "changes" : "change"}` : ""}; ${GOALS[goalOf(after)] ?? ""}. While it is in review, only the Seller Portal can cancel it.`,
    );
  else if (resource.outputs.unfinished === true) lines.push("- The last run ended early; this one goes on from there.");
  if (after.publish === true) lines.push("- **A passed release of manual publication is put on sale.**");
  const rest = differences.filter(({ path }) => path[0] !== "triggers" && path[0] !== "contentId");
  return [
    ...(lines.length > 0 ? [linesBlock(88, `${heading}\n\n${lines.join("\n")}`)] : []),
    ...(resource.op === "update" ? propertyBlocks(change, rest, sides) : []),
  ];
}
