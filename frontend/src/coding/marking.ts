// What a researcher does to words and to the codings on them: each ends in one edit.

import { actForm, type FormAbout, type ProposedForm } from "../acts/act_form.ts";
import { disjunctureForm, memoForm, noteForm, textForm } from "../acts/other_forms.ts";
import { newUid } from "../dom.ts";
import type { ActBeginning, Edit, KnownThings, Place, Question } from "../messages.ts";
import type { Span } from "../offsets.ts";
import type { Ahead } from "./ahead.ts";
import type { CodeSearch } from "./code_search.ts";
import { Edges } from "./edges.ts";
import type { Panel } from "./frame.ts";
import type { Command } from "./keys.ts";
import { hasCoding, type Mark } from "./marks.ts";
import { palette } from "./palette.ts";
import type { Taken } from "./selection.ts";
import type { Told } from "./told.ts";

/** What marking needs of the view it is done in. */
export interface Ground {
  told: Told;
  taken: Taken;
  ahead: Ahead;
  /** Whether the desk has said everything it makes of what was done here. */
  isTold(): boolean;
  search(): CodeSearch;
  marks(): Mark[];
  chosen(): Mark | undefined;
  make(edit: Edit): void;
  ask<Answer>(about: Question): Promise<Answer>;
  open(panel: Panel): void;
  leave(): void;
  tell(words: string): void;
  paint(): void;
}

export class Marking {
  /** The first side of a disjuncture, until the second is taken. */
  private firstSide: Place | null = null;
  readonly edges: Edges;

  constructor(private ground: Ground) {
    this.edges = new Edges((coding, span) => ground.make({ kind: "move", coding, at: ground.told.placeOf(span) }));
  }

  /** What is done for each key that marks something. */
  readonly commands: Partial<Record<Command, () => void>> = {
    code: () => this.openPalette(),
    act: () => this.openAbout(actForm),
    text: () => this.openAbout(textForm),
    disjuncture: () => this.takeSide(),
    note: () => this.withWords((at) => this.ground.open(noteForm({ ...this.basics(), quote: at.quote, text: "", edit: (text) => ({ kind: "note", at, text, id: newUid() }) }))),
    memo: () => this.openWords(),
    recode: () => this.withCoding((mark) => this.openRecode(mark)),
    remove: () => this.remove(),
    undo: () => this.ground.make({ kind: "undo" }),
    redo: () => this.ground.make({ kind: "redo" }),
    "start-out": () => this.moveEdge("start", false),
    "start-in": () => this.moveEdge("start", true),
    "end-out": () => this.moveEdge("end", true),
    "end-in": () => this.moveEdge("end", false),
  };

  /** Forget what was begun. */
  leave(): void {
    this.firstSide = null;
  }

  private get say() {
    return this.ground.told.say;
  }

  private withWords(use: (at: Place) => void): void {
    const { told, taken } = this.ground;
    if (told.open && taken.hasWords) use(told.placeOf(taken.span));
    else this.ground.tell(this.say("Take some words first: with the arrows, or with the mouse."));
  }

  private withCoding(use: (mark: Mark) => void): void {
    const mark = this.ground.chosen();
    if (mark?.kind === "coding") use(mark);
    else this.ground.tell(this.say("Choose a coding first: with J, K or the mouse."));
  }

  /** Take away the mark chosen. */
  private remove(): void {
    const mark = this.ground.chosen();
    if (!mark) return this.ground.tell(this.say("Choose a mark first: with J, K or the mouse."));
    if (mark.kind === "coding") return this.ground.make({ kind: "uncode", coding: mark.id });
    this.ground.make(mark.kind === "note" ? { kind: "unnote", note: mark.id } : { kind: "unaccount", account: mark.id });
  }

  /** Write the memo of the coding chosen, or the note chosen. */
  private openWords(): void {
    const mark = this.ground.chosen();
    if (mark?.kind === "coding") return this.openMemo(mark);
    if (mark?.kind !== "note") return this.ground.tell(this.say("Choose a coding or a note first: with J, K or the mouse."));
    this.ground.open(noteForm({ ...this.basics(), quote: this.quoteOf(mark), text: mark.memo, edit: (text) => ({ kind: "renote", note: mark.id, text }) }));
  }

  // ------------------------------------------------------------------ codes

  /** Give the words taken a code, unless they have it. */
  give(code: string): void {
    const { told, taken, marks } = this.ground;
    this.withWords((at) => {
      if (hasCoding(marks(), taken.span, code, told.study?.person ?? "")) this.ground.tell(this.say("These words have this code already."));
      else this.ground.make({ kind: "code", at, code, id: newUid() });
    });
  }

