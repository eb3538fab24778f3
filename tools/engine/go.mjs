// Finds the Go tool on PATH.
import { delimiter, join } from "node:path";
import { isExecutable } from "./pinned.mjs";

export const findGo = () =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, "go"))
    .find(isExecutable);
