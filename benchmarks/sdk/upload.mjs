/** An upload of a large file by the SDK in a process of its own, in turns with curl: seconds, and how much the process grows. */
import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { residentMemory, startEmulator } from "../processes.mjs";
import { credentialsAt } from "./clients.mjs";

const MIB = 1024 * 1024;
const UPLOADER = fileURLToPath(new URL("uploader.cjs", import.meta.url));
const run = promisify(execFile);

/** Pairs of seconds, and bytes that the SDK's process grew by. */
export async function measureUploads(mebibytes, runs) {
  const folder = mkdtempSync(join(tmpdir(), "galaxystore-bench-"));
  const emulator = await startEmulator();
  const { headers, options } = await credentialsAt(emulator);
  const uploader = fork(UPLOADER, [JSON.stringify(options)]);
  try {
    const [small, large] = [join(folder, "small.zip"), join(folder, "large.zip")];
    await writeFile(small, 8);
    await writeFile(large, mebibytes);
    await bySdk(uploader, small, "warm-up.zip", 8);
    const pairs = [];
    for (let round = 0; round < runs; round += 1) {
      const curl = await byCurl(emulator, headers, large, mebibytes);
      const { before, most, done } = await residentMemory(uploader.pid, () =>
        bySdk(uploader, large, `large-${round}.zip`, mebibytes),
      );
      pairs.push({ curl, ours: done, grown: most - before });
    }
    return pairs;
  } finally {
    if (uploader.connected) uploader.disconnect();
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeFile(path, mebibytes) {
  const file = await open(path, "w");
  const chunk = Buffer.alloc(MIB, "galaxy");
  for (let at = 0; at < mebibytes; at += 1) await file.write(chunk);
  await file.close();
}

async function bySdk(uploader, path, fileName, mebibytes) {
  const ended = once(uploader, "exit").then(() => [{ fileSize: 0 }]);
  uploader.send({ path, fileName });
  const [{ fileSize, seconds }] = await Promise.race([once(uploader, "message"), ended]);
  if (fileSize !== mebibytes * MIB) throw new Error("The SDK's upload failed.");
  return seconds;
}

async function byCurl({ url }, headers, path, mebibytes) {
  const opened = await fetch(`${url}/seller/createUploadSessionId`, { method: "POST", headers });
  const { sessionId } = await opened.json();
  const told = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const form = ["-F", `sessionId=${sessionId}`, "-F", `file=@${path}`];
  const started = performance.now();
  const { stdout } = await run("curl", ["-s", "--noproxy", "*", ...told, ...form, `${url}/galaxyapi/fileUpload`]);
  const seconds = (performance.now() - started) / 1000;
  if (Number(JSON.parse(stdout).fileSize) !== mebibytes * MIB) throw new Error(`curl's upload was refused: ${stdout}`);
  return seconds;
}
