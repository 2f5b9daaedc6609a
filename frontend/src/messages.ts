// What a view and the desk say to each other. The desk is Python: it alone writes, and answers here.
// `to_desk.py` and `from_desk.py` in `src/ieworkbench/views/desk` have the same names; a test holds them together.
// Positions are Unicode code points, half-open, into the text of a source; times are milliseconds.

/** Words in a place, as the view saw them: the desk refuses them if anything else stands there. */
export interface Place {
  source: string;
  version: number;
  start: number;
  end: number;
  quote: string;
}

/** How the words know of what they tell. The words are those of the study's word lists. */
export interface Known {
  status: string;
  polarity: string;
  work: string;
}

/** One change, made by one verb of a study in one step that can be undone; `id` is what the view calls the coding, account or note it makes. */
export type Edit =
  | { kind: "code"; at: Place; code: string; memo?: string; id: string }
  | { kind: "new-code"; name: string; under?: string; definition?: string; at?: Place; id?: string }
  | { kind: "change-code"; code: string; name?: string; definition?: string }
  | { kind: "uncode"; coding: string }
  | { kind: "memo"; coding: string; memo: string }
  | { kind: "recode"; coding: string; code: string }
  | { kind: "move"; coding: string; at: Place }
  | { kind: "note"; at: Place; text: string; id: string }
  | { kind: "renote"; note: string; text: string }
  | { kind: "unnote"; note: string }
  | { kind: "unaccount"; account: string }
  | { kind: "act"; at: Place; known: Known; act: ActFields; id: string }
  | { kind: "account"; of: RecordRef; at: Place; known: Known; id: string }
  | { kind: "text"; at: Place; known: Known; title: string; genre: string; id: string }
  | { kind: "disjuncture"; what: string; sides: { says: string; at: Place }[]; case?: string }
  | { kind: "pin"; map: string; node: string; x: number; y: number }
  | { kind: "unpin"; map: string; node: string }
  | { kind: "lanes"; map: string; order: string[] }
  | { kind: "lay-out"; map: string }
  | {
      kind: "statement";
      decide: "accept" | "refuse" | "change";
      source: string;
      key: string;
      parts?: Record<string, Place[]>;
      says?: Record<string, string>;
    }
  | { kind: "undo" }
  | { kind: "redo" };

export interface RecordRef {
  kind: string;
  id: string;
}

/** The act form. What is empty is openly unknown. */
export interface ActFields {
  doing: string;
  doer: string;
  with_whom: string[];
  initiative: string;
  purpose: string;
  uses: string;
  produces: string;
  site: string;
  when: string;
  mode: string;
  case: string;
}

/** From a view to the desk. */
export type ToDesk =
  | { say: "hello"; wants: "coding" | "map" | "plans" | "page"; source?: string }
  | { say: "open"; source: string }
  /** The view is no longer shown, and needs to hear nothing. */
  | { say: "bye" }
  | { say: "edit"; op: string; do: Edit }
  | { say: "look"; since: number }
  | { say: "ask"; ask: number; about: Question };

/** What a view may ask; each answer goes to the one who asked. */
export type Question =
  | { what: "find"; words: string }
  | { what: "act"; at: Place }
  /** Answered with `null` if the map that the view has, by its number, is still right; `plans` likewise. */
  | { what: "map"; case: string; layer: string; has?: number }
  | { what: "record"; map: string; ref: RecordRef }
  | { what: "trace"; map: string; node: string }
  | { what: "gaps"; map: string }
  | { what: "on-map"; map: string; words: string }
  | { what: "lanes"; map: string }
  | { what: "around"; source: string; start: number; end: number }
  /** As `around`, and coding views of the study go to the words. */
  | { what: "show"; source: string; start: number; end: number }
  | { what: "plans"; plans: string[]; template: string; title: string; has?: number }
  | { what: "statements"; source: string };

export interface SourceLine {
  id: string;
  title: string;
  kind: string;
  cases: string[];
  informants: string[];
  wave: number | null;
  language: string | null;
  version: number;
  codings: number;
}

