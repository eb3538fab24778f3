/** Submission, the stages of the review, and publication. */

import { SCREENSHOT_COUNT } from "../../sdk/facts/limits";
import { EDITABLE_STATUSES, PUBLISHABLE_STATUSES } from "../../sdk/facts/states";
import { ControlFailure, invalid, storeFailure } from "../failure";
import type { AppRecord } from "../state/model";
import type { App, Store } from "../state/store";
import { isBetaApp } from "./beta";
import { isChinese } from "./listings";
import { noteDeployedRate } from "./rollout";
import { publicationMoment } from "./sales";

// The stages are pre-review, content review, device test and test confirmation; each waits, then runs. [D: path of the review;
// waits and runs: I]
export const REVIEW_STAGES = ["PRE_REVIEWS", "CONTENT_REVIEW", "DEVICE_TEST", "TEST_CONFIRMATION"] as const;
export type ReviewStage = (typeof REVIEW_STAGES)[number];
type Status = AppRecord["contentStatus"];

const STEPS: readonly { readonly status: Status; readonly stage: ReviewStage }[] = [
  { status: "READY_FOR_REVIEW", stage: "PRE_REVIEWS" },
  { status: "READY_TO_PRE_REVIEWS", stage: "PRE_REVIEWS" },
  { status: "UNDER_PRE_REVIEWS", stage: "PRE_REVIEWS" },
  { status: "READY_FOR_CONTENT_REVIEW", stage: "CONTENT_REVIEW" },
  { status: "UNDER_CONTENT_REVIEW", stage: "CONTENT_REVIEW" },
  { status: "READY_FOR_DEVICE_TEST", stage: "DEVICE_TEST" },
  { status: "UNDER_DEVICE_TEST", stage: "DEVICE_TEST" },
  { status: "READY_FOR_TEST_CONFIRMATION", stage: "TEST_CONFIRMATION" },
  { status: "UNDER_TEST_CONFIRMATION", stage: "TEST_CONFIRMATION" },
];

/** A timed review stays in each step for 30 seconds of the store's clock. [G] */
const TIMED_STEP_MS = 30_000;

export function submit(store: Store, app: App): void {
  // A closed beta is not submitted by API. [D: failure codes 4129]
  if (isBetaApp(app)) throw storeFailure(403, "4129", "The app is a closed beta and is not ready for distribution.");
  const record = app.registration;
  // An app is submitted that has an open registration or update, which is not in review already. [D: failure codes 3201]
  if (!record || !EDITABLE_STATUSES.includes(record.contentStatus))
    throw storeFailure(
      400,
      "3201",
      `The app is not in a status that can be submitted (${record?.contentStatus ?? "no open update"}).`,
    );
  checkComplete(record);
  // A submitted app is READY_FOR_REVIEW. [O: documents of the plugin; READY_TO_PRE_REVIEWS, the other reading: D]
  enter(store, record, store.settings.readings.firstReviewStatus);
  if (store.settings.review === "immediate") passThrough(store, app, "TEST_CONFIRMATION");
}

function checkComplete({ binaries, content }: AppRecord): void {
  const refuse = (reason: string) => storeFailure(400, "4106", `The app cannot be submitted: ${reason}.`);
  // A submission has a binary. [D; code: G]
  if (binaries.length === 0) throw refuse("it has no binary");
  const unready = binaries.find((binary) => !binary.devices);
  // Each binary of a submission has devices. [D: failure codes 5030; when exactly: G]
  if (unready) throw storeFailure(400, "5030", `There is no device configuration for the binary ${unready.binarySeq}.`);
  // A submission has at least 4 screenshots. [D: failure codes 3001]
  if (content.screenshots.length < SCREENSHOT_COUNT.min)
    throw storeFailure(400, "3001", `At least ${SCREENSHOT_COUNT.min} screenshots are needed.`);
  // `usExportLaws` of a submission is true. [D: content record; code: G]
  if (!content.usExportLaws) throw refuse("usExportLaws must be true");
  const languages = [content.defaultLanguageCode, ...content.addLanguage.map((listing) => listing.languagecode)];
  // An app that is sold in several countries has an English listing. [D; code: G]
  if (content.sellCountryList.length > 1 && !languages.includes("ENG"))
    throw refuse("an app that is sold in several countries needs an English listing");
  // An app with a Chinese listing has `chinaAgeLimit`. [D; code: G]
  if (content.chinaAgeLimit === null && languages.some(isChinese))
    throw refuse("an app with a Chinese listing needs chinaAgeLimit");
  // An app for kids has a privacy policy. [D; code: G]
  if (content.privatePolicyURL === "" && content.category.some((category) => category.name === "Kids"))
    throw refuse("an app for kids needs privatePolicyURL");
}

