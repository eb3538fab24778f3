/** The marks in the emulator's comments: whose word a rule stands on. */

/** Whose word it is, in the order of trust. */
export const MARKS = {
  D: "Samsung's documentation of the Galaxy Store Developer API and of Samsung IAP",
  N: "a notice in Samsung's Seller Portal",
  O: "source code or documentation of Samsung's own fastlane plugin, or an old Samsung page",
  C: "behaviour recorded in other public client code, its tests, commit messages or traces",
  I: "an inference: sources say enough to conclude it, and none says it",
  G: "our guess: no source says it. A program must not rely on it",
} as const;

/** One rule of the store: a sentence, and the word that it stands on, e.g. `D: failure codes 3104; code: G`. */
export interface Rule {
  readonly sentence: string;
  readonly word: string;
}

/** A comment that cannot be read. */
export class MalformedMark extends Error {}

const LETTERS = Object.keys(MARKS).join("");
const LIST = `[${LETTERS}](?:, [${LETTERS}])*`;
/** `D`, `D, C`, `D: where it says so`. */
const BY_MARK = new RegExp(`^${LIST}(?:: (?<where>.*\\S))?$`);
/** `the code: G`: this part of the rule stands on another word than the rest. */
const BY_PART = new RegExp(`^\\S.*: ${LIST}$`);
/** What somebody meant as a mark: it begins with a single letter, or ends with one after a colon. */
const MEANT = new RegExp(`^\\s*(?:[A-Za-z]\\s*(?:[:;,]|$)|[${LETTERS}] )|: ?[A-Z](?:, ?[A-Z])*\\s*$`);

/** The rules that a comment states. Each ends with its mark. A comment without marks states none. */
export function rulesOf(comment: string): Rule[] {
  const rules: Rule[] = [];
  let rest = comment;
  for (let mark = firstMark(rest); mark; mark = firstMark(rest)) {
    const sentence = rest.slice(0, mark.from).trim();
    if (sentence === "") throw new MalformedMark(`The mark [${mark.text}] follows no sentence.`);
    rules.push({ sentence, word: wordOf(mark.text) });
    rest = rest.slice(mark.to);
  }
  if (rules.length > 0 && rest.trim() !== "")
    throw new MalformedMark(`A mark ends its rule, and what follows has none: ${rest.trim()}`);
  return rules;
}

function firstMark(text: string): { from: number; to: number; text: string } | undefined {
  // Code in backticks is no mark: `[D]`.
  for (const found of text.matchAll(/`[^`]*`|\[([^[\]]*)\]/g)) {
    const inside = found[1];
    if (inside !== undefined && MEANT.test(inside))
      return { from: found.index, to: found.index + found[0].length, text: inside };
  }
  return undefined;
}

function wordOf(mark: string): string {
  const parts = mark.split(";").map((part) => part.trim());
  for (const part of parts) {
    const where = BY_MARK.exec(part);
    if (where ? BY_PART.test(where.groups?.where ?? "") : !BY_PART.test(part))
      throw new MalformedMark(`[${mark}] is no mark: "${part}" is neither "D", "D: where" nor "which part: G".`);
  }
  return parts.join("; ");
}
