/** One request of the journal: as a row, and as a page with what it changed. */
import type { JournalEntry } from "../../http/journal";
import { JOURNAL } from "../addresses";
import type { Desk } from "../desk";
import { Layout } from "../layout";
import { Badge, Card, DataTable } from "./pieces";

export const ROW_HEAD = ["No.", "Time (UTC)", "Request", "Status", "Changed", "Took"];

const statusText = ({ status, code }: JournalEntry): string =>
  status === null ? "No answer" : `${status}${code === null ? "" : ` ${code}`}`;

export function EntryRow({ entry }: { entry: JournalEntry }) {
  const { id, at, method, path, operation, changes, fault, ms } = entry;
  return (
    <tr data-entry={id}>
      <th scope="row">
        <a href={`${JOURNAL}/${id}`} aria-label={`Request ${id}`}>
          {id}
        </a>
      </th>
      <td class="nowrap">{at.slice(11, 23)}</td>
      <td>
        <span class="code">{`${method} ${path}`}</span>
        <span class="muted block">{operation ?? "no operation of the store"}</span>
      </td>
      <td>
        <Badge>{statusText(entry)}</Badge>
        {fault === null ? null : <span class="muted block">{`fault: ${fault}`}</span>}
      </td>
      <td>
        {changes.length === 0 ? (
          <span class="muted">nothing</span>
        ) : (
          `${changes.length} ${changes.length === 1 ? "value" : "values"}`
        )}
      </td>
      <td class="number nowrap">{`${ms} ms`}</td>
    </tr>
  );
}

export function EntryPage({ desk, entry }: { desk: Desk; entry: JournalEntry }) {
  const { id, at, method, path, query, operation, request, changes, client, fault, ms } = entry;
  const facts: readonly (readonly [string, string])[] = [
    ["Time", `${at.replace("T", " ").replace("Z", "")} UTC`],
    ["Operation", operation ?? "none of the store"],
    ["Took", `${ms} ms`],
    ["Client", client ?? "says no name"],
    ["Fault on order", fault ?? "none"],
    ...Object.entries(query).map(([name, value]) => [`Query: ${name}`, value] as const),
  ];
  return (
    <Layout desk={desk} title={`Request ${id}`} path={JOURNAL}>
      <p>
        <a href={JOURNAL}>To the journal</a>
      </p>
      <div class="page-head">
        <h1>
          <span class="code">{`${method} ${path}`}</span>
        </h1>
        <p>
          <Badge>{statusText(entry)}</Badge>
        </p>
      </div>
      <Card id="changes" title="What it changed">
        {changes.length === 0 ? (
          <p class="muted">Nothing in the store.</p>
        ) : (
          <DataTable id="change-list" caption="Changed values" quiet head={["Where", "Before", "After"]}>
            {changes.map((change) => (
              <tr class="differs">
                <th scope="row" class="code path">
                  {change.path}
                </th>
                <td>{"before" in change ? <del>{shown(change.before)}</del> : <span class="muted">not there</span>}</td>
                <td>{"after" in change ? <ins>{shown(change.after)}</ins> : <span class="muted">gone</span>}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </Card>
      <Card id="facts" title="The request">
        <dl class="pairs">
          {facts.map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {request === null ? <p class="muted">No body.</p> : <Json label="Body" value={request} />}
      </Card>
    </Layout>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value || "(empty)" : JSON.stringify(value, null, 1);
}

/** A value as JSON, in a box that scrolls. */
export function Json({ label, value }: { label: string; value: unknown }) {
  return (
    <section class="scroll" aria-label={label} tabindex={0}>
      <pre>{typeof value === "string" ? value : JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}
