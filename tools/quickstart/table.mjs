// Small tables for a terminal: what differs between two looks at the store.

// Korean, Chinese and Japanese letters take two columns.
const width = (text) =>
  [...text].reduce((sum, letter) => sum + (/[\u1100-\u11ff\u2e80-\uffdc]/u.test(letter) ? 2 : 1), 0);
const padded = (text, columns) => text + " ".repeat(Math.max(0, columns - width(text)));

function shortened(text, columns) {
  if (width(text) <= columns) return text;
  let kept = "";
  for (const letter of text) {
    if (width(kept + letter) > columns - 3) break;
    kept += letter;
  }
  return `${kept}...`;
}

const LONGEST = 44;
const COMMON_START = 24;

/** Two long texts that begin alike, from a little before where they differ. */
function whereTheyDiffer(before, after) {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  if (same < COMMON_START) return [before, after];
  return [before, after].map((text) => (width(text) > LONGEST ? `...${text.slice(same - 12)}` : text));
}

function print(heading, rows) {
  const cells = [heading, ...rows].map((row) => row.map((cell) => shortened(cell, LONGEST)));
  const columns = heading.map((_, index) => Math.max(...cells.map((row) => width(row[index]))));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => padded(cell, columns[index]))
      .join("  ")
      .trimEnd(),
  );
  const rule = columns.map((each) => "-".repeat(each)).join("  ");
  for (const line of [lines[0], rule, ...lines.slice(1)]) console.log(`   ${line}`);
}

/** Prints everything that was looked at. */
export function printAll(seen) {
  print(["the store holds", "now"], Object.entries(seen));
}

/** Prints what differs, and how much does not. */
export function printChanges(before, after) {
  const rows = Object.keys(after)
    .filter((name) => before[name] !== after[name])
    .map((name) => [name, ...whereTheyDiffer(before[name], after[name])]);
  if (rows.length > 0) print(["the store holds", "before", "after"], rows);
  const same = Object.keys(after).length - rows.length;
  console.log(
    `   ${rows.length === 0 ? `All ${same} lines` : `The other ${same} lines`} of the first table are as before.`,
  );
}
