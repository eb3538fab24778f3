/** What the emulator's sources say about themselves: every rule with its word, and what should have one and has none. */
import ts from "typescript";
import { type Comment, commentsOf } from "./comments";
import { MalformedMark, type Rule, rulesOf } from "./marks";
import { programOf } from "./program";
import { type Refusal, refusalsOf } from "./refusals";

export interface FoundRule extends Rule {
  /** Path from the root. */
  readonly file: string;
  /** Status and code of the refusals that the rule stands over, and the operations. */
  readonly answers: readonly string[];
}

/** A sentence of a comment that begins with `Not emulated:` or `No known input:`. */
export interface Remark {
  readonly file: string;
  readonly kind: (typeof REMARKS)[number];
  readonly text: string;
}

export interface Survey {
  readonly rules: readonly FoundRule[];
  readonly remarks: readonly Remark[];
  readonly refusals: number;
  /** Operations that are served. */
  readonly operations: ReadonlySet<string>;
  /** What is wrong, as `file:line: what`. */
  readonly problems: readonly string[];
}

interface Found extends Survey {
  readonly rules: FoundRule[];
  readonly remarks: Remark[];
  refusals: number;
  readonly operations: Set<string>;
  readonly problems: string[];
}

interface Stated {
  readonly comment: Comment;
  readonly rules: readonly Rule[];
  readonly answers: Set<string>;
}

const REMARKS = ["Not emulated", "No known input"] as const;
/** Folders in which a function that returns `object` builds an answer of the store. */
const ANSWERING = /^emulator\/(rules|routes|http|notifications)\//;

/** Reads these texts, by their paths from the root. */
export function survey(texts: ReadonlyMap<string, string>): Survey {
  const program = programOf(texts);
  const checker = program.getTypeChecker();
  const found: Found = { rules: [], remarks: [], refusals: 0, operations: new Set(), problems: [] };
  for (const path of texts.keys()) {
    const file = program.getSourceFile(path);
    if (!file) throw new Error(`No source ${path}`);
    surveyFile(file, refusalsOf(file, checker), found);
  }
  return found;
}

function surveyFile(file: ts.SourceFile, refusals: readonly Refusal[], found: Found): void {
  const path = file.fileName;
  const problem = (pos: number, what: string) =>
    found.problems.push(`${path}:${file.getLineAndCharacterOfPosition(pos).line + 1}: ${what}`);
  const stated: Stated[] = [];
  for (const comment of commentsOf(file)) {
    const kind = REMARKS.find((name) => comment.text.startsWith(`${name}: `));
    const rules = kind ? [] : readRules(comment, problem);
    if (kind) found.remarks.push({ file: path, kind, text: comment.text.slice(kind.length + 2) });
    else if (rules.length > 0) stated.push({ comment, rules, answers: new Set() });
  }
  for (const { node, answers } of refusals) {
    found.refusals += 1;
    const rule = nearest(node, file, stated);
    for (const answer of answers) rule?.answers.add(answer);
    const worded = answers.length > 0 ? answers.join(" or ") : "a failure";
    if (!rule) problem(node.getStart(file), `No comment says on whose word this refuses (${worded}).`);
  }
  for (const { node, ids } of servedIn(file)) {
    for (const id of ids) found.operations.add(id);
    const above = attached(node, file, stated);
    if (above) for (const id of ids) above.answers.add(`\`${id}\``);
    else if (!within(node, stated))
      problem(node.getStart(file), `No comment says on whose word ${ids.join(", ")} is answered.`);
  }
  if (ANSWERING.test(path))
    for (const node of answeringFunctions(file))
      if (!attached(node, file, stated) && !within(node, stated))
        problem(node.getStart(file), "No comment says on whose word this function builds an answer.");
  for (const { rules, answers } of stated)
    rules.forEach((rule, index) => {
      found.rules.push({ ...rule, file: path, answers: index === 0 ? [...answers] : [] });
    });
}

function readRules(comment: Comment, problem: (pos: number, what: string) => void): Rule[] {
  try {
    return rulesOf(comment.text);
  } catch (error) {
    if (!(error instanceof MalformedMark)) throw error;
    problem(comment.pos, error.message);
    return [];
  }
}

/** What the comment right above says, else that above what stands around it, up to the function's own. */
function nearest(node: ts.Node, file: ts.SourceFile, stated: readonly Stated[]): Stated | undefined {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const found = attached(at, file, stated) ?? aboveDeclarations(at, file, stated);
    if (found || ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) return found;
  }
  return undefined;
}

/** What the comment says above the declarations that lead to this statement. */
function aboveDeclarations(node: ts.Node, file: ts.SourceFile, stated: readonly Stated[]): Stated | undefined {
  const statements: readonly ts.Node[] = ts.isBlock(node.parent) ? node.parent.statements : [];
  const before = statements.slice(0, Math.max(0, statements.indexOf(node)));
  const other = before.findLastIndex((statement) => !ts.isVariableStatement(statement));
  return before
    .slice(other + 1)
    .map((declaration) => attached(declaration, file, stated))
    .findLast((found) => found !== undefined);
}

/** The last rule-stating comment between what comes before the node and the node itself. */
function attached(node: ts.Node, file: ts.SourceFile, stated: readonly Stated[]): Stated | undefined {
  const [from, to] = [node.getFullStart(), node.getStart(file)];
  return stated.findLast(({ comment }) => comment.ownLine && comment.pos >= from && comment.end <= to);
}

function within(node: ts.Node, stated: readonly Stated[]): boolean {
  return stated.some(({ comment }) => comment.pos >= node.pos && comment.end <= node.end);
}

/** The statements `serve("operation.id", ...)` and `serve(["one", "other"], ...)`. */
function servedIn(file: ts.SourceFile): { node: ts.Node; ids: string[] }[] {
  const served: { node: ts.Node; ids: string[] }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "serve") {
      const [first] = node.arguments;
      const names = first && ts.isArrayLiteralExpression(first) ? [...first.elements] : first ? [first] : [];
      served.push({ node, ids: names.filter(ts.isStringLiteral).map(({ text }) => text) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return served;
}

/** Functions that are declared to return `object`: they build an answer, or a part of one. */
function answeringFunctions(file: ts.SourceFile): ts.Node[] {
  const functions: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && /^(object(\[\])?|Promise<object>)$/.test(node.type?.getText(file) ?? ""))
      functions.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return functions;
}
