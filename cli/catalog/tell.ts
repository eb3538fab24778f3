/** Tells what keeps a command from reading a catalog. */

/** So many problems are shown, of more only the number. */
const PROBLEMS_SHOWN = 50;

export function tellProblems(problems: readonly string[], json: boolean | undefined): void {
  process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ problems }));
    return;
  }
  for (const problem of problems.slice(0, PROBLEMS_SHOWN)) console.error(problem);
  const more = problems.length - PROBLEMS_SHOWN;
  if (more > 0) console.error(`and ${more} more`);
}
