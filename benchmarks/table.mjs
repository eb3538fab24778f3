/** A Markdown table whose columns are aligned. */
export function table(head, rows) {
  const widths = head.map((cell, at) =>
    Math.max(...[cell, ...rows.map((row) => row[at])].map((each) => String(each).length)),
  );
  const line = (cells) => `| ${cells.map((cell, at) => String(cell).padEnd(widths[at])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
