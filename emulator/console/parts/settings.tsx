/** The settings of the store, with how it is read at its uncertain points. */
import { z } from "zod";
import { type Settings, settingsSchema } from "../../state/model";
import { READINGS } from "../../state/readings";
import type { Values } from "../desk";
import { Checkbox, Form, type FormState, Select, TextField } from "./form";
import { Card } from "./pieces";

const LABELS: Readonly<Record<string, string>> = {
  review: "Review",
  strict: "Strict",
  asyncUpdates: "Updates are queued",
  acknowledgeItems: "Items can be acknowledged",
  notificationUrl: "Notification address",
  uploadMaxBytes: "Largest upload, in bytes",
};

interface Props {
  settings: Settings;
  state: FormState;
  action: string;
}

export function SettingsCard({ settings, state, action }: Props) {
  return (
    <Card id="settings-card" title="Settings">
      <Form state={state} action={action}>
        {PLAIN.map((name) => (
          <SettingField name={name} value={settings[name]} state={state} />
        ))}
        <ReadingFields settings={settings} state={state} />
        <div class="acts">
          <button type="submit">Save the settings</button>
        </div>
      </Form>
    </Card>
  );
}

const PREFIX = "reading-";

function ReadingFields({ settings: { readings }, state }: Omit<Props, "action">) {
  const points = Object.entries(READINGS).map(([key, { about, values }]) => ({
    key,
    about,
    values,
    present: String(Reflect.get(readings, key)),
  }));
  const changed = points.filter(({ values, present }) => values[0][0] !== present).length;
  return (
    <details>
      <summary>{`${points.length} uncertain points of the store, ${changed} not as usual`}</summary>
      <div class="stack">
        {points.map(({ key, about, values, present }) => (
          <Select
            state={state}
            name={`${PREFIX}${key}`}
            label={about}
            value={present}
            options={values.map(([value, says]) => [value, says])}
            hint={key}
          />
        ))}
      </div>
    </details>
  );
}

type Plain = Exclude<keyof Settings, "readings">;

const PLAIN = settingsSchema.omit({ readings: true }).keyof().options;

function SettingField({ name, value, state }: { name: Plain; value: Settings[Plain]; state: FormState }) {
  const shared = { state, name, label: LABELS[name] ?? name, hint: settingsSchema.shape[name].description };
  const options = optionsOf(name);
  if (typeof value === "boolean") return <Checkbox {...shared} checked={value} />;
  if (options) return <Select {...shared} value={String(value)} options={options.map((each) => [each, each])} />;
  const type = typeof value === "number" ? "number" : "url";
  return <TextField {...shared} type={type} value={String(value ?? "")} />;
}

const kindOf = (name: Plain): unknown => settingsSchema.shape[name].unwrap();

function optionsOf(name: Plain): string[] | undefined {
  const kind = kindOf(name);
  return kind instanceof z.ZodEnum ? kind.options.map(String) : undefined;
}

/** The whole form as a change of the settings; a box that is not ticked is not sent. */
export function sentSettings(values: Values): Record<string, unknown> {
  const plain = PLAIN.map((name): [string, unknown] => {
    const kind = kindOf(name);
    if (kind instanceof z.ZodBoolean) return [name, name in values];
    if (kind instanceof z.ZodNumber) return [name, Number(values[name])];
    return [name, kind instanceof z.ZodEnum ? values[name] : values[name] || null];
  });
  const readings = Object.entries(values).flatMap(([name, value]) =>
    name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value] as const] : [],
  );
  return { ...Object.fromEntries(plain), readings: Object.fromEntries(readings) };
}
