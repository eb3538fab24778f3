/** An older Node is told so in words, before something that it lacks is called. */

const NEEDED = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`galaxystore needs Node ${NEEDED.join(".")} or later, and this is Node ${process.versions.node}.`);
  process.exit(1);
}
