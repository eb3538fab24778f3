/** Uncertain points of apps: contentUpdate, the content record, submission and review. */
import type { ReadingTable } from "./reading";

export const CONTENT_READINGS = {
  updateAnswerId: {
    about: "The key of the content id in the answer to contentUpdate.",
    values: [
      ["both", "`contentId` and `ctntId` are both there. [G]"],
      ["ctntId", "Only `ctntId` is there. [C: the error body, an older Gradle client, a Java test]"],
      ["contentId", "Only `contentId` is there. [C: clients of 2024 and 2026]"],
    ],
  },
  openedStatus: {
    about: "The status of an open update in the answer, the list and the details.",
    values: [
      ["byCall", "The answer and the list say `REGISTERING`, the details say `UPDATING`. [C, D]"],
      ["REGISTERING", "All three say `REGISTERING`. [D: the answer's table]"],
      ["UPDATING", "All three say `UPDATING`. [G]"],
    ],
  },
  metadataOpensUpdate: {
    about: "Whether a contentUpdate without all four documented fields opens an update of a live app.",
    values: [
      ["yes", "It opens an update like any other. [D, O, C: July and August 2026]"],
      ["no", "It is answered 200, but the app stays FOR_SALE and nothing is changed. [C: June 2026]"],
    ],
  },
  clearLists: {
    about: "What clears the lists addLanguage, screenshots and sellCountryList.",
    values: [
      ["either", "`[]` and the empty text both clear. [D: documents of 2026, older documents]"],
      ["emptyList", "Only `[]` clears; the empty text is refused. [D: documents of 2026]"],
      ["emptyText", "Only the empty text clears; `[]` keeps the list. [D: older documents]"],
    ],
  },
  keepLists: {
    about: "What keeps these lists, beside leaving them out.",
    values: [
      ["either", "JSON null and the text `null` both keep. [C, D]"],
      ["null", "Only JSON null keeps; the text `null` is refused. [C]"],
      ["text", "Only the text `null` keeps; JSON null is refused. [D: sample of the documents]"],
    ],
  },
  shortDescription: {
    about: "Limits of the short description.",
    values: [
      ["from20to240", "20 to 240 bytes in every language. [O: live check]"],
      ["chinese40", "At most 40 bytes, in a Chinese listing only. [D]"],
    ],
  },
  youTubeUrl: {
    about: "The form of youTubeURL.",
    values: [
      ["any", "The id of a video and its address are both taken. [D, C]"],
      ["id", "Only the id of a video, 11 characters, is taken. [D]"],
      ["url", "Only an address is taken. [C: real data]"],
    ],
  },
  publicationTimeZone: {
    about: "The time zone of startPublicationDate.",
    values: [
      ["UTC", "The date is in UTC. [G]"],
      ["Beijing", "The date is in Beijing time, eight hours ahead of UTC. [C: one client sends it so]"],
    ],
  },
  yesNoInput: {
    about: "The form in which paid, autoAddCountry and gms are taken.",
    values: [
      ["either", "`Y`, `N` and booleans are all taken. [D, C]"],
      ["text", "Only `Y` and `N` are taken. [C]"],
      ["boolean", "Only booleans are taken. [D: types of the documents]"],
    ],
  },
  detailKeys: {
    about: "Whether each record of contentInfo has the keys appStatus and packageName at its top.",
    values: [
      ["absent", "They are not there. [C: real trace of 2025]"],
      ["present", "They are there. [C: one command line depends on them; D: the text speaks of appStatus]"],
    ],
  },
  recordOrder: {
    about: "The order of an app's two records in contentInfo and in the list.",
    values: [
      ["updateFirst", "The update comes first. [C: real trace]"],
      ["liveFirst", "The live record comes first. [G: no order is promised]"],
    ],
  },
  unknownContent: {
    about: "The answer of contentInfo to an unknown content id.",
    values: [
      ["emptyList", "An empty list. [C]"],
      ["3100", "HTTP 400 with the code 3100. [D: failure codes 3100; C]"],
      ["4008", "HTTP 403 with the code 4008. [D: failure codes 4008; C]"],
    ],
  },
  foreignContent: {
    about: "The answer about a content of another seller.",
    values: [
      ["4008", "HTTP 403 with the code 4008. [D: failure codes 4008]"],
      ["3100", "HTTP 400 with the code 3100, as if it did not exist. [D: failure codes 3100]"],
    ],
  },
  updateInReview: {
    about: "The failure of a contentUpdate while the update is in review.",
    values: [
      ["4105", "HTTP 403 with the code 4105. [G: the likelier candidate]"],
      ["3201", "HTTP 400 with the code 3201. [G]"],
    ],
  },
  suspendedUpdate: {
    about: "Whether a contentUpdate opens an update of an app whose sale is suspended.",
    values: [
      ["refused", "It is refused with the code 4128. [G]"],
      ["opened", "It opens an update; a terminated app stays closed. [G]"],
    ],
  },
  submitAnswer: {
    about: "The answer to a contentSubmit that succeeds.",
    values: [
      ["204", "HTTP 204 without a body. [D]"],
      ["200", "HTTP 200. [C: clients take it] Its body is that of contentUpdate. [G]"],
    ],
  },
  autoSubmit: {
    about: "Whether a change of an update that is open already submits it.",
    values: [
      ["no", "Only contentSubmit submits. [D, O, C]"],
      ["yes", "A contentUpdate of an app that is UPDATING submits it. [C: one script says so]"],
    ],
  },
  firstReviewStatus: {
    about: "The first status after a submission.",
    values: [
      ["READY_FOR_REVIEW", "`READY_FOR_REVIEW`. [O: documents of the plugin]"],
      ["READY_TO_PRE_REVIEWS", "`READY_TO_PRE_REVIEWS`. [D: table of statuses]"],
    ],
  },
  rejectedUpdate: {
    about: "The status of a rejected submission.",
    values: [
      ["rejected", "The `REJECTED` status of the stage. [D: table of statuses]"],
      ["editable", "Back to `REGISTERING` or `UPDATING`. [O: documents of the plugin]"],
    ],
  },
  resumeSuspended: {
    about: "Whether contentStatusUpdate puts a suspended app on sale again.",
    values: [
      ["refused", "It is refused with the code 4105; only the portal does it. [G]"],
      ["allowed", "FOR_SALE takes the suspended app back on sale. [G]"],
    ],
  },
  asyncStatus: {
    about: "The HTTP status that leads to an answer that is polled.",
    values: [
      ["303", "303. [O]"],
      ["302", "302. [C: a client of 2024]"],
    ],
  },
  asyncCalls: {
    about: "Which calls are answered that way while the setting asyncUpdates is on.",
    values: [
      ["contentUpdate", "contentUpdate only. [C: the only one that was seen]"],
      ["everyWrite", "Every call of Content Publish that writes. [O: the plugin expects it of every call]"],
    ],
  },
  queueLocation: {
    about: "The address under which such an answer is polled.",
    values: [
      ["absolute", "An absolute address, reachable by the way the caller came. [O]"],
      ["relative", "A path. [C]"],
    ],
  },
} as const satisfies ReadingTable;
