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

/** Applies the whole body or, when one rule fails, nothing of it. `wasOpen`: the app had an open update already. */
export function updateContent(
  store: Store,
  account: ServiceAccount,
  body: JsonObject,
): { readonly app: App; readonly wasOpen: boolean } {
  const contentId = contentIdOf(body.contentId);
  const app = ownApp(store, account, contentId);
  // [D, C: rejected since July 2026, also when empty or null]
  if ("binaryList" in body) throw storeFailure(400, "8014", "binaryList is no longer accepted; use the binary calls.");
  const missing = DOCUMENTED_REQUIRED.find((key) => body[key] === undefined || body[key] === null);
  if (missing !== undefined && store.settings.strict) throw invalid(`${missing} is required.`);
  const record = editableCopy(store, app);
  const wasOpen = app.registration?.contentStatus === "UPDATING";
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
  // A call with few fields opens an update too. [D, O, C; the app stays on sale, the other reading: C]
  const opensNothing = missing !== undefined && store.settings.readings.metadataOpensUpdate === "no";
  if (app.registration || !opensNothing) app.registration = record;
  return { app, wasOpen };
}

/** A copy of the open update, or of the live record as a new update. The live version stays as it is until publication. [D] */
function editableCopy(store: Store, app: App): AppRecord {
  const { sale, registration } = app;
  // An app that has never been in service is not editable by API. [D: failure codes 4128]
  if (!sale || BETA_STATUSES.includes(sale.contentStatus))
    throw storeFailure(400, "4128", "The app must be in service before it can be changed by API.");
  if (!registration) return openedFrom(store, app, sale);
  const status = registration.contentStatus;
  if (EDITABLE_STATUSES.includes(status)) return structuredClone(registration);
  // A rejected or cancelled update is edited again. [G: name of the status RE_REGISTERING]
  if (/_(REJECTED|CANCELED)$|^CANCELED$/.test(status))
    return { ...structuredClone(registration), contentStatus: "RE_REGISTERING", reviewStepAt: null };
  // An update in review cannot be changed. [G: 4105 is the likelier code; 3201, the other reading: G]
  const refusal = `The update is in review (${status}) and cannot be changed.`;
  if (store.settings.readings.updateInReview === "3201") throw storeFailure(400, "3201", refusal);
  throw storeFailure(403, "4105", refusal);
}

/** A new update of a live app: a deep copy in which no binary is in a rollout yet. */
export function openedFrom(store: Store, app: App, sale: AppRecord): AppRecord {
  const suspendedToo = store.settings.readings.suspendedUpdate === "opened" && sale.contentStatus === "SUSPENDED";
  // An app whose sale was stopped is not in service. [G; a suspended one is, the other reading: G]
  if (sale.contentStatus !== "FOR_SALE" && !suspendedToo)
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