  /** Give the code that has this number among those used last. */
  giveRecent(number: number): void {
    const codeOf = (): string | undefined => this.ground.told.recent[number - 1];
    this.ground.ahead.waitFor(() => codeOf() !== undefined || this.ground.isTold(), () => {
      const code = codeOf();
      if (code) this.give(code);
      else this.ground.tell(this.say("No code has the number {0} yet.", number));
    });
  }

  private openPalette(): void {
    const { ground, say } = this;
    this.withWords((at) =>
      ground.open(palette({
        say, heading: say("Code these words"), quote: at.quote, search: ground.search(), given: this.given(),
        choose: (code, more) => {
          this.give(code.id);
          if (!more) ground.leave();
        },
        create: (name, more) => {
          ground.make({ kind: "new-code", name, at, id: newUid() });
          if (!more) ground.leave();
        },
      })));
  }

  /** The codes that the words taken have. */
  private given(): Set<string> {
    const { start, end } = this.ground.taken.span;
    const same = this.ground.marks().filter((mark) => mark.kind === "coding" && mark.start === start && mark.end === end);
    return new Set(same.map((mark) => mark.of));
  }

  private openRecode(mark: Mark): void {
    const { ground, say } = this;
    ground.open(palette({
      say, heading: say("Another code instead of “{0}”", mark.label), quote: this.quoteOf(mark), search: ground.search(), given: new Set([mark.of]),
      choose: (code) => {
        if (code.id !== mark.of) ground.make({ kind: "recode", coding: mark.id, code: code.id });
        ground.leave();
      },
    }));
  }

  private openMemo(mark: Mark): void {
    this.ground.open(memoForm({ ...this.basics(), coding: mark.id, name: mark.label, quote: this.quoteOf(mark), memo: mark.memo }));
  }

  private quoteOf(span: Span): string {
    return this.ground.told.text.slice(span.start, span.end);
  }

  /** Move an edge of the coding chosen by a word. */
  moveEdge(edge: "start" | "end", forward: boolean): void {
    this.withCoding((mark) => {
      const { taken } = this.ground;
      const span = taken.withEdge(mark, edge, forward);
      this.edges.move(mark.id, span);
      this.ground.paint();
      taken.take(span, "stay");
      taken.reveal(edge === "start" ? span.start : span.end);
    });
  }

  // ------------------------------------------------------------------ forms

  private basics() {
    const make = (edit: Edit): void => {
      this.ground.make(edit);
      this.ground.leave();
    };
    return { say: this.say, make, leave: () => this.ground.leave() };
  }

  /** Open a form about the words taken, with what the desk proposes for it; what it proposes late is filled in then. */
  private openAbout(formAbout: (about: FormAbout) => ProposedForm): void {
    const { told, ahead } = this.ground;
    this.withWords((at) => {
      let beginning: ActBeginning | null = null;
      let form: ProposedForm | null = null;
      const hear = (proposed: ActBeginning): void => {
        beginning = proposed;
        form?.begin(proposed);
        ahead.look();
      };
      const empty = emptyBeginning(told.things);
      this.ground.ask<ActBeginning>({ what: "act", at }).then(hear, () => hear(empty));
      ahead.waitFor(() => beginning !== null, () => {
        form = formAbout({ ...this.basics(), at, things: told.things, beginning: beginning ?? empty });
        this.ground.open(form);
      });
    });
  }

  private takeSide(): void {
    this.withWords((at) => {
      const first = this.firstSide;
      this.firstSide = first ? null : at;
      if (first) this.ground.open(disjunctureForm({ ...this.basics(), sides: [first, at], cases: this.ground.told.things.cases }));
      else this.ground.tell(this.say("One side is taken. Take the words of the other and press D; Escape lets it be."));
    });
  }
}

/** What a form begins with while the desk proposes nothing. */
function emptyBeginning({ statuses, polarities, works, modes }: KnownThings): ActBeginning {
  const first = (choices: [string, string][]): string => choices[0]?.[0] ?? "";
  return {
    known: { status: first(statuses), polarity: first(polarities), work: works.at(-1)?.[0] ?? "" },
    act: { doing: "", doer: "", with_whom: [], initiative: "", purpose: "", uses: "", produces: "", site: "", when: "", mode: first(modes), case: "" },
    others: [],
  };
}
