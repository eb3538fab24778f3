/** The staged rollout of a record as bars by country, its binaries, and the form to change it. */

import type { AppRecord } from "../../state/model";
import { rolloutStatusSchema } from "../../state/model";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import type { Outcome } from "../desk";
import { countryName } from "../lines";
import { Acts, Form, FormState, Result, Select, TextArea, TextField } from "./form";
import { Badge, Bar, Card, DataTable } from "./pieces";

interface Props {
  app: App;
  which: "sale" | "registration";
  record: AppRecord;
  outcome: Outcome | undefined;
}

export function RolloutCard({ app, which, record, outcome }: Props) {
  const { rollout } = record;
  const title = which === "sale" ? "Staged rollout on sale" : "Staged rollout of the update";
  const state = new FormState(`rollout-${which}`, outcome);
  const ending = new FormState(`rollout-end-${which}`, outcome);
  return (
    <Card id={`rollout-${which}-card`} title={title}>
      {rollout ? (
        <Rates which={which} rollout={rollout} />
      ) : (
        <p class="muted">No rollout: every customer gets the release.</p>
      )}
      <details open={state.outcome !== undefined || ending.outcome !== undefined}>
        <summary>{rollout ? "Change the rollout" : "Begin a rollout"}</summary>
        <RolloutForm app={app} which={which} record={record} state={state} />
        {rollout ? (
          <Acts
            state={ending}
            action={appAddress(app, `/rollout-end?of=${which}`)}
            buttons={[{ label: "Release to everyone", style: "danger" }]}
          />
        ) : (
          <Result state={ending} />
        )}
      </details>
    </Card>
  );
}

function Rates({ which, rollout }: { which: string; rollout: NonNullable<AppRecord["rollout"]> }) {
  const rates: readonly (readonly [string, number])[] = [
    ["Every other country", rollout.rate],
    ...Object.entries(rollout.countries).map(([code, rate]) => [`${countryName(code)} (${code})`, rate ?? 0] as const),
  ];
  return (
    <table class="rates">
      <caption class="hidden">{which === "sale" ? "Rollout rates on sale" : "Rollout rates of the update"}</caption>
      <thead class="hidden">
        <tr>
          <th scope="col">Country</th>
          <th scope="col">Rate</th>
        </tr>
      </thead>
      <tbody>
        {rates.map(([name, rate]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>
              <span class="rate">
                <Bar percent={rate} />
                <span class="rate-number">{`${rate} %`}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function BinariesCard({ app: { sale, registration } }: { app: App }) {
  return (
    <Card id="binaries" title="Binaries">
      {sale ? <BinaryList record={sale} which="sale" /> : null}
      {registration ? <BinaryList record={registration} which="registration" /> : null}
    </Card>
  );
}

function BinaryList({ record, which }: { record: AppRecord; which: string }) {
  if (record.binaries.length === 0) return <p class="muted">There is no binary yet.</p>;
  return (
    <DataTable
      id={`binaries-${which}`}
      caption={which === "sale" ? "On sale" : "In the open update"}
      head={["No.", "File", "Version", "In the rollout", "Gone out to"]}
    >
      {record.binaries.map((binary) => (
        <tr>
          <th scope="row">{binary.binarySeq}</th>
          <td class="code">{binary.fileName}</td>
          <td>{`${binary.versionName} (${binary.versionCode})`}</td>
          <td>
            <Badge>{binary.rolloutStatus}</Badge>
          </td>
          <td>{binary.deployedRate === null ? <span class="muted">nobody yet</span> : `${binary.deployedRate} %`}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function RolloutForm({ app, which, record, state }: Omit<Props, "outcome"> & { state: FormState }) {
  const { rollout } = record;
  const countries = Object.entries(rollout?.countries ?? {}).map(([code, rate]) => `${code} ${rate}`);
  return (
    <Form state={state} action={appAddress(app, `/rollout?of=${which}`)}>
      <TextField
        state={state}
        name="rate"
        label="Rate in every other country, in percent"
        type="number"
        min={0}
        max={100}
        value={String(rollout?.rate ?? "")}
        required
      />
      <TextArea
        state={state}
        name="countries"
        label="Countries with a rate of their own"
        value={countries.join("\n")}
        hint="One a line, such as KOR 20."
      />
      {record.binaries.map(({ binarySeq, versionName, rolloutStatus }) => (
        <Select
          state={state}
          name={`binary-${binarySeq}`}
          label={`Binary ${binarySeq}, version ${versionName}`}
          value={rolloutStatus}
          options={rolloutStatusSchema.options.map((status) => [status, status])}
        />
      ))}
      <div class="acts">
        <button type="submit">Save the rollout</button>
      </div>
    </Form>
  );
}