function enter(store: Store, record: AppRecord, status: Status): void {
  record.contentStatus = status;
  record.reviewStepAt = store.clock.now();
  record.modifyDate = store.clock.moment();
}

/** One step of the review forward; false when there is none to take. */
function step(store: Store, app: App): boolean {
  const record = app.registration;
  const at = STEPS.findIndex((entry) => entry.status === record?.contentStatus);
  const here = STEPS[at];
  if (!record || !here) return false;
  const next = STEPS[at + 1];
  if (here.status === "READY_FOR_REVIEW") enter(store, record, "UNDER_PRE_REVIEWS");
  else if (next?.stage === here.stage) enter(store, record, next.status);
  else finishStage(store, app, record, here.stage);
  return true;
}

/**
 * Publication type 01 is on sale after the pre-review, 02 on its date, 03 stops after all stages: at `READY_FOR_CHANGE`, or at
 * `READY_FOR_SALE` in a first registration. [D]
 * After an automatic publication the later stages are not played. [G]
 */
function finishStage(store: Store, app: App, record: AppRecord, stage: ReviewStage): void {
  const { publicationType } = record.content;
  const next = STEPS.find((entry) => entry.stage === REVIEW_STAGES[REVIEW_STAGES.indexOf(stage) + 1]);
  if (stage === "PRE_REVIEWS" && publicationType === "01") publish(store, app);
  else if (stage === "PRE_REVIEWS" && publicationType === "02") {
    // Until its date a release of type 02 waits in `READY_FOR_SALE`. [G]
    enter(store, record, "READY_FOR_SALE");
    publishWhenDue(store, app);
  } else if (next) enter(store, record, next.status);
  else enter(store, record, app.sale ? "READY_FOR_CHANGE" : "READY_FOR_SALE");
}

function passThrough(store: Store, app: App, last: ReviewStage): void {
  const limit = REVIEW_STAGES.indexOf(last);
  const stageNow = () => STEPS.find((entry) => entry.status === app.registration?.contentStatus)?.stage;
  for (let stage = stageNow(); stage !== undefined && REVIEW_STAGES.indexOf(stage) <= limit; stage = stageNow())
    step(store, app);
}

// Each stage of the review can end rejected, suspended, delayed or cancelled, and the record shows which. [D: status mapping]
const STOPPED = { reject: "REJECTED", suspend: "SUSPENDED", delay: "DELAYED", cancel: "CANCELED" } as const;
export const REVIEW_OUTCOMES = ["pass", "reject", "suspend", "delay", "cancel"] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** A rejected record gets the REJECTED status of its stage. [D; back to UPDATING or REGISTERING, the other reading: O] */
export function decide(store: Store, app: App, outcome: ReviewOutcome, stage?: ReviewStage): void {
  const record = app.registration;
  const here = stageOf(record);
  if (!record || !here)
    throw new ControlFailure(
      409,
      `The app ${app.contentId} is not in review (${record?.contentStatus ?? "no open update"}).`,
    );
  if (stage && REVIEW_STAGES.indexOf(stage) < REVIEW_STAGES.indexOf(here))
    throw new ControlFailure(409, `The stage ${stage} is over; the app is ${record.contentStatus}.`, "stage");
  if (outcome === "pass") {
    if (isHeld(record)) enter(store, record, `UNDER_${here}`);
    passThrough(store, app, stage ?? "TEST_CONFIRMATION");
    return;
  }
  const back = app.sale ? "UPDATING" : "REGISTERING";
  const editable = outcome === "reject" && store.settings.readings.rejectedUpdate === "editable";
  enter(store, record, editable ? back : `${stage ?? here}_${STOPPED[outcome]}`);
  record.reviewStepAt = null;
}

// A suspended or delayed stage waits for a later decision of the store; until then nobody can edit or submit the update. [G]
function isHeld({ contentStatus }: AppRecord): boolean {
  return REVIEW_STAGES.some((stage) => contentStatus === `${stage}_SUSPENDED` || contentStatus === `${stage}_DELAYED`);
}

