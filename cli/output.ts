/** Where a command's result goes: to standard output, or into a file. */

import { writeFileSync } from "node:fs";

export function write(text: string, file: string | undefined): void {
  if (file === undefined || file === "-") process.stdout.write(text);
  else writeFileSync(file, text);
}
