/** Apps: the list, the details, contentUpdate, submission and status. */
import { jsonBody } from "../http/body";
import type { EmulatorContext } from "../http/context";
import type { Serve } from "../http/serve";
import { contentIdOf, nothingFound, notYours, ownApp, recordsOf } from "../rules/apps";
import { setStatus, submit } from "../rules/review";
import { updateContent } from "../rules/update";
import { wireRecord, wireRow } from "../rules/wire";
import type { Store } from "../state/store";

/** Success without a body still carries the content type of JSON. [C: one client insists on exactly that] */
function noContent(c: EmulatorContext): Response {
  return c.body(null, 204, { "content-type": "application/json" });
}

export function appRoutes(serve: Serve, store: Store): void {
  serve("apps.list", (c) =>
    // An app with an open update has two rows. [C]
    c.json(
      store
        .appsOf(c.get("account").seller)
        .flatMap((app) => recordsOf(store, app).map((record) => wireRow(store, app, record))),
    ),
  );

  serve("apps.get", (c) => {
    const contentId = contentIdOf(c.req.query("contentId"));
    // An unknown id gives an empty list. [C; a failure with 3100 or 4008, the other readings: D]
    if (!store.apps.has(contentId)) {
      const { unknownContent } = store.settings.readings;
      if (unknownContent === "emptyList") return c.json([]);
      throw unknownContent === "3100" ? nothingFound(contentId) : notYours();
    }
    const app = ownApp(store, c.get("account"), contentId);
    return c.json(recordsOf(store, app).map((record) => wireRecord(store, app, record)));
  });

  serve("apps.update", async (c) => {
    const { app, wasOpen } = updateContent(store, c.get("account"), await jsonBody(c));
    // Only contentSubmit submits an update. [D, O, C; a change of an open update does, the other reading: C]
    if (wasOpen && store.settings.readings.autoSubmit === "yes") submit(store, app);
    return c.json(done(store, app.contentId));
  });

  serve("apps.submit", async (c) => {
    const body = await jsonBody(c);
    const app = ownApp(store, c.get("account"), contentIdOf(body.contentId));
    submit(store, app);
    // A submission is answered 204 without a body. [D; 200, the other reading: C]
    return store.settings.readings.submitAnswer === "200" ? c.json(done(store, app.contentId)) : noContent(c);
  });

  serve("apps.setStatus", async (c) => {
    const body = await jsonBody(c);
    setStatus(store, ownApp(store, c.get("account"), contentIdOf(body.contentId)), body.contentStatus);
    return noContent(c);
  });
}

/** Both names of the id are met; REGISTERING is said even where the details then say UPDATING. [C] */
function done(store: Store, contentId: string): object {
  const { updateAnswerId, openedStatus } = store.settings.readings;
  return {
    ...(updateAnswerId === "ctntId" ? {} : { contentId }),
    ...(updateAnswerId === "contentId" ? {} : { ctntId: contentId }),
    contentStatus: openedStatus === "UPDATING" ? "UPDATING" : "REGISTERING",
    httpStatus: "OK",
    errorCode: null,
    errorMsg: null,
  };
}
