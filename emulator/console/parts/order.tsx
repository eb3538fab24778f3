/** One order and one subscription of an app, each as a row with what can be done about it. */
import { countryByCode } from "../../../sdk/facts/countries";
import { storeMoment } from "../../state/clock";
import type { Purchase, Subscription } from "../../state/salesModel";
import type { App } from "../../state/store";
import { Acts, FormState } from "./form";
import { Badge } from "./pieces";

function priced(localPrice: string, countryId: string): string {
  return `${localPrice} ${countryByCode(countryId)?.currency ?? ""}`;
}

export function OrderRow({ purchase, refund }: { purchase: Purchase; refund: string }) {
  const { completedAt, refundedAt, subscription } = purchase;
  const state = completedAt === null ? "Payment failed" : refundedAt === null ? "Paid" : "Refunded";
  return (
    <tr>
      <td>{purchase.orderedAt}</td>
      <th scope="row" class="code">
        {purchase.orderId}
      </th>
      <td>
        {purchase.itemTitle}
        <span class="muted block code">{purchase.itemId}</span>
      </td>
      <td>{purchase.countryId}</td>
      <td class="number">{priced(purchase.localPrice, purchase.countryId)}</td>
      <td>
        <Badge>{state}</Badge> {purchase.testMode ? <span class="muted">test</span> : null}
      </td>
      <td>
        {state === "Paid" && subscription === null ? (
          <Acts
            state={new FormState(`refund-${purchase.purchaseId}`, undefined)}
            action={refund}
            buttons={[{ label: "Refund", spoken: `Refund ${purchase.orderId}` }]}
          />
        ) : subscription === null ? null : (
          <span class="muted">subscription</span>
        )}
      </td>
    </tr>
  );
}

interface SubscriptionProps {
  app: App;
  subscription: Subscription;
  now: number;
  action: string;
  acts: readonly (readonly [act: string, name: string])[];
}

export function SubscriptionRow({ app, subscription, now, action, acts }: SubscriptionProps) {
  const first = app.sales.purchases(app).get(subscription.firstPurchaseId);
  const { priceChange, grace, retryAt } = subscription;
  const possible = actsFor(subscription, now);
  return (
    <tr>
      <th scope="row">
        {first?.itemTitle ?? subscription.itemId}
        <span class="muted block code">{first?.orderId ?? subscription.firstPurchaseId}</span>
      </th>
      <td>{first?.countryId}</td>
      <td class="number">{priced(subscription.localPrice, first?.countryId ?? "")}</td>
      <td>
        <Badge>{stateOf(subscription, now)}</Badge>
        {first?.testMode ? <span class="muted block">test mode</span> : null}
        {subscription.paymentFails ? <span class="muted block">The customer's payments fail.</span> : null}
        {grace ? <span class="muted block">{`Grace until ${grace.endsAt}`}</span> : null}
        {retryAt === null ? null : <span class="muted block">{`Payment is tried again at ${retryAt}`}</span>}
        {priceChange ? (
          <span class="muted block">
            {`New price ${priceChange.localPrice} from ${priceChange.chargedFrom}: ${priceChange.consentedAt ? "agreed" : "not agreed yet"}`}
          </span>
        ) : null}
      </td>
      <td>{subscription.endsAt}</td>
      <td>
        <Acts
          state={new FormState(`acts-${subscription.firstPurchaseId}`, undefined)}
          action={action}
          buttons={acts
            .filter(([act]) => possible.includes(act))
            .map(([act, label]) => ({ name: "act", value: act, label, spoken: `${label}: ${first?.orderId ?? ""}` }))}
        />
      </td>
    </tr>
  );
}

function stateOf({ status, endsAt, grace, retryAt }: Subscription, now: number): string {
  if (status === "CANCEL") return endsAt <= storeMoment(now) ? "Ended" : "Cancelled, usable until the end";
  if (grace) return "Grace period";
  return retryAt === null ? "Active" : "Payment failed";
}

/** The acts that make sense; the store decides about each when it is asked. */
function actsFor({ status, resubscribable, endsAt, paymentFails, priceChange }: Subscription, now: number): string[] {
  if (status === "CANCEL") return resubscribable && endsAt > storeMoment(now) ? ["resubscribe"] : [];
  return ["cancel", paymentFails ? "pay" : "fail-payments", ...(priceChange ? ["agree", "disagree"] : [])];
}
