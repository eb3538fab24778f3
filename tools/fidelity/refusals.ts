/** Where the emulator refuses a call, and with which status and code. */
import ts from "typescript";

export interface Refusal {
  readonly node: ts.Node;
  /** `403 / 4008`, `400 / 3105 or 3204`, `500`; none when status or code are known only while it runs. */
  readonly answers: readonly string[];
}

/** What an expression can be, as texts; undefined: not known from the source. */
type Values = readonly string[] | undefined;
type Scope = ReadonlyMap<ts.Symbol, Values>;
type Making = ts.CallExpression | ts.NewExpression;
type Callee = ts.FunctionDeclaration | ts.ArrowFunction;

/** The refusals of a file: calls that make a `StoreFailure`, and answers with a status of 400 and above. */
export function refusalsOf(file: ts.SourceFile, checker: ts.TypeChecker): Refusal[] {
  const refusals: Refusal[] = [];
  const visit = (node: ts.Node): void => {
    // A helper that only words a failure refuses nothing; who calls it does.
    if (madeByHelper(node, checker)) return;
    const answers = answersOf(node, checker);
    if (answers) refusals.push({ node, answers });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return refusals;
}

function answersOf(node: ts.Node, checker: ts.TypeChecker): string[] | undefined {
  if (isMaking(node)) {
    const answers = madeBy(node, new Map(), checker);
    if (answers) return answers;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const status = node.arguments[1];
    if (node.expression.name.text === "json" && status && ts.isNumericLiteral(status) && Number(status.text) >= 400)
      return [status.text];
  }
  return undefined;
}

/** The answers of the failures that this call can make; undefined when it makes none. */
function madeBy(node: Making, scope: Scope, checker: ts.TypeChecker): string[] | undefined {
  if (ts.isNewExpression(node)) {
    if (!isStoreFailure(node)) return undefined;
    const [status, code] = node.arguments ?? [];
    return worded(valuesOf(status, scope, checker), valuesOf(code, scope, checker));
  }
  const helper = declarationOf(node.expression, checker);
  const made = helper && madeByHelper(helper, checker);
  if (!helper || !made) return undefined;
  const inner = scopeOf(helper, node, scope, checker);
  return made.flatMap((making) => madeBy(making, inner, checker) ?? []);
}

/** What the parameters of a function are in this call. */
function scopeOf(callee: Callee, call: ts.CallExpression, scope: Scope, checker: ts.TypeChecker): Scope {
  return new Map(
    callee.parameters.flatMap(({ name }, index): [ts.Symbol, Values][] => {
      const symbol = checker.getSymbolAtLocation(name);
      return symbol ? [[symbol, valuesOf(call.arguments[index], scope, checker)]] : [];
    }),
  );
}

function worded(status: Values, code: Values): string[] {
  if (!status || !code) return [];
  return [code.length === 0 ? status.join(" or ") : `${status.join(" or ")} / ${code.join(" or ")}`];
}

/** What a helper makes that does nothing else than making a `StoreFailure`, or one of several. */
function madeByHelper(node: ts.Node, checker: ts.TypeChecker, callers: readonly ts.Node[] = []): Making[] | undefined {
  if ((!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node)) || callers.includes(node)) return undefined;
  const { body } = node;
  if (body && !ts.isBlock(body)) return makingsIn(body, checker, [...callers, node]);
  const [statement, more] = body?.statements ?? [];
  return statement && !more && ts.isReturnStatement(statement) && statement.expression
    ? makingsIn(statement.expression, checker, [...callers, node])
    : undefined;
}

function makingsIn(node: ts.Expression, checker: ts.TypeChecker, callers: readonly ts.Node[]): Making[] | undefined {
  if (ts.isParenthesizedExpression(node)) return makingsIn(node.expression, checker, callers);
  if (ts.isConditionalExpression(node)) {
    const [one, other] = [node.whenTrue, node.whenFalse].map((branch) => makingsIn(branch, checker, callers));
    return one && other && [...one, ...other];
  }
  if (ts.isNewExpression(node)) return isStoreFailure(node) ? [node] : undefined;
  const helper = ts.isCallExpression(node) ? declarationOf(node.expression, checker) : undefined;
  return helper && isMaking(node) && madeByHelper(helper, checker, callers) ? [node] : undefined;
}

function isStoreFailure(node: ts.NewExpression): boolean {
  return ts.isIdentifier(node.expression) && node.expression.text === "StoreFailure";
}

function declarationOf(callee: ts.Expression, checker: ts.TypeChecker): Callee | undefined {
  if (!ts.isIdentifier(callee)) return undefined;
  let symbol = checker.getSymbolAtLocation(callee);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declaration = symbol?.valueDeclaration;
  if (!declaration) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const { initializer = undefined } = ts.isVariableDeclaration(declaration) ? declaration : {};
  return initializer && ts.isArrowFunction(initializer) ? initializer : undefined;
}

function valuesOf(node: ts.Expression | undefined, scope: Scope, checker: ts.TypeChecker): Values {
  if (!node) return [];
  if (ts.isNumericLiteral(node) || ts.isStringLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return union([node.whenTrue, node.whenFalse], scope, checker);
  if (ts.isCallExpression(node)) {
    const callee = declarationOf(node.expression, checker);
    const inner = callee && scopeOf(callee, node, scope, checker);
    const calledByItself = inner && [...inner.keys()].some((parameter) => scope.has(parameter));
    return callee && inner && !calledByItself ? union(returnedBy(callee), inner, checker) : undefined;
  }
  if (!ts.isIdentifier(node)) return undefined;
  if (node.text === "undefined") return [];
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol && scope.has(symbol)) return scope.get(symbol);
  const declaration = symbol?.valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? valuesOf(declaration.initializer, scope, checker)
    : undefined;
}

function union(nodes: readonly ts.Expression[], scope: Scope, checker: ts.TypeChecker): Values {
  const all = nodes.map((node) => valuesOf(node, scope, checker));
  return all.includes(undefined) ? undefined : [...new Set(all.flatMap((values) => values ?? []))];
}

/** The expressions that a function may return. */
function returnedBy({ body }: Callee): ts.Expression[] {
  if (!body || !ts.isBlock(body)) return body ? [body] : [];
  const returned: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) returned.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return returned;
}

function isMaking(node: ts.Node): node is Making {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}