export interface TurnLine {
  start: number;
  end: number;
  speaker: string | null;
  start_ms: number | null;
}

export interface SectionLine {
  start: number;
  end: number;
  kind: string;
  level: number | null;
  label: string | null;
  text: string | null;
  author: string | null;
  date: string | null;
}

export interface CodeLine {
  id: string;
  name: string;
  path: string;
  parents: string[];
  definition: string;
  include: string;
  exclude: string;
  colour: string;
  codable: boolean;
  used: number;
}

export interface CodingLine {
  id: string;
  start: number;
  end: number;
  code: string;
  memo: string;
  by: string;
}

/** Words that tell of something on the map: an act, a text, a link. */
export interface AccountLine {
  id: string;
  start: number;
  end: number;
  of: RecordRef;
  label: string;
  status: string;
  polarity: string;
}

/** A memo on a passage. */
export interface NoteLine {
  id: string;
  start: number;
  end: number;
  text: string;
}

/** The answer to `act`: what the form begins with at this place, so that nothing is typed twice. */
export interface ActBeginning {
  known: Known;
  act: ActFields;
  /** Acts that other words overlapping this place tell of. */
  others: { of: RecordRef; label: string }[];
}

/** The answer to `find`: places where words stand, at most `more` beyond them not shown. */
export interface Finding {
  places: { source: string; version: number; start: number; end: number; before: string; quote: string; after: string }[];
  more: number;
}

/** What the form completes from. */
export interface KnownThings {
  doers: string[];
  sites: string[];
  cases: string[];
  texts: string[];
  acts: { id: string; label: string }[];
  statuses: [string, string][];
  polarities: [string, string][];
  works: [string, string][];
  modes: [string, string][];
  genres: [string, string][];
}

/** From the desk to a view. */
export type FromDesk =
  /** What a view in a cell was asked for, before all else: ids, by names. */
  | { tell: "begins"; asked: Record<string, string> }
  | {
      tell: "study";
      key: string;
      title: string;
      person: string;
      language: string;
      read_only: boolean;
      words: Record<string, string>;
      sources: SourceLine[];
      number: number;
    }
  | { tell: "codebook"; codes: CodeLine[]; recent: string[] }
  | { tell: "known"; things: KnownThings }
  | {
      tell: "text";
      source: SourceLine;
      version: number;
      content: string;
      turns: TurnLine[];
      sections: SectionLine[];
    }
  | {
      tell: "marks";
      source: string;
      version: number;
      number: number;
      codings: CodingLine[];
      accounts: AccountLine[];
      notes: NoteLine[];
    }
  /** What changed among the marks last told: these stand instead of those with their ids; those in `gone` are no more. */
  | {
      tell: "remarked";
      source: string;
      version: number;
      number: number;
      codings: CodingLine[];
      accounts: AccountLine[];
      notes: NoteLine[];
      gone: string[];
    }
  /** How many codings the codes and sources have that have others now, by their ids; and the codes last given. */
  | { tell: "used"; codes: Record<string, number>; sources: Record<string, number>; recent: string[] }
  /** The edit is on the disk, and was made once. */
  | { tell: "done"; op: string; number: number; said: string }
  /** The edit was not made and never will be: drop it, show the sentence. */
  | { tell: "refused"; op: string; sentence: string }
  /** The edit was not made now, as when another program writes: keep it and send it again in a while. */
  | { tell: "later"; op: string; sentence: string }
  | { tell: "answer"; ask: number; answer: unknown }
  /** The question has no answer, and why. */
  | { tell: "unanswered"; ask: number; sentence: string }
  /** Somebody else changed something; what is new of it follows in messages of its own. */
  | { tell: "changed"; number: number; said: string }
  /** Show these words of the source that is open. */
  | { tell: "go"; source: string; start: number; end: number }
  /** What was asked for is not there, or was not understood. */
  | { tell: "gone"; sentence: string };
