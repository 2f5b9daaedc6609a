// The act form: who does what, with which text, as these words tell it. What is left empty is openly unknown.

import { make as h, newUid } from "../dom.ts";
import type { ActBeginning, ActFields, Edit, Known, KnownThings, Place, RecordRef } from "../messages.ts";
import type { Say } from "../words.ts";
import { form, type Field, type Form } from "./form.ts";

/** What a form about words begins with. */
export interface FormAbout {
  say: Say;
  at: Place;
  things: KnownThings;
  beginning: ActBeginning;
  make(edit: Edit): void;
  leave(): void;
}

/** A form for which the desk proposes something. */
export interface ProposedForm extends Form {
  /** The desk's proposal comes only now. */
  begin(beginning: ActBeginning): void;
}

/** Several people are written with this between them: names hold commas. */
const BETWEEN = ";";

/** Longer words than these are a passage, not a doing: one writes the doing oneself. */
const LONGEST_DOING = 60;

const ACT_FIELDS = ["doer", "with_whom", "initiative", "purpose", "uses", "produces", "site", "when", "mode", "case"] as const;

type ActField = (typeof ACT_FIELDS)[number];

export function actForm({ say, at, things, make, leave, ...about }: FormAbout): ProposedForm {
  let { beginning } = about;
  const values = valuesOf(beginning, at.quote);
  const known = [...beginning.others.map((other) => other.label), ...things.acts.map((act) => act.label)];
  const made = form({
    say, leave, quote: at.quote, heading: say("Mark an act"), save: say("Save"),
    fields: [
      {
        name: "doing", label: say("does what"), value: values.doing!, required: true, wide: true,
        from: [...new Set(known)],
      },
      ...actFields(say, things, values),
      ...knownFields(say, things, beginning.known),
    ],
    take(values) {
      const same = sameAct(things, beginning, values.doing!);
      if (same) make({ kind: "account", of: same, at, known: knownOf(values), id: newUid() });
      else make({ kind: "act", at, known: knownOf(values), act: fieldsOf(values), id: newUid() });
    },
  });
  const doing = made.inputs.doing as HTMLInputElement;
  // The words stand as a proposal: typing takes their place, Enter keeps them.
  queueMicrotask(() => doing.select());
  const same = doing.parentElement!.appendChild(h("small", { role: "status" }));
  doing.addEventListener("input", () => {
    const isSame = sameAct(things, beginning, doing.value.trim()) !== null;
    same.textContent = isSame ? say("another account of an act that is known") : "";
    for (const name of ACT_FIELDS) made.inputs[name]!.closest("p")!.hidden = isSame;
  });
  return {
    ...made,
    begin(late) {
      beginning = late;
      made.propose(valuesOf(late, at.quote));
    },
  };
}

/** What the form's fields hold at first. */
function valuesOf({ act, known }: ActBeginning, words: string): Record<string, string> {
  const quote = words.replace(/\s+/g, " ").trim();
  const fields = Object.fromEntries(ACT_FIELDS.map((name) => [name, [act[name]].flat().join(`${BETWEEN} `)]));
  return { ...fields, ...known, doing: act.doing || (quote.length <= LONGEST_DOING ? quote : "") };
}

function actFields(say: Say, things: KnownThings, values: Record<string, string>): Field[] {
  const about: Record<ActField, Partial<Field> & { label: string }> = {
    doer: { label: say("who"), from: things.doers },
    with_whom: { label: say("with whom"), from: things.doers, placeholder: say("one; another") },
    initiative: { label: say("on whose initiative"), from: things.doers },
    purpose: { label: say("purpose, as told") },
    uses: { label: say("text used"), from: things.texts },
    produces: { label: say("text produced"), from: things.texts },
    site: { label: say("where"), from: things.sites },
    when: { label: say("when") },
    mode: { label: say("sort of doing"), choices: things.modes },
    case: { label: say("case"), from: things.cases },
  };
  return ACT_FIELDS.map((name) => ({ name, value: values[name]!, ...about[name] }));
}

/** How the words know of what they tell: the same three questions for every account. */
export function knownFields(say: Say, things: KnownThings, known: Known): Field[] {
  return [
    { name: "status", label: say("how it is known"), value: known.status, choices: things.statuses },
    { name: "polarity", label: say("done or not"), value: known.polarity, choices: things.polarities },
    { name: "work", label: say("whose work"), value: known.work, choices: things.works },
  ];
}

export function knownOf(values: Record<string, string>): Known {
  return { status: values.status!, polarity: values.polarity!, work: values.work! };
}

function fieldsOf(values: Record<string, string>): ActFields {
  const single = Object.fromEntries(ACT_FIELDS.map((name) => [name, values[name]!])) as Record<ActField, string>;
  return { ...single, doing: values.doing!, with_whom: single.with_whom.split(BETWEEN).map((each) => each.trim()).filter(Boolean) };
}

/** The act of this label, if the study has one. */
function sameAct(things: KnownThings, beginning: ActBeginning, label: string): RecordRef | null {
  const near = beginning.others.find((other) => other.label === label);
  const act = things.acts.find((each) => each.label === label);
  return near?.of ?? (act ? { kind: "act", id: act.id } : null);
}
