/** Upload sessions and the upload of files. */
import { randomUUID } from "node:crypto";
import { UPLOAD_HOST } from "../../sdk/facts/hosts";
import { UPLOAD_SESSION_HOURS } from "../../sdk/facts/limits";
import { storeFailure } from "../failure";
import { addressOf } from "../http/arrival";
import type { Serve } from "../http/serve";
import type { Store } from "../state/store";

export function uploadRoutes(serve: Serve, store: Store): void {
  // A session comes with the address on the upload host. [D] To who came by the base URL, that is an address under it. [G]
  serve("uploads.createSession", (c) => {
    const session = { id: randomUUID(), sellerSeq: c.get("account").seller.sellerSeq, createdAt: store.clock.now() };
    store.sessions.set(session.id, session);
    return c.json({ url: addressOf(c, "/galaxyapi/fileUpload", UPLOAD_HOST), sessionId: session.id });
  });

  // An uploaded file is answered with its key, and with its size as text. [D]
  serve("uploads.file", async (c) => {
    const { sellerSeq } = c.get("account").seller;
    // Reading forms, packages and images takes libraries that a start need not wait for.
    const { receiveFile }: typeof import("../rules/receive") = require("../rules/receive");
    const { sessionId, file } = await receiveFile(c, store.files, store.settings.uploadMaxBytes);
    c.set("journalBody", {
      sessionId: sessionId ?? null,
      fileName: file?.fileName ?? null,
      fileSize: file?.fileSize ?? null,
    });
    // An upload has a file. [D: failure codes 7001]
    if (!file) throw storeFailure(403, "7001", "The required file part is missing.");
    const session = store.sessions.get(sessionId ?? "");
    const age = store.clock.now() - (session?.createdAt ?? 0);
    // Sessions are of the caller's seller and last 24 hours. [D: failure codes 7002; another seller's: G]
    if (session?.sellerSeq !== sellerSeq || age > UPLOAD_SESSION_HOURS * 3_600_000)
      throw storeFailure(403, "7002", "The session id does not exist.");
    const fileKey = randomUUID();
    store.uploads.set(fileKey, { fileKey, sellerSeq, uploadedAt: store.clock.now(), ...file });
    // A session takes one file, and a failed upload leaves it open. [G: as every client uses it; many files, the other reading: G]
    if (store.settings.readings.sessionFiles === "one") store.sessions.delete(session.id);
    return c.json({
      fileKey,
      fileName: file.fileName,
      fileSize: String(file.fileSize),
      errorCode: null,
      errorMsg: null,
    });
  });
}
