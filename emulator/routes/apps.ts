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
  // The list has every app of the seller; one with an open update has two rows. [D; two rows: C]
  serve("apps.list", (c) =>
    c.json(
      store
        .appsOf(c.get("account").seller)
        .flatMap((app) => recordsOf(store, app).map((record) => wireRow(store, app, record))),
    ),
  );

  // The details are a list of one record, or of two when an update is open. [D]
  serve("apps.get", (c) => {
    const contentId = contentIdOf(c.req.query("contentId"));
    // The details of an unknown content id are an empty list. [C; a failure with 3100 or 4008, the other readings: D]
    if (!store.apps.has(contentId)) {
      const { unknownContent } = store.settings.readings;
      if (unknownContent === "emptyList") return c.json([]);
      throw unknownContent === "3100" ? nothingFound(contentId) : notYours();
    }
    const app = ownApp(store, c.get("account"), contentId);
    return c.json(recordsOf(store, app).map((record) => wireRecord(store, app, record)));
  });

  // An update is opened by its first change, and changed by further ones. [D]
  serve("apps.update", async (c) => {
    const { app, wasOpen } = updateContent(store, c.get("account"), await jsonBody(c));
    // Only contentSubmit submits an update. [D, O, C; a change of an open update does, the other reading: C]
    if (wasOpen && store.settings.readings.autoSubmit === "yes") submit(store, app);
    return c.json(done(store, app.contentId));
  });

  // A submission is answered with 204 and no body. [D; 200, the other reading: C]
  serve("apps.submit", async (c) => {
    const body = await jsonBody(c);
    const app = ownApp(store, c.get("account"), contentIdOf(body.contentId));
    submit(store, app);
    return store.settings.readings.submitAnswer === "200" ? c.json(done(store, app.contentId)) : noContent(c);
  });

  // A change of the status is answered with 204 and no body. [D]
  serve("apps.setStatus", async (c) => {
    const body = await jsonBody(c);
    setStatus(store, ownApp(store, c.get("account"), contentIdOf(body.contentId)), body.contentStatus);
    return noContent(c);
  });
}

/**
 * The answer to a change has the id as `contentId` and `ctntId`. [C: both are met; one of them, the other readings: C]
 * The answer to a change says `REGISTERING`, while the details then say `UPDATING`. [C; the same status, the other readings:
 * D, G]
 */
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
