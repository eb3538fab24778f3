/** The emulator's sources as the compiler sees them: parsed and bound, without libraries and packages, which takes a moment only. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import ts from "typescript";

export const ROOT = join(__dirname, "..", "..");

const OPTIONS: ts.CompilerOptions = {
  noLib: true,
  noEmit: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.CommonJS,
  strict: true,
};

/** A program of these texts, by their paths from the root; what they import is read from the disk. */
export function programOf(texts: ReadonlyMap<string, string>): ts.Program {
  const exists = (path: string) => texts.has(path) || existsSync(join(ROOT, path));
  const read = (path: string) => texts.get(path) ?? (exists(path) ? readFileSync(join(ROOT, path), "utf8") : undefined);
  const host: ts.CompilerHost = {
    fileExists: exists,
    readFile: read,
    getSourceFile: (path, version) => {
      const text = read(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version, true);
    },
    getDefaultLibFileName: () => "lib.d.ts",
    getCurrentDirectory: () => "",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (names, from) =>
      names.map(({ text }) => {
        const path = text.startsWith(".") ? posix.join(posix.dirname(from), text) : undefined;
        const found = path && [`${path}.ts`, `${path}/index.ts`].find(exists);
        return { resolvedModule: found ? { resolvedFileName: found, extension: ts.Extension.Ts } : undefined };
      }),
  };
  return ts.createProgram([...texts.keys()], OPTIONS, host);
}

/** The path of a file from the root, with slashes on every machine. */
export function fromRoot(file: string): string {
  return relative(ROOT, file).split(sep).join("/");
}
