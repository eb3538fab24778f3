/** Binaries of an open update. */
import { jsonBody } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { addBinary, modifyBinary, removeBinary } from "../rules/binaries";
import type { Store } from "../state/store";

export function binaryRoutes(serve: Serve, store: Store): void {
  serve("binaries.add", async (c) => {
    const { binarySeq } = addBinary(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success({ binarySeq }));
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
