// What the programs in tests/emulator/waysIn/clients run on: curl, and Python with its packages, installed into .cache/python.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withLock } from "../lib/lock.mjs";
import { root } from "../lib/root.mjs";
import { elapsed, show } from "../lib/run.mjs";
import { main, Stop } from "../lib/stop.mjs";

const requirements = join(root, "tests", "emulator", "waysIn", "clients", "requirements.txt");
const folder = join(root, ".cache", "python");
const stampFile = join(folder, "installed.sha256");

/** What a command says of itself, or a failure that tells how to get it. */
function required(command, args, debian, mac) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    throw new Stop(
      `\`${[command, ...args].join(" ")}\` does not run: tests/emulator/waysIn runs programs that need it. ` +
        `Install it (Debian, Ubuntu: \`apt-get install ${debian}\`; macOS: \`brew install ${mac}\`) and run the same command again.`,
    );
  }
}

async function install(stamp) {
  const started = Date.now();
  required("python3", ["-m", "pip", "--version"], "python3-pip", "python");
  console.log(
    "Python packages: installing what tests/emulator/waysIn/clients/requirements.txt lists into .cache/python",
  );
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  // A target of its own leaves the machine's Python as it is, and needs no venv module.
  const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"];
  const code = await show("python3", [...args, "--target", fresh, "--requirement", requirements], {
    meanwhile: "pip is installing",
  });
  if (code !== 0) throw new Stop(`\`python3 -m pip install\` failed with exit code ${code}; what it said is above.`);
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, "installed.sha256"), stamp);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  console.log(`Python packages: installed in ${elapsed(started)}`);
}

/** Python 3 with its packages, curl and what the script around curl needs. */
export async function ensureClients() {
  for (const command of ["curl", "openssl version", "bash"]) {
    const [name, argument = "--version"] = command.split(" ");
    required(name, [argument], name, name);
  }
  const version = required("python3", ["--version"], "python3 python3-pip", "python");
  const stamp = createHash("sha256").update(version).update(readFileSync(requirements)).digest("hex");
  const current = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (current()) return;
  const waiting = (pid) => console.log(`Python packages: another run (process ${pid}) is at it; waiting for that`);
  await withLock(join(root, ".cache", "python.lock"), waiting, async () => {
    if (!current()) await install(stamp);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(() => ensureClients().then(() => 0));
