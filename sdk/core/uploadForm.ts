/** The form that the upload host takes: the session and one file, streamed without a copy. */

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";

/** Where the bytes of a file come from; read anew for each attempt. */
export interface FileContent {
  readonly size: number;
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The code of the error that a stream ends with when the file could not be read to its end. */
export const SOURCE_FAILED = "ERR_UPLOAD_SOURCE";

export class UploadForm {
  readonly headers: Readonly<Record<string, string>>;
  readonly #content: FileContent;
  readonly #head: Buffer;
  readonly #tail: Buffer;

  constructor(sessionId: string, { name, type }: { name: string; type: string }, content: FileContent) {
    const boundary = `galaxystore-${randomUUID()}`;
    this.#content = content;
    this.#head = Buffer.from(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="sessionId"',
        "",
        sessionId,
        `--${boundary}`,
        `Content-Disposition: form-data; name="file"; filename="${escaped(name)}"`,
        `Content-Type: ${type}`,
        "",
        "",
      ].join("\r\n"),
    );
    this.#tail = Buffer.from(`\r\n--${boundary}--\r\n`);
    this.headers = {
      "Content-Type": `multipart/form-data; boundary=${boundary}`,
      "Content-Length": String(this.#head.length + content.size + this.#tail.length),
    };
  }

  stream(): Readable {
    return Readable.from(this.#parts(), { objectMode: false });
  }

  async *#parts(): AsyncGenerator<Uint8Array> {
    yield this.#head;
    try {
      yield* this.#content.read();
    } catch (error) {
      throw Object.assign(new Error("the file cannot be read", { cause: error }), { code: SOURCE_FAILED });
    }
    yield this.#tail;
  }
}

// As browsers and fetch write names in forms.
function escaped(name: string): string {
  return name.replace(/[\r\n"]/g, (letter) => encodeURIComponent(letter));
}
