/** contentUpdate: opens an app's update when there is none, and edits the open one. */
import { BETA_STATUSES, EDITABLE_STATUSES } from "../../sdk/facts/states";
import { invalid, storeFailure } from "../failure";
import type { JsonObject } from "../http/body";
import type { AppRecord } from "../state/model";
import type { App, ServiceAccount, Store } from "../state/store";
import { contentIdOf, ownApp } from "./apps";
import type { Edit } from "./edit";
import { editImages, editScreenshots } from "./images";
import { editContacts, editTexts, editTranslations } from "./listings";
import { editPrices, editPublication, editRatings } from "./sales";

// Not emulated: the odd error when lists are echoed unchanged, delays until an upload is usable, `miitData`, exchange rates.

// Unknown and read-only keys are ignored, `category` too. [C, D]
// `contentId` is the only required field; strict mode asks for the four documented ones. [O; strict mode: D]
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

/** An update is applied as a whole or, when one rule fails, not at all. [O: the hero image; for the rest: G] */
export function updateContent(
  store: Store,
  account: ServiceAccount,
  body: JsonObject,
): { readonly app: App; readonly wasOpen: boolean } {
  const contentId = contentIdOf(body.contentId);
  const app = ownApp(store, account, contentId);
  // `binaryList` is refused since July 2026, also when it is empty or null. [D, C]
  if ("binaryList" in body) throw storeFailure(400, "8014", "binaryList is no longer accepted; use the binary calls.");
  const missing = DOCUMENTED_REQUIRED.find((key) => body[key] === undefined || body[key] === null);
  // In strict mode the four documented fields are required. [D; code: G]
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
  record.modifyDate = store.clock.moment();
  // A call with few fields opens an update too. [D, O, C; the app stays on sale, the other reading: C]
  const opensNothing = missing !== undefined && store.settings.readings.metadataOpensUpdate === "no";
  if (app.registration || !opensNothing) app.registration = record;
  return { app, wasOpen };
}

/** The update is a deep copy of the live record, which stays as it is until publication. [D] */
function editableCopy(store: Store, app: App): AppRecord {
  const { sale, registration } = app;
  // A first registration and a closed beta are not editable by API. [D, C: failure codes 4128; beta: G]
  if (!sale || BETA_STATUSES.includes(sale.contentStatus))
    throw storeFailure(400, "4128", "The app must be in service before it can be changed by API.");
  if (!registration) return openedFrom(store, app, sale);
  const status = registration.contentStatus;
  if (EDITABLE_STATUSES.includes(status)) return structuredClone(registration);
  // After a rejection or cancellation the next change makes the update `RE_REGISTERING`. [G]
  if (/_(REJECTED|CANCELED)$|^CANCELED$/.test(status))
    return { ...structuredClone(registration), contentStatus: "RE_REGISTERING", reviewStepAt: null };
  const refusal = `The update is in review (${status}) and cannot be changed.`;
  // A change of an update in review is refused with 3201 in the other reading. [G]
  if (store.settings.readings.updateInReview === "3201") throw storeFailure(400, "3201", refusal);
  // An update in review is not changed. [G: 4105 is the likelier code]
  throw storeFailure(403, "4105", refusal);
}

/** A new update of a live app: a deep copy in which no binary is in a rollout yet. */
export function openedFrom(store: Store, app: App, sale: AppRecord): AppRecord {
  const suspendedToo = store.settings.readings.suspendedUpdate === "opened" && sale.contentStatus === "SUSPENDED";
  // A suspended or terminated app is not in service, and opens no update. [D: failure codes 4128; for these: G; a suspended one
  // does, the other reading: G]
  if (sale.contentStatus !== "FOR_SALE" && !suspendedToo)
    throw storeFailure(400, "4128", `The app ${app.contentId} is not in service (${sale.contentStatus}).`);
  const copy = structuredClone(sale);
  return {
    ...copy,
    contentStatus: "UPDATING",
    rollout: null,
    // A new update starts without a rollout of its own. [G]
    binaries: copy.binaries.map((binary) => ({ ...binary, rolloutStatus: "DISABLED" })),
  };
}
