// Forms beside the text: labelled fields, Enter saves, Escape leaves. What a field can be completed from comes with it.

import { freshId, make } from "../dom.ts";
import type { Say } from "../words.ts";

export interface Field {
  name: string;
  label: string;
  value?: string;
  /** What the field completes from. */
  from?: string[];
  /** What may be chosen, as pairs of value and label; a list of few choices instead of a line to write in. */
  choices?: [string, string][];
  /** Several lines to write in. */
  long?: boolean;
  /** The label stands above, and the field has the whole width. */
  wide?: boolean;
  placeholder?: string;
  hint?: string;
  required?: boolean;
}

export interface FormWanted {
  say: Say;
  heading: string;
  quote: string;
  fields: Field[];
  save: string;
  /** Take what is filled in. */
  take(values: Record<string, string>): void;
  leave(): void;
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Form {
  element: HTMLElement;
  field: HTMLElement;
  inputs: Record<string, Input>;
  /** Fill in what is proposed, but where the hand is or has been. */
  propose(values: Record<string, string>): void;
}

export function form(wanted: FormWanted): Form {
  const { say } = wanted;
  const inputs: Record<string, Input> = {};
  const wrong = make("p", { class: "iew-wrong", role: "alert" });
  const rows = wanted.fields.map((field) => {
    const { row, input } = line(field);
    inputs[field.name] = input;
    return row;
  });
  const element = make("form", { class: "iew-form", "aria-label": wanted.heading, novalidate: true },
    make("h2", {}, wanted.heading),
    wanted.quote !== "" && make("blockquote", { dir: "auto" }, wanted.quote),
    ...rows,
    wrong,
    make("p", { class: "iew-buttons" },
      make("button", { type: "submit", class: "iew-main" }, wanted.save),
      make("button", { type: "button", onclick: () => wanted.leave() }, say("Close"))));

  function save(): void {
    const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
    const missing = wanted.fields.find((field) => field.required && !values[field.name]);
    wrong.textContent = missing ? say("“{0}” is needed.", missing.label) : "";
    if (missing) inputs[missing.name]!.focus();
    else wanted.take(values);
  }
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  element.addEventListener("keydown", (event) => {
    // In a field of several lines Enter alone makes a new line.
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  });

  const untouched = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
  function propose(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) {
      const input = inputs[name];
      if (!input || input.value !== untouched[name] || input.matches(":focus")) continue;
      input.value = untouched[name] = value;
    }
  }
  return { element, field: Object.values(inputs)[0] ?? element, inputs, propose };
}

function line(field: Field): { row: HTMLElement; input: Input } {
  const id = freshId("field");
  const input = field.choices ? choiceOf(field) : field.long ? longOf(field) : lineOf(field);
  input.id = id;
  input.classList.add("iew-field");
  const row = make("p", { class: field.long || field.wide ? "iew-line iew-wide" : "iew-line" }, make("label", { for: id }, field.label), input);
  if (field.from?.length) {
    const list = make("datalist", { id: `${id}-from` }, ...field.from.map((each) => make("option", { value: each })));
    input.setAttribute("list", list.id);
    row.append(list);
  }
  if (field.hint) {
    row.append(make("small", { id: `${id}-hint`, class: "iew-soft" }, field.hint));
    input.setAttribute("aria-describedby", `${id}-hint`);
  }
  if (field.required) input.setAttribute("aria-required", "true");
  return { row, input };
}

function lineOf(field: Field): HTMLInputElement {
  return make("input", { type: "text", value: field.value ?? "", placeholder: field.placeholder, autocomplete: "off" });
}

function longOf(field: Field): HTMLTextAreaElement {
  return make("textarea", { rows: 4 }, field.value ?? "");
}

function choiceOf(field: Field): HTMLSelectElement {
  return make("select", {}, ...field.choices!.map(([value, label]) => make("option", { value, selected: value === field.value }, label)));
}
