/** The files of a project that are the same for every account. */

import type { AppProject } from "./program";

/** Name of the Pulumi project: of the one app, or a general one. */
export function projectName(projects: readonly AppProject[]): string {
  const [first, second] = projects;
  return first !== undefined && second === undefined ? first.name : "galaxy-store";
}

export function fixedFiles(name: string, version: string): [path: string, content: string][] {
  return [
    [
      "Pulumi.yaml",
      `name: ${JSON.stringify(name)}\ndescription: Galaxy Store apps as reviewed code\nruntime: nodejs\n`,
    ],
    ["package.json", packageJson(name, version)],
    ["tsconfig.json", TSCONFIG],
    ["files.ts", FILES],
    [".gitignore", "node_modules/\n# What the jobs for continuous integration write.\ncomment.md\ndrift.md\n"],
    // Hashes tell whether a file was edited; a checkout that changes line ends of images would break them.
    [".gitattributes", "*.png binary\n*.jpg binary\n"],
  ];
}

function packageJson(name: string, version: string): string {
  const content = {
    name: name.toLowerCase(),
    version: "0.0.0",
    description: "Galaxy Store apps as reviewed code",
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.259.0", "pulumi-galaxystore": `^${version}` },
    devDependencies: { "@types/node": "^24.0.0", typescript: "^5.9.0" },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const TSCONFIG = `// Types are checked by the editor and by \`npx tsc\`, not again by each run of Pulumi: that saves some seconds.
{
  "compilerOptions": {
    "target": "ES2023",
    "module": "node20",
    "moduleResolution": "node16",
    "types": ["node"],
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "ts-node": { "transpileOnly": true }
}
`;

const FILES = `/** Texts and lists that stand in files of their own, with paths from the project's folder. */
import { readFileSync } from "node:fs";

/** A text without the line end at its end. */
export function text(path: string): string {
  return readFileSync(path, "utf8").replaceAll("\\r\\n", "\\n").trimEnd();
}

/** The lines of a file that hold something. */
export function lines(path: string): string[] {
  return text(path)
    .split("\\n")
    .filter((line) => line !== "");
}
`;
