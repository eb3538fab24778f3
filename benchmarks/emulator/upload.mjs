/** An upload of 1 GiB: how much larger the emulator's process gets meanwhile. */
import { request } from "node:http";
import { Readable } from "node:stream";
import { residentMemory, signIn, startEmulator } from "../processes.mjs";

const MIB = 1024 * 1024;

/** Resident memory before and the most of it meanwhile, in bytes, and the seconds that the upload took. */
export async function measureUpload(mebibytes) {
  const emulator = await startEmulator();
  try {
    const headers = await signIn(emulator);
    await upload(emulator, headers, 8);
    const started = performance.now();
    const { before, most } = await residentMemory(emulator.pid, () => upload(emulator, headers, mebibytes));
    return { before, most, seconds: (performance.now() - started) / 1000 };
  } finally {
    await emulator.stop();
  }
}

async function upload({ url }, headers, mebibytes) {
  const opened = await fetch(`${url}/seller/createUploadSessionId`, { method: "POST", headers });
  const { sessionId } = await opened.json();
  const boundary = "benchmark";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="sessionId"\r\n\r\n${sessionId}\r\n--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="material-${mebibytes}.zip"\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const chunk = Buffer.alloc(MIB, "galaxy");
  async function* body() {
    yield head;
    for (let at = 0; at < mebibytes; at += 1) yield chunk;
    yield tail;
  }
  const type = `multipart/form-data; boundary=${boundary}`;
  const length = head.length + mebibytes * MIB + tail.length;
  const answer = await new Promise((resolve, reject) => {
    const sent = request(`${url}/galaxyapi/fileUpload`, {
      method: "POST",
      headers: { ...headers, "content-type": type, "content-length": length },
    });
    sent.once("error", reject).once("response", async (response) => resolve(await new Response(response).json()));
    Readable.from(body()).pipe(sent);
  });
  if (Number(answer.fileSize) !== mebibytes * MIB) throw new Error(`The upload was refused: ${JSON.stringify(answer)}`);
}
