/** How often each operation was asked, in words. */

const withoutSignIn = (asked) => [...asked].filter(([operation]) => !operation?.startsWith("auth."));

/** How many requests, without sign-in. */
export const sumOf = (asked) => withoutSignIn(asked).reduce((all, [, count]) => all + count, 0);

/** The counts without sign-in, and their sum. */
export function told(asked) {
  const counts = withoutSignIn(asked);
  if (counts.length === 0) return "0";
  return `${sumOf(asked)} (${counts.map(([operation, count]) => `${count} ${operation}`).join(", ")})`;
}
