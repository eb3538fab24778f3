/** Forms: fields with labels, and what became of the form beside it. */
import type { Child } from "hono/jsx";
import type { Outcome } from "../desk";

/** One form on the page: its name, and its outcome when it is the one that was sent last. */
export class FormState {
  readonly outcome: Outcome | undefined;

  constructor(
    readonly name: string,
    outcome: Outcome | undefined,
  ) {
    this.outcome = outcome?.form === name ? outcome : undefined;
  }

  /** What the person typed when the form was refused, else what the store holds. */
  value(field: string, present: string): string {
    return this.outcome?.values ? (this.outcome.values[field] ?? "") : present;
  }

  checked(field: string, present: boolean): boolean {
    return this.outcome?.values ? field in this.outcome.values : present;
  }
}

interface FormProps {
  state: FormState;
  action: string;
  class?: string;
  children?: Child;
}

export function Form({ state, action, class: style = "stack", children }: FormProps) {
  return (
    <form method="post" action={action} class={style} id={state.name}>
      <Result state={state} />
      {children}
    </form>
  );
}

/** What became of a form. */
export function Result({ state: { outcome } }: { state: FormState }) {
  if (outcome?.error !== undefined)
    return (
      <p class="result refused" role="alert" tabindex={-1} autofocus>
        <strong>Not done.</strong> {outcome.error}
      </p>
    );
  if (outcome?.message !== undefined)
    return (
      <p class="result done" role="status" tabindex={-1} autofocus>
        {outcome.message}
      </p>
    );
  return null;
}

interface FieldProps {
  state: FormState;
  name: string;
  label: string;
  value?: string;
  hint?: string | undefined;
  required?: boolean;
}

const idOf = (state: FormState, name: string): string => `${state.name}-${name}`;

function Labelled({ state, name, label, hint, children }: FieldProps & { children?: Child }) {
  return (
    <div class="field">
      <label for={idOf(state, name)}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <span class="hint" id={`${idOf(state, name)}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

const described = ({ state, name, hint }: FieldProps) => ({
  id: idOf(state, name),
  name,
  "aria-describedby": hint === undefined ? undefined : `${idOf(state, name)}-hint`,
});

export function TextField(props: FieldProps & { type?: string; min?: number; max?: number; step?: string }) {
  const { state, name, value = "", type = "text", min, max, step, required } = props;
  return (
    <Labelled {...props}>
      <input
        {...described(props)}
        type={type}
        min={min}
        max={max}
        step={step}
        required={required}
        value={state.value(name, value)}
        autocomplete="off"
      />
    </Labelled>
  );
}

export function TextArea(props: FieldProps & { rows?: number }) {
  const { state, name, value = "", rows = 3, required } = props;
  return (
    <Labelled {...props}>
      {/* A browser drops the line break that a text begins with. */}
      <textarea {...described(props)} rows={rows} required={required}>
        {`\n${state.value(name, value)}`}
      </textarea>
    </Labelled>
  );
}

export function Select(props: FieldProps & { options: readonly (readonly [value: string, label: string])[] }) {
  const { state, name, value = "", options } = props;
  const selected = state.value(name, value);
  return (
    <Labelled {...props}>
      <select {...described(props)}>
        {options.map(([option, label]) => (
          <option value={option} selected={option === selected}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function Checkbox(props: Omit<FieldProps, "value"> & { checked?: boolean }) {
  const { state, name, label, hint, checked = false } = props;
  return (
    <div class="field check">
      <input {...described(props)} type="checkbox" value="Y" checked={state.checked(name, checked)} />
      <label for={idOf(state, name)}>{label}</label>
      {hint === undefined ? null : (
        <span class="hint" id={`${idOf(state, name)}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** A form that is only a button, or several with the same name. */
export function Acts({
  state,
  action,
  buttons,
  hidden = {},
}: {
  state: FormState;
  action: string;
  buttons: readonly { label: string; name?: string; value?: string; style?: string; spoken?: string }[];
  hidden?: Readonly<Record<string, string>>;
}) {
  return (
    <Form state={state} action={action} class="acts">
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {buttons.map(({ label, name, value, style = "quiet", spoken }) => (
        <button type="submit" name={name} value={value} class={style} aria-label={spoken}>
          {label}
        </button>
      ))}
    </Form>
  );
}
