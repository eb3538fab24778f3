/** Where the release of an app stands, and what a person at the portal or in the review does about it. */
import { CONTENT_STATUSES, EDITABLE_STATUSES, PUBLISHABLE_STATUSES } from "../../../sdk/facts/states";
import { REVIEW_STAGES, type ReviewOutcome, stageOf } from "../../rules/review";
import type { AppRecord } from "../../state/model";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import type { Outcome } from "../desk";
import { Acts, Form, FormState, Result, Select } from "./form";
import { Badge, Card } from "./pieces";

const STAGE_NAMES: Readonly<Record<(typeof REVIEW_STAGES)[number], string>> = {
  PRE_REVIEWS: "Pre-review",
  CONTENT_REVIEW: "Content review",
  DEVICE_TEST: "Device test",
  TEST_CONFIRMATION: "Confirmation",
};

const STOPS: Readonly<Record<Exclude<ReviewOutcome, "pass">, string>> = {
  reject: "Reject",
  suspend: "Suspend the review",
  delay: "Delay the review",
  cancel: "Cancel the review",
};

export function Release({ app, outcome }: { app: App; outcome: Outcome | undefined }) {
  const { sale, registration } = app;
  const status = registration?.contentStatus;
  const stage = stageOf(registration);
  return (
    <Card id="release" title="Release">
      <dl class="pairs">
        <div>
          <dt>On sale</dt>
          <dd>{sale ? <Badge>{sale.contentStatus}</Badge> : "not yet"}</dd>
        </div>
        <div>
          <dt>{sale || !registration ? "Open update" : "Registration"}</dt>
          <dd>{status ? <Badge>{status}</Badge> : "none"}</dd>
        </div>
      </dl>
      {registration ? <Steps record={registration} /> : null}
      <Acts state={new FormState("act", outcome)} action={appAddress(app, "/act")} buttons={buttonsOf(app)} />
      {stage === undefined ? (
        <Result state={new FormState("review", outcome)} />
      ) : (
        <Review app={app} outcome={outcome} from={REVIEW_STAGES.indexOf(stage)} />
      )}
      <StatusByHand app={app} outcome={outcome} />
    </Card>
  );
}

function Steps({ record }: { record: AppRecord }) {
  const status = record.contentStatus;
  const names = ["Edit", ...Object.values(STAGE_NAMES), "Ready"];
  const stage = REVIEW_STAGES.findIndex((name) => status.includes(name) || stageOf(record) === name);
  const at = PUBLISHABLE_STATUSES.includes(status) ? names.length - 1 : stage + 1;
  return (
    <ol class="steps">
      {names.map((name, index) => (
        <li class={index < at ? "past" : undefined} aria-current={index === at ? "step" : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
}

function buttonsOf({ sale, registration }: App) {
  const status = registration?.contentStatus ?? "";
  const live = sale?.contentStatus;
  const button = (value: string, label: string, style = "quiet") => ({ name: "act", value, label, style });
  return [
    EDITABLE_STATUSES.includes(status) ? [button("submit", "Submit for review", "primary")] : [],
    PUBLISHABLE_STATUSES.includes(status) ? [button("publish", "Publish", "primary")] : [],
    live === "FOR_SALE" && !registration ? [button("open", "Open an update", "primary")] : [],
    sale && registration ? [button("discard", "Discard the update")] : [],
    live === "FOR_SALE" ? [button("suspend", "Suspend the sale")] : [],
    live === "SUSPENDED" ? [button("resume", "Resume the sale"), button("terminate", "End the sale", "danger")] : [],
  ].flat();
}

function Review({ app, outcome, from }: { app: App; outcome: Outcome | undefined; from: number }) {
  const state = new FormState("review", outcome);
  const left = REVIEW_STAGES.slice(from);
  return (
    <Form state={state} action={appAddress(app, "/review")}>
      <Select
        state={state}
        name="stage"
        label="Up to the stage"
        options={[["", "all that are left"], ...left.map((stage) => [stage, STAGE_NAMES[stage]] as const)]}
        hint="Another outcome happens in that stage, or in the present one."
      />
      <div class="acts">
        <button type="submit" name="outcome" value="pass" class="primary">
          Pass the review
        </button>
        {Object.entries(STOPS).map(([outcome, label]) => (
          <button type="submit" name="outcome" value={outcome} class={outcome === "reject" ? "danger" : "quiet"}>
            {label}
          </button>
        ))}
      </div>
    </Form>
  );
}

function StatusByHand({ app, outcome }: { app: App; outcome: Outcome | undefined }) {
  const state = new FormState("status", outcome);
  const present = (app.registration ?? app.sale)?.contentStatus ?? "";
  return (
    <details open={state.outcome !== undefined}>
      <summary>Set a status by hand</summary>
      <Form state={state} action={appAddress(app, "/status")}>
        <Select
          state={state}
          name="contentStatus"
          label={app.registration ? "Status of the open update" : "Status of the live record"}
          value={present}
          options={CONTENT_STATUSES.map((status) => [status, status])}
          hint="As if the store had moved it; the order rules do not count."
        />
        <div class="acts">
          <button type="submit">Set the status</button>
        </div>
      </Form>
    </details>
  );
}
