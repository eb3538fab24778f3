/** The comments of a source file. */
import ts from "typescript";

export interface Comment {
  readonly pos: number;
  readonly end: number;
  /** Nothing but spaces stands before it on its line. */
  readonly ownLine: boolean;
  /** Without its slashes and stars, on one line. */
  readonly text: string;
}

/** All comments in their order; line comments on consecutive lines are one. */
export function commentsOf(file: ts.SourceFile): Comment[] {
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file);
    // The parser keeps doc comments as nodes too.
    for (const child of children) if (!ts.isJSDoc(child)) visit(child);
    if (children.length > 0) return;
    for (const range of ts.getLeadingCommentRanges(file.text, node.pos) ?? []) ranges.set(range.pos, range);
    for (const range of ts.getTrailingCommentRanges(file.text, node.end) ?? []) ranges.set(range.pos, range);
  };
  visit(file);
  return [...ranges.values()]
    .sort((a, b) => a.pos - b.pos)
    .map((range) => comment(file.text, range))
    .reduce<Comment[]>((groups, next) => {
      const last = groups.at(-1);
      if (last && continues(file.text, last, next))
        groups.splice(-1, 1, { ...last, end: next.end, text: `${last.text} ${next.text}` });
      else groups.push(next);
      return groups;
    }, []);
}

function comment(text: string, { pos, end }: ts.CommentRange): Comment {
  const line = text.slice(text.lastIndexOf("\n", pos - 1) + 1, pos);
  return { pos, end, ownLine: line.trim() === "", text: plain(text.slice(pos, end)) };
}

function continues(text: string, last: Comment, next: Comment): boolean {
  const isLine = (at: Comment) => at.ownLine && text.startsWith("//", at.pos);
  return isLine(last) && isLine(next) && /^\r?\n[ \t]*$/.test(text.slice(last.end, next.pos));
}

function plain(raw: string): string {
  return raw
    .replace(/^\/\*+|\*+\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*(?:\/\/+|\*)?/, "").trim())
    .filter((line) => line !== "")
    .join(" ");
}
