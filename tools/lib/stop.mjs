// A failure that the person at the keyboard can act on: it is printed as its message, without a stack.

export class Stop extends Error {}

// What the system refuses (a full disk, a folder that cannot be written) says it all in its message as well.
const isForTheUser = (error) => error instanceof Stop || ["ENOSPC", "EACCES", "EROFS", "EDQUOT"].includes(error.code);

/** Runs a tool's main function; what the user can act on ends it with a message, anything else with its stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(isForTheUser(error) ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
