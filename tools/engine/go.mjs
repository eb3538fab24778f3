// Finds the Go tool: on PATH, else where its installer puts it.
import { delimiter, join } from "node:path";
import { isExecutable } from "./pinned.mjs";

export function findGo() {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), "/usr/local/go/bin"];
  return folders.map((folder) => join(folder, "go")).find(isExecutable);
}
