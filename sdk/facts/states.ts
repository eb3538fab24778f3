/** States of a content record and the groups of states in which the store allows a call. */

/** Which record of a content a call works on: the open registration or update, or the one on sale. */
export type AppStatus = "REGISTRATION" | "SALE";

// Source: Content Publish API, "Status parameters mapping".
export const CONTENT_STATUSES = [
  "REGISTERING",
  "UPDATING",
  "RE_REGISTERING",
  "READY_FOR_REVIEW",
  "READY_TO_PRE_REVIEWS",
  "UNDER_PRE_REVIEWS",
  "PRE_REVIEWS_SUSPENDED",
  "PRE_REVIEWS_REJECTED",
  "PRE_REVIEWS_DELAYED",
  "PRE_REVIEWS_CANCELED",
  "READY_FOR_CONTENT_REVIEW",
  "UNDER_CONTENT_REVIEW",
  "CONTENT_REVIEW_REJECTED",
  "CONTENT_REVIEW_SUSPENDED",
  "CONTENT_REVIEW_DELAYED",
  "CONTENT_REVIEW_CANCELED",
  "READY_FOR_DEVICE_TEST",
  "UNDER_DEVICE_TEST",
  "DEVICE_TEST_REJECTED",
  "DEVICE_TEST_SUSPENDED",
  "DEVICE_TEST_DELAYED",
  "DEVICE_TEST_CANCELED",
  "READY_FOR_TEST_CONFIRMATION",
  "UNDER_TEST_CONFIRMATION",
  "TEST_CONFIRMATION_REJECTED",
  "TEST_CONFIRMATION_SUSPENDED",
  "TEST_CONFIRMATION_DELAYED",
  "TEST_CONFIRMATION_CANCELED",
  "READY_FOR_SALE",
  "READY_FOR_CHANGE",
  "CANCELED",
  "FOR_SALE",
  "SUSPENDED",
  "TERMINATED",
  "BETA_REGISTERING",
  "READY_FOR_BETA_TESTING",
  "BETA_PRE_REVIEW_REJECTED",
  "BETA_UPDATING",
  "BETA_DEPLOYED",
  "BETA_SUSPENDED",
] as const;

/** A SALE record is in one of these; every other status belongs to a REGISTRATION record. */
export const SALE_STATUSES: readonly string[] = ["FOR_SALE", "SUSPENDED", "TERMINATED"];

/** A REGISTRATION record that can be edited. */
export const EDITABLE_STATUSES: readonly string[] = ["REGISTERING", "UPDATING", "RE_REGISTERING"];

/** The rollout rate may be read and set. Else 3206. Source: "Update staged rollout rate". */
export const ROLLOUT_RATE_STATUSES: readonly string[] = [...EDITABLE_STATUSES, "READY_FOR_SALE", "FOR_SALE"];

/** Rollout binaries may be added and removed. Else 3206. Source: "Update staged rollout binary". */
export const ROLLOUT_BINARY_STATUSES: readonly string[] = [...EDITABLE_STATUSES, "READY_FOR_SALE"];

/** The record is a closed beta. Source: "View closed beta test". */
export const BETA_STATUSES: readonly string[] = [
  "BETA_REGISTERING",
  "READY_FOR_BETA_TESTING",
  "READY_TO_PRE_REVIEWS",
  "BETA_PRE_REVIEW_REJECTED",
  "BETA_UPDATING",
  "BETA_DEPLOYED",
  "BETA_SUSPENDED",
];

/** Testers and feedback channel of a closed beta may be changed. Else 3201. Source: "Update closed beta test". */
export const BETA_EDITABLE_STATUSES: readonly string[] = ["BETA_REGISTERING", "BETA_UPDATING"];

/** A passed release that waits for its publication by `contentStatusUpdate`. */
export const PUBLISHABLE_STATUSES: readonly string[] = ["READY_FOR_SALE", "READY_FOR_CHANGE"];

/**
 * The stages of a review in their order, each with its statuses from waiting to running.
 * Source: Content Publish API, "Status parameters mapping"; READY_FOR_REVIEW and the order: lifecycle of Samsung's fastlane plugin.
 */
export const REVIEW_STAGES = [
  {
    key: "PRE_REVIEWS",
    name: "pre-review",
    statuses: ["READY_FOR_REVIEW", "READY_TO_PRE_REVIEWS", "UNDER_PRE_REVIEWS"],
  },
  {
    key: "CONTENT_REVIEW",
    name: "content review",
    statuses: ["READY_FOR_CONTENT_REVIEW", "UNDER_CONTENT_REVIEW"],
  },
  { key: "DEVICE_TEST", name: "device test", statuses: ["READY_FOR_DEVICE_TEST", "UNDER_DEVICE_TEST"] },
  {
    key: "TEST_CONFIRMATION",
    name: "test confirmation",
    statuses: ["READY_FOR_TEST_CONFIRMATION", "UNDER_TEST_CONFIRMATION"],
  },
] as const;

/** How a stage ends other than by passing: the end of its status, as in `CONTENT_REVIEW_REJECTED`. Source: as above. */
export const REVIEW_STOPS = ["REJECTED", "SUSPENDED", "DELAYED", "CANCELED"] as const;