/** The stage in which a record is being reviewed, or is held up. */
export function stageOf(record: AppRecord | null): ReviewStage | undefined {
  if (record && isHeld(record)) return REVIEW_STAGES.find((stage) => record.contentStatus.startsWith(`${stage}_`));
  return STEPS.find((entry) => entry.status === record?.contentStatus)?.stage;
}

/** Brings every review and every scheduled publication to where the store's clock is; tells whether one moved. */
export function advanceReviews(store: Store): boolean {
  let moved = false;
  for (const app of store.apps.values()) {
    const before = app.registration?.contentStatus;
    if (!app.registration) continue;
    if (store.settings.review === "timed")
      while (
        app.registration?.reviewStepAt != null &&
        store.clock.now() - app.registration.reviewStepAt >= TIMED_STEP_MS
      ) {
        const due = app.registration.reviewStepAt + TIMED_STEP_MS;
        if (!step(store, app)) break;
        if (app.registration) app.registration.reviewStepAt = due;
      }
    publishWhenDue(store, app);
    if (app.registration?.contentStatus !== before) moved = true;
  }
  return moved;
}

function publishWhenDue(store: Store, app: App): void {
  const record = app.registration;
  if (record?.contentStatus !== "READY_FOR_SALE" || record.content.publicationType !== "02") return;
  const { startPublicationDate } = record.content;
  if (startPublicationDate === null || publicationMoment(store, startPublicationDate) <= store.clock.now())
    publish(store, app);
}

/** A publication merges the update into the live record, with the rates of its rollout. [D: two records per content] */
function publish(store: Store, app: App): void {
  const record = app.registration;
  if (!record) return;
  const live = app.sale;
  // Publishing an update without a rollout of its own leaves a live one as it is, with the binaries that are in it. [G]
  if (!record.rollout && live?.rollout) {
    record.rollout = live.rollout;
    for (const binary of record.binaries)
      binary.rolloutStatus =
        live.binaries.find((old) => old.binarySeq === binary.binarySeq)?.rolloutStatus ?? "DISABLED";
    if (record.binaries.every((binary) => binary.rolloutStatus === "DISABLED")) record.rollout = null;
  }
  if (!record.rollout) for (const binary of record.binaries) binary.rolloutStatus = "DISABLED";
  record.contentStatus = "FOR_SALE";
  record.reviewStepAt = null;
  record.modifyDate = store.clock.moment();
  noteDeployedRate(record);
  app.sale = record;
  app.registration = null;
  app.preRegistered = false;
}

export function setStatus(store: Store, app: App, wanted: unknown): void {
  // The status can be changed to `FOR_SALE`, `SUSPENDED` or `TERMINATED`. [D; code for others: G]
  if (wanted !== "FOR_SALE" && wanted !== "SUSPENDED" && wanted !== "TERMINATED")
    throw invalid("contentStatus must be FOR_SALE, SUSPENDED or TERMINATED.");
  // The status of a closed beta is not changed by API. [D: failure codes 4129]
  if (isBetaApp(app)) throw storeFailure(403, "4129", "The app is a closed beta and is not ready for distribution.");
  if (wanted === "FOR_SALE") {
    // A suspended app cannot come back by API. [G: the portal only; it can, the other reading: G]
    const { sale } = app;
    if (
      sale?.contentStatus === "SUSPENDED" &&
      !app.registration &&
      store.settings.readings.resumeSuspended === "allowed"
    ) {
      sale.contentStatus = "FOR_SALE";
      sale.modifyDate = store.clock.moment();
      return;
    }
    // What has not passed the review does not go on sale. [D: failure codes 4105]
    if (!app.registration || !PUBLISHABLE_STATUSES.includes(app.registration.contentStatus))
      throw storeFailure(403, "4105", "The app is not ready for distribution.");
    publish(store, app);
    return;
  }
  const from = wanted === "SUSPENDED" ? "FOR_SALE" : "SUSPENDED";
  // A sale is suspended from `FOR_SALE`, and terminated from `SUSPENDED`. [D; code: G]
  if (app.sale?.contentStatus !== from)
    throw storeFailure(400, "4106", `The app is ${app.sale?.contentStatus ?? "not on sale"}; it must be ${from}.`);
  app.sale.contentStatus = wanted;
  app.sale.modifyDate = store.clock.moment();
}
