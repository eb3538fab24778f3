/** Binaries of an open update. */
import { jsonBody } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { addBinary, modifyBinary, removeBinary } from "../rules/binaries";
import type { Store } from "../state/store";

export function binaryRoutes(serve: Serve, store: Store): void {
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
  serve("binaries.modify", async (c) => {
    modifyBinary(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success());
  });
  serve("binaries.remove", (c) => {
    removeBinary(store, c.get("account"), c.req.query("contentId"), c.req.query("binarySeq"));
    return c.json(v2Success());
  });
}
