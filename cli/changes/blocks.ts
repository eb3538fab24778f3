/** The parts of a report in Markdown, each in several lengths, and how many of them fit. */

import { fence, folded } from "../markdown";
import { counted } from "../text";

/** One part of a report. */
export interface Block {
  /** What is more important is shown longer, and left out last. */
  readonly importance: number;
  /** The same in several lengths, the longest first. */
  readonly renditions: readonly string[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** How the two sides of a change are called. */
export interface Sides {
  readonly before: string;
  readonly after: string;
  /** Whether the second side is still to come. */
  readonly planned: boolean;
}

/** More lines are folded. */
const FOLDED_FROM = 25;

/** So many lines are left of a text that has to be short. */
const SHORT_LINES = 12;

/** A difference of texts under a heading. */
export function diffBlock(importance: number, heading: string, lines: readonly string[]): Block {
  const added = lines.filter((line) => line.startsWith("+")).length;
  const removed = lines.filter((line) => line.startsWith("-")).length;
  const size = [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`-${removed}`] : [])].join(" ");
  const whole = fence(lines, "diff");
  const title = `#### ${heading}`;
  const short = [
    `${title}`,
    fence(lines.slice(0, SHORT_LINES), "diff"),
    `and ${counted(lines.length - SHORT_LINES, "more line")} of this difference`,
  ];
  return {
    importance,
    renditions: [
      [title, lines.length > FOLDED_FROM ? folded(`${counted(lines.length, "line")} (${size})`, whole) : whole].join(
        "\n\n",
      ),
      ...(lines.length > SHORT_LINES + 1 ? [short.join("\n\n")] : []),
      `- **${heading}**: ${size} ${added + removed === 1 ? "line" : "lines"}`,
    ],
  };
}

/** A list of rows under a heading; `render` makes the table of the first rows. */
export function rowsBlock<Row>(
  importance: number,
  heading: string,
  rows: readonly Row[],
  render: (rows: readonly Row[]) => string,
  one: string,
): Block {
  const title = `#### ${heading}`;
  const some = (limit: number) => {
    const body = [render(rows.slice(0, limit)), ...(rows.length > limit ? [`and ${rows.length - limit} more`] : [])];
    const text = body.join("\n\n");
    return [title, Math.min(limit, rows.length) > FOLDED_FROM ? folded(counted(rows.length, one), text) : text].join(
      "\n\n",
    );
  };
  const limits = [rows.length, 200, 50, 10].filter((limit, index) => index === 0 || limit < rows.length);
  return { importance, renditions: [...limits.map(some), `- **${heading}**: ${counted(rows.length, one)}`] };
}

/** A few lines that have no shorter form. */
export function linesBlock(importance: number, text: string, short = text): Block {
  return { importance, renditions: text === short ? [text] : [text, short] };
}

const SEPARATOR = "\n\n";
const bytes = (text: string) => Buffer.byteLength(text, "utf8");

/** Room for the sentence about what is left out. */
const RESERVE = 220;

export interface Fitted {
  readonly text: string;
  /** Parts that are shown shorter than they could be. */
  readonly shortened: number;
  /** Parts that are not shown. */
  readonly leftOut: number;
}

/**
 * As much as fits into so many bytes: first every part in its shortest form, then the most important ones in the longest
 * that there is room for.
 */
export function fitted(top: string, sections: readonly Section[], bottom: string, maxBytes: number): Fitted {
  const all = sections
    .flatMap((section) => section.blocks.map((block) => ({ section, block })))
    .sort((a, b) => b.block.importance - a.block.importance);
  const chosen = new Map<Block, string>();
  const shown = new Set<Section>();
  let free = maxBytes - bytes(top) - bytes(bottom) - 2 * SEPARATOR.length - RESERVE;
  for (const { section, block } of all) {
    const shortest = block.renditions.at(-1) ?? "";
    const heading = shown.has(section) || section.heading === "" ? 0 : bytes(section.heading) + SEPARATOR.length;
    const cost = bytes(shortest) + SEPARATOR.length + heading;
    if (cost > free) continue;
    free -= cost;
    shown.add(section);
    chosen.set(block, shortest);
  }
  for (const { block } of all) {
    const short = chosen.get(block);
    if (short === undefined) continue;
    const better = block.renditions.find((rendition) => bytes(rendition) - bytes(short) <= free) ?? short;
    free -= bytes(better) - bytes(short);
    chosen.set(block, better);
  }
  const leftOut = all.length - chosen.size;
  const shortened = all.filter(({ block }) => chosen.has(block) && chosen.get(block) !== block.renditions[0]).length;
  const parts = sections
    .filter((section) => shown.has(section))
    .flatMap((section) => [section.heading, ...section.blocks.map((block) => chosen.get(block) ?? "")]);
  const text = [top, ...parts, limitNote(shortened, leftOut, maxBytes), bottom]
    .filter((part) => part !== "")
    .join(SEPARATOR);
  return { text: `${joinedLists(text)}\n`, shortened, leftOut };
}

function limitNote(shortened: number, leftOut: number, maxBytes: number): string {
  if (shortened + leftOut === 0) return "";
  const parts = [
    ...(shortened > 0 ? [`${counted(shortened, "part")} shortened`] : []),
    ...(leftOut > 0 ? [`${counted(leftOut, "part")} left out`] : []),
  ];
  return `*To keep it within ${maxBytes} bytes: ${parts.join(", ")}. \`pulumi preview --diff\` shows all.*`;
}

/** Points that follow each other are one list. */
function joinedLists(text: string): string {
  return text.replace(/^( *- .*)\n\n(?=- )/gm, "$1\n");
}
