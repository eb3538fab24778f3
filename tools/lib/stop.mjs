// A failure that the person at the keyboard can act on: it is printed as its message, without a stack.

export class Stop extends Error {}

/** Runs a tool's main function; a Stop ends it with its message, anything else with its stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
