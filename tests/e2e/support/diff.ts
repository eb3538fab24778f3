/** Reads the engine's `--diff` output: which properties of which resource it shows as changed. */

/** Paths of the changed properties, e.g. `listings.ENG.title`, of each resource by name, in the order of the output. */
export function changedPaths(output: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let paths: string[] = [];
  let above: { column: number; name: string }[] = [];
  for (const line of output.split("\n")) {
    const resource = /\[urn=.*::([^\]]+)\]/.exec(line)?.[1];
    if (resource !== undefined) {
      paths = found.get(resource) ?? [];
      found.set(resource, paths);
      above = [];
      continue;
    }
    const property = /^(\s*)([~+-] )?(\w+|\[\d+\])\s*: (.*)$/.exec(line);
    if (property === null) continue;
    const [, indent = "", marker = "", name = "", value = ""] = property;
    const column = indent.length + marker.length;
    above = above.filter((each) => each.column < column);
    const path = [...above.map((each) => each.name), name].join(".").replaceAll(".[", "[");
    const opensMap = value === "{" || value === "[";
    if (opensMap) above.push({ column, name });
    // A map that was added or removed as a whole is one change; one that differs within is told by its entries.
    if (marker !== "" && !(opensMap && marker === "~ ") && !paths.some((whole) => path.startsWith(`${whole}.`)))
      paths.push(path);
  }
  return new Map([...found].filter(([, changed]) => changed.length > 0));
}
