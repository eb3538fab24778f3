/** Apps: the list, the details, contentUpdate, submission and status. */
import { jsonBody } from "../http/body";
import type { Serve } from "../http/serve";
import { contentIdOf, ownApp } from "../rules/apps";
import { setStatus, submit } from "../rules/review";
import { updateContent } from "../rules/update";
import { wireRecord, wireRow } from "../rules/wire";
import type { Store } from "../state/store";

export function appRoutes(serve: Serve, store: Store): void {
  serve("apps.list", (c) =>
    // An app with an open update has two rows. [C]
    c.json(
      store
        .appsOf(c.get("account").seller)
        .flatMap((app) =>
          [app.registration, app.sale].filter((record) => record !== null).map((record) => wireRow(app, record)),
        ),
    ),
  );

  serve("apps.get", (c) => {
    const contentId = contentIdOf(c.req.query("contentId"));
    // An unknown id gives an empty list. [C]
    if (!store.apps.has(contentId)) return c.json([]);
    const app = ownApp(store, c.get("account"), contentId);
    // The update comes first. [C: the one real trace]
    return c.json(
      [app.registration, app.sale].filter((record) => record !== null).map((record) => wireRecord(app, record)),
    );
  });

  serve("apps.update", async (c) => {
    const { contentId } = updateContent(store, c.get("account"), await jsonBody(c));
    // Both names of the id are met; REGISTERING is said even where the details then say UPDATING. [C]
    return c.json({
      contentId,
      ctntId: contentId,
      contentStatus: "REGISTERING",
      httpStatus: "OK",
      errorCode: null,
      errorMsg: null,
    });
  });

  serve("apps.submit", async (c) => {
    const body = await jsonBody(c);
    submit(store, ownApp(store, c.get("account"), contentIdOf(body.contentId)));
    return c.body(null, 204);
  });

  serve("apps.setStatus", async (c) => {
    const body = await jsonBody(c);
    setStatus(store, ownApp(store, c.get("account"), contentIdOf(body.contentId)), body.contentStatus);
    return c.body(null, 204);
  });
}
