/** contentUpdate: opens an app's update when there is none, and edits the open one. */
import { BETA_STATUSES, EDITABLE_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import type { JsonObject } from "../http/body";
import { storeMoment } from "../state/clock";
import type { AppRecord } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";
import { contentIdOf, ownApp } from "./apps";
import type { Edit } from "./edit";
import { editImages, editScreenshots } from "./images";
import { editContacts, editTexts, editTranslations } from "./listings";
import { editPrices, editPublication, editRatings } from "./sales";

// [D: required fields of the documents, which Samsung's own plugin leaves out: asked for in strict mode only]
const DOCUMENTED_REQUIRED = ["contentId", "defaultLanguageCode", "paid", "publicationType"];

const CONCERNS: readonly ((edit: Edit) => void)[] = [
  editTexts,
  editRatings,
  editPrices,
  editPublication,
  editContacts,
  editTranslations,
  editScreenshots,
  editImages,
];

/** Applies the whole body or, when one rule fails, nothing of it. */
export function updateContent(store: Store, account: ServiceAccount, body: JsonObject): App {
  const contentId = contentIdOf(body.contentId);
  const app = ownApp(store, account, contentId);
  // [D, C: rejected since July 2026, also when empty or null]
  if ("binaryList" in body) throw storeFailure(400, "8014", "binaryList is no longer accepted; use the binary calls.");
  if (store.settings.strict)
    for (const key of DOCUMENTED_REQUIRED)
      if (body[key] === undefined || body[key] === null) throw invalid(`${key} is required.`);
  const record = editableCopy(app);
  const edit: Edit = {
    store,
    account,
    app,
    body,
    record,
    content: record.content,
    before: structuredClone(record.content),
  };
  for (const concern of CONCERNS) concern(edit);
  record.modifyDate = storeMoment(store.clock.now());
  app.registration = record;
  return app;
}

/** A copy of the open update, or of the live record as a new update. The live version stays as it is until publication. [D] */
function editableCopy(app: App): AppRecord {
  const { sale, registration } = app;
  // An app that has never been in service is not editable by API. [D: failure codes 4128]
  if (!sale || BETA_STATUSES.includes(sale.contentStatus))
    throw storeFailure(400, "4128", "The app must be in service before it can be changed by API.");
  if (!registration) return openedFrom(app, sale);
  const status = registration.contentStatus;
  if (EDITABLE_STATUSES.includes(status)) return structuredClone(registration);
  // A rejected or cancelled update is edited again. [G: name of the status RE_REGISTERING]
  if (/_(REJECTED|CANCELED)$|^CANCELED$/.test(status))
    return { ...structuredClone(registration), contentStatus: "RE_REGISTERING", reviewStepAt: null };
  // [G: 4105 is the likelier of the two candidates]
  throw storeFailure(403, "4105", `The update is in review (${status}) and cannot be changed.`);
}

/** A new update of a live app: a deep copy in which no binary is in a rollout yet. */
export function openedFrom(app: App, sale: AppRecord): AppRecord {
  // [G: an app whose sale was stopped is not in service]
  if (sale.contentStatus !== "FOR_SALE")
    throw storeFailure(400, "4128", `The app ${app.contentId} is not in service (${sale.contentStatus}).`);
  const copy = structuredClone(sale);
  return {
    ...copy,
    contentStatus: "UPDATING",
    rollout: null,
    // Each release has its own rollout, so the update starts without one. [G]
    binaries: copy.binaries.map((binary) => ({ ...binary, rolloutStatus: "DISABLED" })),
  };
}
