/** The uncertain points of the store, as docs/fidelity.md shows them. */
import { NOT_SETTINGS, READINGS } from "../../emulator/state/readings";
import type { ReadingTable } from "../../emulator/state/readings/reading";
import { rulesOf } from "./marks";
import { table } from "./table";

/** The sections of the points that settings switch, and of those that none can. Throws on a reading without its word. */
export function readingSections(): string[] {
  return [
    `## Readings that are switched by settings

Where sources disagree or are silent, a setting under \`readings\` says which reading the emulator follows. The first one is the default, and what the
sections above say.

${table(["Point", "Setting", "Reading", "What the emulator does", "Word"], readingRows(READINGS))}
`,
    `## Uncertain points without a setting

${table(
  ["Point", "Why"],
  NOT_SETTINGS.map(({ topic, why }) => [topic, why]),
)}
`,
  ];
}

/** A row for each reading; the first of a point names the point too. */
export function readingRows(points: ReadingTable): string[][] {
  return Object.entries(points).flatMap(([key, { about, values }]) =>
    values.map(([value, says], index) => {
      const rules = rulesOf(says);
      if (rules.length === 0) throw new Error(`The reading ${key} ${value} does not say on whose word it is: ${says}`);
      const sentence = rules.map((rule) => rule.sentence).join(" ");
      const word = rules.map((rule) => rule.word).join("; ");
      return [...(index === 0 ? [about, `\`${key}\``] : ["", ""]), `\`${value}\``, sentence, word];
    }),
  );
}
