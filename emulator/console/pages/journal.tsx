/** The journal: requests newest first, live when the browser can, and a page for each. */
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { ControlFailure } from "../../failure";
import type { EmulatorApp, EmulatorContext } from "../../http/context";
import type { JournalEntry } from "../../http/journal";
import { OPERATIONS } from "../../operations";
import { JOURNAL } from "../addresses";
import type { Desk } from "../desk";
import { document, Layout } from "../layout";
import { EntryPage, EntryRow, ROW_HEAD } from "../parts/entry";
import { Card, DataTable, PAGE_SIZE, query } from "../parts/pieces";

const STATUSES = [
  ["", "any status"],
  ["2", "2xx"],
  ["3", "3xx"],
  ["4", "4xx"],
  ["5", "5xx"],
  ["none", "no answer"],
] as const;

interface Filter {
  readonly operation: string;
  readonly status: string;
}

export function journalPage(site: EmulatorApp, desk: Desk): void {
  const { journal } = desk.parts;
  site.get(JOURNAL, (c) => {
    const before = Number(c.req.query("before") ?? Number.POSITIVE_INFINITY);
    return c.html(document(<JournalPage desk={desk} filter={filterOf(c)} before={before} />));
  });
  site.get(`${JOURNAL}/events`, (c) => {
    const filter = filterOf(c);
    const after = Number(c.req.header("last-event-id") ?? c.req.query("after") ?? 0);
    return streamSSE(c, async (stream) => {
      const send = (entry: JournalEntry): void => {
        if (matches(entry, filter)) void sendRow(stream, entry);
      };
      for (const entry of journal.newest((candidate) => candidate.id > after, PAGE_SIZE).reverse()) send(entry);
      const end = journal.subscribe(send);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      end();
    });
  });
  site.get(`${JOURNAL}/:id{\\d+}`, (c) => {
    const entry = journal.find(Number(c.req.param("id")));
    if (!entry) throw new ControlFailure(404, `The journal has no request ${c.req.param("id")} any more.`);
    return c.html(document(<EntryPage desk={desk} entry={entry} />));
  });
}

function sendRow(stream: SSEStreamingApi, entry: JournalEntry): Promise<void> {
  return stream.writeSSE({ id: String(entry.id), data: String(<EntryRow entry={entry} />) });
}

function filterOf(c: EmulatorContext): Filter {
  return { operation: c.req.query("operation") ?? "", status: c.req.query("status") ?? "" };
}

function matches(entry: Pick<JournalEntry, "operation" | "status">, { operation, status }: Filter): boolean {
  if (operation !== "" && entry.operation !== operation) return false;
  if (status === "none") return entry.status === null;
  return status === "" || String(entry.status).startsWith(status);
}

function JournalPage({ desk, filter, before }: { desk: Desk; filter: Filter; before: number }) {
  const { journal } = desk.parts;
  const shown = journal.newest((entry) => entry.id < before && matches(entry, filter), PAGE_SIZE);
  const [last] = journal.newest(() => true, 1);
  const isNewest = before === Number.POSITIVE_INFINITY;
  const events = `${JOURNAL}/events${query({ ...filter, after: String(last?.id ?? 0) })}`;
  return (
    <Layout desk={desk} title="Journal" path={JOURNAL}>
      <div class="page-head">
        <h1>Journal</h1>
        <p class="lead">What programs asked of the store, and what that changed. Tokens and keys are never kept.</p>
      </div>
      <Card id="requests" title="Requests, newest first">
        <div class="toolbar">
          <FilterForm filter={filter} />
          {isNewest ? (
            <div class="live" data-live-journal={events} hidden>
              <span role="status" aria-live="polite" data-live-status />
              <button type="button" aria-pressed="false" data-live-pause>
                Pause
              </button>
            </div>
          ) : null}
        </div>
        <DataTable id="journal" caption="Requests, newest first" quiet head={ROW_HEAD}>
          {shown.map((entry) => (
            <EntryRow entry={entry} />
          ))}
        </DataTable>
        {shown.length === 0 ? (
          <p class="muted" data-empty>
            No request yet that fits.
          </p>
        ) : null}
        <nav class="pager" aria-label="Pages of the journal">
          {isNewest ? null : <a href={`${JOURNAL}${query({ ...filter })}`}>Newest</a>}
          {shown.length === PAGE_SIZE ? (
            <a href={`${JOURNAL}${query({ ...filter, before: String(shown.at(-1)?.id) })}`}>Older</a>
          ) : null}
        </nav>
      </Card>
    </Layout>
  );
}

function FilterForm({ filter }: { filter: Filter }) {
  return (
    <form method="get" action={JOURNAL} class="search">
      <div class="field">
        <label for="operation">Operation</label>
        <select id="operation" name="operation">
          <option value="">any operation</option>
          {OPERATIONS.map(({ id }) => (
            <option value={id} selected={id === filter.operation}>
              {id}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="status">Status</label>
        <select id="status" name="status">
          {STATUSES.map(([value, name]) => (
            <option value={value} selected={value === filter.status}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Filter</button>
    </form>
  );
}
