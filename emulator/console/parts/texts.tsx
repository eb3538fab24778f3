/** The texts of an app in one language, as a person at the portal edits them. */
import type { JsonObject } from "../../http/body";
import type { AppRecord, Content } from "../../state/model";
import type { App } from "../../state/store";
import { appAddress } from "../addresses";
import type { Outcome, Values } from "../desk";
import { Form, FormState, TextArea, TextField } from "./form";
import { Card, query } from "./pieces";
import { languageName, listingIn } from "./storePage";

interface Props {
  app: App;
  record: AppRecord;
  language: string;
  outcome: Outcome | undefined;
}

export function TextsCard({ app, record, language, outcome }: Props) {
  const state = new FormState("texts", outcome);
  const listing = listingIn(record.content, language);
  const where = app.registration ? (app.sale ? "open update" : "registration") : "live record";
  return (
    <Card id="texts-card" title={`Edit the texts: ${languageName(listing.languagecode)}`}>
      <p class="muted">{`As a person in the Seller Portal. Saved in the ${where}; another language is chosen above, at the store page.`}</p>
      <Form state={state} action={appAddress(app, `/texts${query({ language: listing.languagecode })}`)}>
        <TextField state={state} name="appTitle" label="Title" value={listing.appTitle} required />
        <TextField state={state} name="shortDescription" label="Short description" value={listing.shortDescription} />
        <TextArea state={state} name="description" label="Description" rows={6} value={listing.description} />
        <TextArea state={state} name="newFeature" label="What's new" rows={3} value={listing.newFeature} />
        <div class="acts">
          <button type="submit">Save the texts</button>
        </div>
      </Form>
    </Card>
  );
}

/** The portal edit that gives a listing these texts; every other one stays. */
export function textsEdit(content: Content, language: string, values: Values): JsonObject {
  const { appTitle = "", shortDescription = "", description = "", newFeature = "" } = values;
  if (language === content.defaultLanguageCode)
    return { appTitle, shortDescription, longDescription: description, newFeature };
  return {
    addLanguage: content.addLanguage.map(({ languagecode }) =>
      languagecode === language
        ? { languagecode, appTitle, shortDescription, description, newFeature }
        : { languagecode },
    ),
  };
}
