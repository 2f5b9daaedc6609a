// The shorter forms: a text first heard of here, a disjuncture between two places, a note, a memo.

import { newUid } from "../dom.ts";
import type { Edit, Place } from "../messages.ts";
import type { Say } from "../words.ts";
import { type FormAbout, knownFields, knownOf, type ProposedForm } from "./act_form.ts";
import { form, type Form } from "./form.ts";

interface Wanted {
  say: Say;
  make(edit: Edit): void;
  leave(): void;
}

export function textForm({ say, make, leave, at, things, beginning }: FormAbout): ProposedForm {
  const made = form({
    say, leave, quote: at.quote, heading: say("A text first heard of here"), save: say("Save"),
    fields: [
      { name: "title", label: say("what it is called"), value: at.quote.replace(/\s+/g, " ").trim().slice(0, 120), from: things.texts, required: true },
      { name: "genre", label: say("genre"), choices: things.genres, value: things.genres[0]?.[0] ?? "" },
      ...knownFields(say, things, beginning.known),
    ],
    take: (values) => make({ kind: "text", at, known: knownOf(values), title: values.title!, genre: values.genre!, id: newUid() }),
  });
  queueMicrotask(() => (made.inputs.title as HTMLInputElement).select());
  return { ...made, begin: (late) => made.propose({ ...late.known }) };
}

export function disjunctureForm({ say, make, leave, sides, cases }: Wanted & { sides: [Place, Place]; cases: string[] }): Form {
  return form({
    say, leave, quote: "", heading: say("A disjuncture"), save: say("Save"),
    fields: [
      { name: "what", label: say("what it is about"), required: true },
      { name: "one", label: say("one side says"), value: sides[0].quote, long: true, required: true },
      { name: "other", label: say("the other side says"), value: sides[1].quote, long: true, required: true },
      { name: "case", label: say("case"), from: cases, value: cases.length === 1 ? cases[0] : "" },
    ],
    take: (values) =>
      make({
        kind: "disjuncture", what: values.what!,
        sides: [{ says: values.one!, at: sides[0] }, { says: values.other!, at: sides[1] }],
        ...(values.case ? { case: values.case } : {}),
      }),
  });
}

export function noteForm({ say, make, leave, quote, text, edit }: Wanted & { quote: string; text: string; edit(text: string): Edit }): Form {
  return form({
    say, leave, quote, heading: say("A note on these words"), save: say("Save"),
    fields: [{ name: "text", label: say("note"), value: text, long: true, required: true, hint: say("Ctrl+Enter saves.") }],
    take: (values) => make(edit(values.text!)),
  });
}

export function memoForm({ say, make, leave, coding, name, quote, memo }: Wanted & { coding: string; name: string; quote: string; memo: string }): Form {
  return form({
    say, leave, quote, heading: say("Memo of “{0}”", name), save: say("Save"),
    fields: [{ name: "memo", label: say("memo"), value: memo, long: true, hint: say("Ctrl+Enter saves.") }],
    take: (values) => make({ kind: "memo", coding, memo: values.memo! }),
  });
}
