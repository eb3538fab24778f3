/** What an editor shows of the SDK's types: every public field says what it is, in the declarations that are shipped. */

import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { before, describe, it } from "mocha";
import ts from "typescript";

const DIST = resolve(__dirname, "../../dist/sdk");

describe("the declarations of the SDK", function () {
  this.timeout(60_000);
  let checker: ts.TypeChecker;
  let types: [string, ts.Type][];

  before(() => {
    const entry = join(DIST, "index.d.ts");
    const program = ts.createProgram([entry], {
      strict: true,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2023,
    });
    checker = program.getTypeChecker();
    const source = program.getSourceFile(entry) ?? assert.fail("the SDK is not built: npm run build");
    const module = checker.getSymbolAtLocation(source) ?? assert.fail("no module");
    types = checker.getExportsOfModule(module).flatMap((exported): [string, ts.Type][] => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const isType = symbol.flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface);
      return isType ? [[exported.name, checker.getDeclaredTypeOfSymbol(symbol)]] : [];
    });
  });

  it("say of each field what it is", () => {
    const ours = (property: ts.Symbol) => property.declarations?.[0]?.getSourceFile().fileName.startsWith(DIST);
    const bare = types.flatMap(([name, type]) =>
      checker
        .getPropertiesOfType(type)
        .filter((property) => ours(property) && property.getDocumentationComment(checker).length === 0)
        .map((property) => `${name}.${property.name}`),
    );
    // The word that tells the events of a call apart speaks for itself.
    assert.deepEqual(bare, ["TraceEvent.type"]);
    assert.ok(types.some(([name]) => name === "Order") && types.length > 50, `${types.length} types`);
  });
});
