/** Buyers' comments and the seller's replies. */
import { jsonBody } from "../http/body";
import { v2Success } from "../http/envelopes";
import type { Serve } from "../http/serve";
import { deleteReply, reply, viewComments } from "../rules/comments";
import type { Store } from "../state/store";

export function commentRoutes(serve: Serve, store: Store): void {
  // The parameters come as a JSON body of the GET; in the query they are taken too. [D; the query: G]
  serve("comments.list", async (c) => {
    const asked = c.get("journalBody") === undefined ? c.req.query() : await jsonBody(c);
    return c.json(v2Success(viewComments(store, c.get("account"), asked)));
  });
  // A reply is answered without data. [D]
  serve("comments.reply", async (c) => {
    reply(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success());
  });
  // A reply is deleted by its `replyId` in a JSON body. [D]
  serve("comments.deleteReply", async (c) => {
    deleteReply(store, c.get("account"), await jsonBody(c));
    return c.json(v2Success());
  });
}
