/** Uploads of files: binaries, images, review material. */

import type { Client } from "../core/client";
import { openUpload, uploadedFile } from "../core/uploadFile";
import { operationOf } from "../operations";
import type { RequestOptions } from "../options";
import { UploadSession } from "../wire/releases";

/** How far an upload is. Bytes include the few hundred of the form around the file. */
export interface UploadProgress {
  /** Bytes that were handed to the connection. */
  sentBytes: number;
  /** Bytes of the whole request. */
  totalBytes: number;
}

/** A file on disk, streamed; bytes in memory; or a stream, which is kept on disk until it is sent, so that it can be sent again. */
export type UploadInput = (
  | {
      path: string;
      /** Name that the store registers; a binary's must be new for the app. Default: the name on disk. */
      fileName?: string;
    }
  | { data: Uint8Array | Blob; fileName: string }
  | { stream: AsyncIterable<Uint8Array>; fileName: string }
) & {
  /** Is told how far the upload is; an attempt that is repeated begins again at 0. */
  onProgress?: (progress: UploadProgress) => void;
};

export interface UploadedFile {
  /** Names the file in the calls that register it. */
  fileKey: string;
  /** Name under which the store keeps it. */
  fileName: string;
  /** Bytes; the same as the local file's, which is the only check that the store makes possible. */
  fileSize: number;
}

/** Where and under which session a file is sent. Valid for 24 hours; one per file. */
export interface UploadSessionAnswer {
  /** Address that the file is posted to. */
  url: string;
  /** Goes with the file. */
  sessionId: string;
}

export class Uploads {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Sends one file and verifies its size. Each attempt uses a fresh session. */
  async file(input: UploadInput, options: RequestOptions = {}): Promise<UploadedFile> {
    const upload = await openUpload(input, options.signal);
    const object = `file ${upload.fileName}`;
    const send = async (token: string | undefined) => {
      const session = await this.createSession(options);
      const form = upload.form(session.sessionId);
      const progress = { ...options, onProgress: input.onProgress };
      return uploadedFile(await this.#client.upload(session.url, token, form, progress), upload);
    };
    try {
      return await this.#client.run(operationOf("uploads.file"), object, send, options);
    } finally {
      await upload.close();
    }
  }

  /** Makes an upload session. {@link file} does so by itself. */
  async createSession(options?: RequestOptions): Promise<UploadSessionAnswer> {
    const { url, sessionId } = await this.#client.call(
      "uploads.createSession",
      { object: "an upload session" },
      UploadSession,
      options,
    );
    return { url, sessionId };
  }
}
