/** Uncertain points of releases: uploads, binaries, staged rollout. */
import type { ReadingTable } from "./reading";

export const RELEASE_READINGS = {
  sessionFiles: {
    about: "How many files one upload session takes.",
    values: [
      [
        "one",
        "One file; an upload that failed does not use the session up. [G: one per file is what every client does]",
      ],
      ["many", "Any number of files. [G]"],
    ],
  },
  fileKeyLifetime: {
    about: "How long the key of an uploaded file can be used.",
    values: [
      ["unlimited", "Without end. [G: none is documented]"],
      ["day", "24 hours, as long as its session. [G]"],
    ],
  },
  uploadFailureStatus: {
    about: "The HTTP status of the upload failures 7001 and 7002.",
    values: [
      ["403", "403. [D: failure codes 7001, 7002]"],
      ["200", "200, with the failure in the body. [D: file upload]"],
    ],
  },
  binaryParameters: {
    about: "Where the parameters of a new binary stand.",
    values: [
      ["body", "In a JSON body. [C]"],
      ["query", "In the query, where contentId is also spelled contentID. [D: guides]"],
    ],
  },
  gmsOnAdd: {
    about: "Whether a new binary needs gms.",
    values: [
      ["required", "It does. [C: needed in practice]"],
      [
        "optional",
        "It does not; without it the binary counts as one that uses Google's services. [D: not marked; the value: G]",
      ],
    ],
  },
  binarySeqAnswer: {
    about: "How the answer to a new binary tells its number.",
    values: [
      ["text", "As a text. [D]"],
      ["number", "As a number. [G]"],
      ["absent", "Not at all: there is no data. [D: older documents]"],
    ],
  },
  binariesMax: {
    about: "How many binaries an app has at most.",
    values: [
      ["20", "20. [D]"],
      ["10", "10. [C: a client of 2024]"],
    ],
  },
  lowestRate: {
    about: "The lowest rollout rate.",
    values: [
      ["0", "0: nobody. [D: documents and articles]"],
      ["1", "1. [O: documents of the plugin]"],
    ],
  },
  countryRates: {
    about: "Whether a country's rate of a live rollout must be above the default rate.",
    values: [
      ["any", "It may be lower. [D: an article of 2026; for a live one: G]"],
      [
        "aboveDefault",
        "A rate that is sent must be higher than the default, else 3105. [C: one command line holds to it]",
      ],
    ],
  },
  rolloutCodes: {
    about: "Which of the failure codes with the same meaning is used.",
    values: [
      ["byRecord", "3104 and 3105 for the live record, 3203 and 3204 for the update. [G]"],
      ["31xx", "3104 and 3105 for both. [G: the others are leftovers]"],
      ["32xx", "3203 and 3204 for both. [G: the others are leftovers]"],
    ],
  },
  noCountries: {
    about: "What the view of the rollout rate says when no country has its own rate.",
    values: [
      ["emptyList", "`countries` is `[]`. [C]"],
      ["null", "`countries` is null. [C]"],
      ["absent", "There is no `countries`. [C]"],
    ],
  },
  rolloutSeq: {
    about: "The type of seq in the rollout's binaries.",
    values: [
      ["number", "A number. [D]"],
      ["text", "A text. [O: tests of the plugin]"],
    ],
  },
  rolloutFileSize: {
    about: "The form of fileSize in the rollout's binaries.",
    values: [
      ["bare", "Megabytes without a unit, e.g. `93.49`. [D]"],
      ["withUnit", "Megabytes with their unit, e.g. `93.49 MB`. [D: another sample]"],
    ],
  },
} as const satisfies ReadingTable;
