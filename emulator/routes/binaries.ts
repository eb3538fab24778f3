/** Binaries of an open update. */
import { jsonBody } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { addBinary, modifyBinary, removeBinary } from "../rules/binaries";
import type { Store } from "../state/store";

export function binaryRoutes(serve: Serve, store: Store): void {
  // The answer to a new binary has its `binarySeq`, as text. [D]
  serve("binaries.add", async (c) => {
    const { binaryParameters, binarySeqAnswer } = store.settings.readings;
    // The parameters of a new binary stand in a JSON body. [C; in the query with contentID, the other reading: D]
    const { contentID, ...query } = c.req.query();
    const asked =
      binaryParameters === "body" ? await jsonBody(c) : { ...(contentID ? { contentId: contentID } : {}), ...query };
    const { binarySeq } = addBinary(store, c.get("account"), asked);
    // The number of the new binary is told as a text. [D; as a number, another reading: G; not at all, the third: D]
    if (binarySeqAnswer === "absent") return c.json(v2Success());
    return c.json(v2Success({ binarySeq: binarySeqAnswer === "number" ? Number(binarySeq) : binarySeq }));
  });
  // Only `gms` of a binary can be changed; its file is replaced by another binary. [D]
  serve("binaries.modify", async (c) => {
    modifyBinary(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success());
  });
  // A binary is removed by `contentId` and `binarySeq` in the query. [D]
  serve("binaries.remove", (c) => {
    removeBinary(store, c.get("account"), c.req.query("contentId"), c.req.query("binarySeq"));
    return c.json(v2Success());
  });
}
