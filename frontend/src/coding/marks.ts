// Everything that marks a passage: codings, accounts of acts and texts, notes. In units.

import { colourOf } from "../colours.ts";
import type { CodeLine, Edit, FromDesk, Place } from "../messages.ts";
import type { Offsets, Span } from "../offsets.ts";

export type MarkKind = "coding" | "account" | "note";

export interface Mark extends Span {
  id: string;
  kind: MarkKind;
  label: string;
  colour: string;
  /** Of a coding its code, of an account the id of what it tells of. */
  of: string;
  ofKind: string;
  by: string;
  memo: string;
  status: string;
  polarity: string;
  /** Shown before the desk has said so. */
  pending: boolean;
}

export type MarksMessage = Extract<FromDesk, { tell: "marks" }>;

const BLANK = { colour: "", of: "", ofKind: "", by: "", memo: "", status: "", polarity: "", pending: false };

/** The desk's marks of a source, those that begin first and are longest first. */
export function marksOf(told: MarksMessage, offsets: Offsets, codes: Map<string, CodeLine>): Mark[] {
  const span = (each: Span): Span => ({ start: offsets.toUnits(each.start), end: offsets.toUnits(each.end) });
  const marks: Mark[] = [
    ...told.codings.map((each) => codingMark(each.id, span(each), codes, each.code, each.memo, each.by)),
    ...told.accounts.map((each): Mark => ({
      ...BLANK, ...span(each), id: each.id, kind: "account", label: each.label, of: each.of.id, ofKind: each.of.kind,
      status: each.status, polarity: each.polarity,
    })),
    ...told.notes.map((each): Mark => ({ ...BLANK, ...span(each), id: each.id, kind: "note", label: each.text, memo: each.text })),
  ];
  return marks.sort(byPlace);
}

export function byPlace(one: Span, other: Span): number {
  return one.start - other.start || other.end - one.end;
}

function codingMark(id: string, span: Span, codes: Map<string, CodeLine>, code: string, memo = "", by = ""): Mark {
  const line = codes.get(code);
  return { ...BLANK, ...span, id, kind: "coding", label: line?.name ?? code, colour: line ? colourOf(line) : "", of: code, ofKind: "code", by, memo };
}

/** The marks as they will be once the edits that stand are made; what only the desk can tell stays as it is. */
export function withEdits(
  marks: Mark[], edits: Edit[], source: string, offsets: Offsets, codes: Map<string, CodeLine>, person: string,
): Mark[] {
  if (!edits.length) return marks;
  let shown = marks;
  const span = (at: Place): Span => ({ start: offsets.toUnits(at.start), end: offsets.toUnits(at.end) });
  const change = (id: string, parts: Partial<Mark>): void => {
    shown = shown.map((mark) => (mark.id === id ? { ...mark, ...parts } : mark));
  };
  const add = (mark: Mark): void => {
    if (!shown.some(({ id }) => id === mark.id)) shown = [...shown, { ...mark, pending: true }];
  };
  for (const edit of edits) {
    if ("at" in edit && edit.at && edit.at.source !== source) continue;
    switch (edit.kind) {
      case "code":
        if (!hasCoding(shown, span(edit.at), edit.code, person))
          add(codingMark(edit.id, span(edit.at), codes, edit.code, edit.memo, person));
        break;
      case "new-code":
        if (edit.at && edit.id) add({ ...codingMark(edit.id, span(edit.at), codes, edit.name, "", person), label: edit.name });
        break;
      case "uncode":
        shown = shown.filter((mark) => mark.id !== edit.coding);
        break;
      case "memo":
        change(edit.coding, { memo: edit.memo });
        break;
      case "recode":
        change(edit.coding, { of: edit.code, label: codes.get(edit.code)?.name ?? edit.code, colour: colourOf(codes.get(edit.code) ?? { id: edit.code, colour: "" }) });
        break;
      case "move":
        change(edit.coding, span(edit.at));
        break;
      case "note":
        add({ ...BLANK, ...span(edit.at), id: edit.id, kind: "note", label: edit.text, memo: edit.text });
        break;
      case "renote":
        change(edit.note, { label: edit.text, memo: edit.text });
        break;
      case "unnote":
        shown = shown.filter((mark) => mark.id !== edit.note);
        break;
      case "unaccount":
        shown = shown.filter((mark) => mark.id !== edit.account);
        break;
      case "act":
      case "text":
        add({ ...BLANK, ...span(edit.at), id: edit.id, kind: "account", ofKind: edit.kind, label: edit.kind === "act" ? edit.act.doing : edit.title });
        break;
    }
  }
  return [...shown].sort(byPlace);
}

/** Whether somebody has given these very words this code. */
export function hasCoding(marks: Mark[], { start, end }: Span, code: string, by: string): boolean {
  return marks.some((mark) => mark.kind === "coding" && mark.of === code && mark.start === start && mark.end === end && (!by || mark.by === by));
}
