/** What the documents and other people's programs say of the store, asked of `galaxystore emulator` over raw HTTP and with none of our code. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import { apps } from "./apps";
import { auth } from "./auth";
import { beta } from "./beta";
import { binaries } from "./binaries";
import { comments } from "./comments";
import { items } from "./items";
import { metrics } from "./metrics";
import { notifications } from "./notifications";
import { orders } from "./orders";
import { ownership } from "./ownership";
import { pictures } from "./pictures";
import { purchases } from "./purchases";
import { receipts } from "./receipts";
import { releases } from "./releases";
import { review } from "./review";
import { rollout } from "./rollout";
import { status } from "./status";
import { subscriptions } from "./subscriptions";
import { type Unmet, unmet } from "./support/failures";
import { unanswered } from "./support/operations";
import { control, endStore, startStore } from "./support/store";
import { updates } from "./updates";
import { uploads } from "./uploads";

const FIDELITY = join(__dirname, "../../../docs/fidelity.md");

/** Whether the page of guesses and gaps says, in one line, that no known input causes this code of this API. */
function isKnownGap(page: string, { api, code, http }: Unmet): boolean {
  const names = [new RegExp(`\\b${code}\\b`), new RegExp(`\\b(${api}|${http})\\b`, "i")];
  return page.split("\n").some((line) => line.includes("no known input") && names.every((name) => name.test(line)));
}

describe("the wire", function () {
  this.timeout(60_000);
  before(startStore);
  after(endStore);
  beforeEach(() => control("POST", "reset"));

  auth();
  ownership();
  apps();
  updates();
  pictures();
  uploads();
  binaries();
  status();
  review();
  releases();
  beta();
  rollout();
  comments();
  items();
  orders();
  subscriptions();
  purchases();
  receipts();
  metrics();
  notifications();

  describe("taken together", () => {
    it("the scenarios had an answer from every operation", () => {
      assert.deepEqual(unanswered(), []);
    });

    it("the scenarios met every documented failure, but for those that no known input causes", () => {
      const page = readFileSync(FIDELITY, "utf8");
      assert.deepEqual(
        unmet().filter((failure) => !isKnownGap(page, failure)),
        [],
      );
    });
  });
});
