/** Waits for what a test cannot be told of. */

/** Looks again and again until it is so. */
export async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 25));
}
