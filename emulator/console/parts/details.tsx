/** What else belongs to an app: countries and prices, beta testers, buyers' comments. */
import type { Comment } from "../../state/commentModel";
import type { AppRecord } from "../../state/model";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import type { Outcome } from "../desk";
import { countryName } from "../lines";
import { Acts, Form, FormState, Result, Select, TextArea, TextField } from "./form";
import { Card, DataTable, OutsideLink } from "./pieces";

interface Props {
  app: App;
  record: AppRecord;
  outcome: Outcome | undefined;
}

export function CountriesCard({ app, record, outcome }: Props) {
  const state = new FormState("prices", outcome);
  const { paid, standardPrice, sellCountryList } = record.content;
  return (
    <Card id="countries" title="Countries and prices">
      {sellCountryList.length === 0 ? (
        <p class="muted">Sold in no country.</p>
      ) : (
        <DataTable id="country-list" caption="Countries" quiet head={["Country", "Code", "Price"]}>
          {sellCountryList.map(({ countryCode, price }) => (
            <tr>
              <th scope="row">{countryName(countryCode)}</th>
              <td class="code">{countryCode}</td>
              <td>{price !== null && Number(price) !== 0 ? price : paid === "Y" ? "standard price" : "free"}</td>
            </tr>
          ))}
        </DataTable>
      )}
      <details open={state.outcome !== undefined}>
        <summary>Change countries and prices</summary>
        <Form state={state} action={appAddress(app, "/prices")}>
          <Select
            state={state}
            name="paid"
            label="Sold as"
            value={paid}
            options={[
              ["N", "free app"],
              ["Y", "paid app"],
            ]}
          />
          <TextField state={state} name="standardPrice" label="Standard price in US dollars" value={standardPrice} />
          <TextArea
            state={state}
            name="countries"
            label="Countries"
            rows={6}
            value={sellCountryList.map(({ countryCode, price }) => `${countryCode} ${price ?? ""}`.trim()).join("\n")}
            hint="One a line with its price, such as KOR 3900. Without a price the standard one counts."
          />
          <div class="acts">
            <button type="submit">Save countries and prices</button>
          </div>
        </Form>
      </details>
    </Card>
  );
}

/** A long list of testers is not written out in full. */
const TESTERS_SHOWN = 50;

export function BetaCard({ app, record, outcome }: Props) {
  const state = new FormState("beta", outcome);
  const { testers, feedbackChannel } = record.betaTest ?? { testers: [], feedbackChannel: "" };
  return (
    <Card id="beta-card" title="Beta testers" aside={<span class="muted">{`${testers.length} testers`}</span>}>
      <ul class="names">
        {testers.slice(0, TESTERS_SHOWN).map((tester) => (
          <li>{tester}</li>
        ))}
      </ul>
      {testers.length > TESTERS_SHOWN ? <p class="muted">{`and ${testers.length - TESTERS_SHOWN} more`}</p> : null}
      <p>
        Feedback channel:{" "}
        {feedbackChannel === "" ? <span class="muted">none</span> : <OutsideLink address={feedbackChannel} />}
      </p>
      <details open={state.outcome !== undefined}>
        <summary>Change testers and feedback channel</summary>
        <Form state={state} action={appAddress(app, "/beta")}>
          <TextArea
            state={state}
            name="testers"
            label="Testers"
            rows={5}
            value={testers.join("\n")}
            hint="One a line."
          />
          <TextField state={state} name="feedbackChannel" label="Feedback channel" value={feedbackChannel} />
          <div class="acts">
            <button type="submit">Save the beta test</button>
          </div>
        </Form>
      </details>
    </Card>
  );
}

const COMMENTS_SHOWN = 30;

export function CommentsCard({ app, outcome }: Omit<Props, "record">) {
  const { comments } = app;
  const newest = comments.toSorted((a, b) => (a.date < b.date ? 1 : -1)).slice(0, COMMENTS_SHOWN);
  return (
    <Card id="comments" title="Buyers' comments" aside={<span class="muted">{`${comments.length} in all`}</span>}>
      {newest.length === 0 ? <p class="muted">Nobody has commented.</p> : null}
      <ul class="comments">
        {newest.map((comment) => (
          <li>
            <p class="muted">
              <Stars rating={comment.rating} />{" "}
              {[comment.buyerId, countryName(comment.countryCode), comment.date, comment.device, comment.appVersion]
                .filter((part) => part !== "")
                .join(", ")}
            </p>
            <p class="long-text">{comment.commentText}</p>
            {comment.replyText === null ? (
              <ReplyForm app={app} comment={comment} outcome={outcome} />
            ) : (
              <Reply app={app} comment={comment} outcome={outcome} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface ReplyProps {
  app: App;
  comment: Comment;
  outcome: Outcome | undefined;
}

function Reply({ app, comment: { commentId, buyerId, replyText }, outcome }: ReplyProps) {
  return (
    <blockquote>
      <span class="label">Reply of the seller</span>
      <span class="long-text">{replyText}</span>
      <Result state={new FormState(`reply-${commentId}`, outcome)} />
      <Acts
        state={new FormState(`reply-delete-${commentId}`, outcome)}
        action={appAddress(app, `/reply-delete?of=${commentId}`)}
        hidden={{ commentId }}
        buttons={[{ label: "Delete the reply", spoken: `Delete the reply to ${buyerId}` }]}
      />
    </blockquote>
  );
}

function ReplyForm({ app, comment: { commentId, buyerId }, outcome }: ReplyProps) {
  const state = new FormState(`reply-${commentId}`, outcome);
  return (
    <>
      <Result state={new FormState(`reply-delete-${commentId}`, outcome)} />
      <details open={state.outcome !== undefined}>
        <summary>
          Reply<span class="hidden">{` to ${buyerId}`}</span>
        </summary>
        <Form state={state} action={appAddress(app, `/reply?of=${commentId}`)}>
          <input type="hidden" name="commentId" value={commentId} />
          <TextArea state={state} name="replyText" label="Reply" />
          <div class="acts">
            <button type="submit">Send the reply</button>
          </div>
        </Form>
      </details>
    </>
  );
}

/** Two points are one star. */
function Stars({ rating }: { rating: number | null }) {
  if (rating === null) return <span>no rating</span>;
  return (
    <span class="stars">
      <span aria-hidden="true">{"★".repeat(Math.round(rating / 2)) + "☆".repeat(5 - Math.round(rating / 2))}</span>
      <span class="hidden">{`${rating / 2} of 5 stars`}</span>
    </span>
  );
}
