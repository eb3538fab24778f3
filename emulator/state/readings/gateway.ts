/** Uncertain points of authentication and of server notifications. */
import type { ReadingTable } from "./reading";

export const GATEWAY_READINGS = {
  wrongKeyAnswer: {
    about: "The answer to a JWT of an unknown service account or with a wrong signature.",
    values: [
      ["refused", "HTTP 401 for the account, 500 for the signature. [C]"],
      ["withoutToken", "HTTP 200 with a body that has no token. [C: remark of one client]"],
    ],
  },
  expiredJwt: {
    about: "The answer to a JWT that is expired, lives too long or has no times.",
    values: [
      ["401", "HTTP 401 with AUTH_REQUIRE. [G]"],
      ["500", "HTTP 500 with a message only. [G]"],
    ],
  },
  missingAccountHeader: {
    about: "The HTTP status of a call without service-account-id.",
    values: [
      ["401", "401. [G]"],
      ["403", "403. [G]"],
    ],
  },
  accountMessage: {
    about: "The spelling of the message about an unknown service account.",
    values: [
      ["oneWord", "`Not found serviceAccount by serviceAccountId`. [C: live answer]"],
      ["twoWords", "`Not found service account by serviceAccountId`. [D]"],
    ],
  },
  bearerScheme: {
    about: "Whether the word Bearer may be written in lower case.",
    values: [
      ["exact", "It may not. [C: every client writes it so]"],
      ["anyCase", "It may, as HTTP itself has it. [G]"],
    ],
  },
  notificationContentType: {
    about: "The content type of server notifications.",
    values: [
      ["text", "`text/plain`. [G]"],
      ["json", "`application/json`, with the token as it is. [G]"],
    ],
  },
  notificationRetries: {
    about: "Whether a notification that was not taken is sent again.",
    values: [
      ["some", "Four times, at growing intervals. [G]"],
      ["none", "Never. [G]"],
    ],
  },
  audForm: {
    about: "The form of the claim aud.",
    values: [
      ["array", "A list of one package name. [D: sample]"],
      ["text", "The package name. [D: table]"],
    ],
  },
  graceWrapper: {
    about: "The name of the claim with the data of the grace period's events.",
    values: [
      ["data", "`data`, as in every event. [D]"],
      ["payload", "`payload`. [D: samples of these events]"],
    ],
  },
  validUntil: {
    about: "Whether a new or renewed subscription is told with validUntil.",
    values: [
      ["present", "It is. [C: newest version]"],
      ["absent", "It is not. [D: page of 2024]"],
    ],
  },
  iatUnit: {
    about: "The unit of the claims iat and nbf.",
    values: [
      ["seconds", "Seconds. [D: decoded sample]"],
      ["thousandSeconds", "Thousands of seconds. [D: encoded sample]"],
    ],
  },
} as const satisfies ReadingTable;
