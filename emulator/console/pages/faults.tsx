/** Faults on order: what waits for the next requests, and a form to order more. */
import { orderFaults } from "../../control/requests";
import type { EmulatorApp } from "../../http/context";
import { OPERATIONS } from "../../operations";
import { FAULTS } from "../addresses";
import type { Desk, Outcome, Values } from "../desk";
import { document, Layout } from "../layout";
import { Acts, Form, FormState, Select, TextField } from "../parts/form";
import { Card, DataTable } from "../parts/pieces";

const KINDS = [
  ["return", "answers with a status, nothing done"],
  ["reset-before", "closes the connection, nothing done"],
  ["reset-after", "does the work, closes the connection without an answer"],
  ["stall", "waits, then answers as usual"],
  ["truncate", "does the work, sends half of the answer"],
  ["queue-303", "does the work, the answer is polled"],
] as const;

export function faultsPage(site: EmulatorApp, desk: Desk): void {
  const { queues } = desk.parts;
  const page = (outcome?: Outcome) => <FaultsPage desk={desk} outcome={outcome} />;
  site.get(FAULTS, (c) => c.html(document(page(desk.outcome(c)))));
  site.post(FAULTS, (c) =>
    desk.submitted(
      c,
      "order",
      (values) => {
        const instruction = instructionOf(values);
        orderFaults(queues, {
          operation: values.operation,
          instructions: [instruction],
          ...(values.client ? { client: values.client } : {}),
        });
        return `Ordered: the next ${values.operation} meets ${instruction}.`;
      },
      FAULTS,
      page,
    ),
  );
  site.post(`${FAULTS}/clear`, (c) =>
    desk.submitted(
      c,
      "clear",
      () => {
        queues.clear();
        return "No fault waits any more.";
      },
      FAULTS,
      page,
    ),
  );
}

function instructionOf({ kind = "", status = "", code = "", ms = "" }: Values): string {
  if (kind === "return") return `return-${status}${code === "" ? "" : `-${code}`}`;
  return kind === "stall" ? `stall-${ms}` : kind;
}

function FaultsPage({ desk, outcome }: { desk: Desk; outcome: Outcome | undefined }) {
  const waiting = desk.parts.queues.list();
  return (
    <Layout desk={desk} title="Faults" path={FAULTS} outcome={outcome}>
      <div class="page-head">
        <h1>Faults on order</h1>
        <p class="lead">Each meets one request of its operation, in the order of the queue.</p>
      </div>
      <Card id="waiting" title="Waiting">
        {waiting.length === 0 ? (
          <p class="muted">No fault waits.</p>
        ) : (
          <DataTable
            id="fault-list"
            caption="Faults that wait"
            quiet
            head={["Operation", "Client", "Instructions, next first"]}
          >
            {waiting.map(({ operation, client, instructions }) => (
              <tr>
                <th scope="row" class="code">
                  {operation}
                </th>
                <td>{client ?? <span class="muted">any</span>}</td>
                <td class="code">{instructions.join(", ")}</td>
              </tr>
            ))}
          </DataTable>
        )}
        <Acts
          state={new FormState("clear", outcome)}
          action={`${FAULTS}/clear`}
          buttons={[{ label: "Clear all faults" }]}
        />
      </Card>
      <OrderCard state={new FormState("order", outcome)} />
    </Layout>
  );
}

function OrderCard({ state }: { state: FormState }) {
  return (
    <Card id="order-card" title="Order a fault">
      <Form state={state} action={FAULTS}>
        <Select state={state} name="operation" label="Operation" options={OPERATIONS.map(({ id }) => [id, id])} />
        <Select state={state} name="kind" label="What the next request meets" options={KINDS} />
        <div class="inline">
          <TextField state={state} name="status" label="Status" value="500" hint="For an answer with a status." />
          <TextField state={state} name="code" label="Store code" hint="Such as 3206; may be left out." />
          <TextField state={state} name="ms" label="Milliseconds" value="1000" hint="For a wait." />
        </div>
        <TextField
          state={state}
          name="client"
          label="Client"
          hint="Only requests with this x-emulator-client; empty: any."
        />
        <div class="acts">
          <button type="submit">Order the fault</button>
        </div>
      </Form>
    </Card>
  );
}
