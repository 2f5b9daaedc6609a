// The coding view: a text that is read, and marked as it is read.

import { actForm } from "../acts/act_form.ts";
import type { Form } from "../acts/form.ts";
import { disjunctureForm, memoForm, noteForm, textForm } from "../acts/other_forms.ts";
import { isWritten, newUid } from "../dom.ts";
import type { Host } from "../host.ts";
import type { ActBeginning, Edit, Finding, FromDesk, Place, Question } from "../messages.ts";
import type { Span } from "../offsets.ts";
import { browserStorage, Queue } from "../queue.ts";
import { blocksOf, type Block } from "./blocks.ts";
import { CodeSearch } from "./code_search.ts";
import { filterPanel, isFiltering, isShownBlock, noFilter, shownMarks } from "./filter.ts";
import { findPanel, type FoundPlace } from "./find.ts";
import { Frame, helpSheet } from "./frame.ts";
import { home } from "./home.ts";
import { commandOf, type Command } from "./keys.ts";
import { hasCoding, pendingId, withEdits, type Mark } from "./marks.ts";
import { palette } from "./palette.ts";
import { Taken } from "./selection.ts";
import { Told } from "./told.ts";
import { Transcript } from "./transcript.ts";

/** Edges moved several times in a row are one change, made when the hand rests this long. */
const EDGE_MS = 700;
/** A desk that could not write now is asked again after this. */
const LATER_MS = 1500;
/** How often the desk is asked for what other programs changed. */
const LOOK_MS = 4000;

export function mountCoding(el: HTMLElement, host: Host, signal: AbortSignal): void {
  new CodingView(el, host, signal);
}

interface Asked {
  answer(value: unknown): void;
  refuse(reason: Error): void;
}

class CodingView {
  private view = newUid();
  private told = new Told();
  private frame: Frame;
  private transcript: Transcript;
  private taken: Taken;
  private queue: Queue;
  private blocks: Block[] = [];
  private marks: Mark[] = [];
  private chosen = "";
  private filter = noFilter();
  private search = new CodeSearch([], []);
  private reached = false;
  private asked = new Map<number, Asked>();
  /** Views that share a host hear each other's answers: their numbers do not meet. */
  private lastAsked = Math.floor(Math.random() * 1e12);
  /** Codings shown before the desk had given them an id: where they are and with which code. */
  private early = new Map<string, { at: Place; code: string }>();
  /** The first side of a disjuncture, until the second is taken. */
  private firstSide: Place | null = null;
  /** Edges being moved, not yet an edit. */
  private moving: { id: string; span: Span; timer: number } | null = null;
  /** Where to go once a text is here. */
  private goal: { source: string; start: number; end: number } | null = null;
  private isDragging = false;

  constructor(el: HTMLElement, private host: Host, signal: AbortSignal) {
    this.frame = new Frame(el);
    this.transcript = new Transcript(this.frame.text, this.told.say);
    this.taken = new Taken(this.transcript, () => this.told.text);
    this.queue = new Queue(this.view, (message) => host.send(message), (at) => this.told.quoteAt(at), browserStorage(), (coding) => this.idOf(coding));
    this.listen(signal);
    host.hear((message) => this.hear(message), signal);
    host.reached((reached) => this.hearReached(reached), signal);
  }

  private listen(signal: AbortSignal): void {
    const { text, sources } = this.frame;
    text.addEventListener("keydown", (event) => this.press(event));
    text.addEventListener("pointerdown", (event) => {
      this.isDragging = true;
      if (!event.shiftKey && event.button === 0) this.taken.letGo();
    });
    text.addEventListener("click", (event) => this.click(event));
    document.addEventListener("pointerup", () => this.release(), { signal });
    document.addEventListener("selectionchange", () => this.taken.readFromPage(), { signal });
    this.frame.side.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leaveSide();
    });
    sources.addEventListener("change", () => this.openSource(sources.value));
    const looking = window.setInterval(() => this.look(), LOOK_MS);
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    signal.addEventListener("abort", () => {
      clearInterval(looking);
      this.taken.leave();
      this.host.send({ say: "bye", view: this.view });
    });
  }

  // ------------------------------------------------------------------ from the desk

  private hearReached(reached: boolean): void {
    this.reached = reached;
    if (reached) this.host.send({ say: "hello", view: this.view, wants: "coding", ...(this.told.source ? { source: this.told.source } : {}) });
    this.showSaved();
  }

  /** Ask for what other programs changed; the desk tells of its own changes unasked. */
  private look(): void {
    if (this.reached && !document.hidden && this.told.open) this.host.send({ say: "look", since: this.told.number });
  }

  private hear(message: FromDesk): void {
    const before = this.told.open;
    this.told.hear(message);
    switch (message.tell) {
      case "study":
        this.frame.speak(this.told.say, message.title, (command) => this.run(command));
        this.frame.showSources(message.sources, this.told.source);
        this.queue.open(message.key);
        this.fetchNeeded();
        break;
      case "codebook":
        this.search = new CodeSearch([...this.told.codes.values()], this.told.recent);
        this.paint();
        this.showHome();
        break;
      case "used":
        this.search.recent = this.told.recent;
        this.showHome();
        break;
      case "text":
        if (before?.message.source.id !== message.source.id || before.message.version !== message.version) this.showText();
        this.queue.sendFirst();
        break;
      case "marks":
      case "remarked":
        if (message.source === this.told.source && message.version !== this.told.open?.message.version) this.host.send({ say: "open", source: message.source });
        this.queue.seen(this.told.number);
        this.paint();
        break;
      case "done":
        if (this.queue.done(message.op, message.number)) {
          this.queue.seen(this.told.number);
          this.frame.warn("");
          this.frame.tell(message.said);
        }
        this.paint();
        break;
      case "refused":
        this.hearRefused(message.op, message.sentence);
        break;
      case "later":
        this.frame.warn(message.sentence);
        setTimeout(() => this.queue.again(message.op), LATER_MS);
        break;
      case "answer":
        this.asked.get(message.ask)?.answer(message.answer);
        this.asked.delete(message.ask);
        break;
      case "unanswered":
        this.asked.get(message.ask)?.refuse(new Error(message.sentence));
        this.asked.delete(message.ask);
        break;
      case "changed":
        this.frame.tell(message.said);
        break;
      case "go":
        this.goTo(message);
        break;
      case "gone":
        this.frame.warn(message.sentence);
        break;
    }
    this.showSaved();
  }

  private hearRefused(op: string, sentence: string): void {
    if (!this.queue.refused(op)) return;
    this.frame.warn(sentence);
    this.paint();
  }

  /** Edits left by a view that is gone may be about a text that is not open: it is fetched, then what was open again. */
  private fetchNeeded(): void {
    const needed = this.queue.needs;
    if (needed && needed !== this.told.source) this.host.send({ say: "open", source: needed });
  }

  private ask<Answer>(about: Question): Promise<Answer> {
    const ask = ++this.lastAsked;
    this.host.send({ say: "ask", ask, about });
    return new Promise((answer, refuse) => this.asked.set(ask, { answer: answer as (value: unknown) => void, refuse }));
  }

  // ------------------------------------------------------------------ on the page

  private showText(): void {
    const { message, offsets } = this.told.open!;
    this.blocks = blocksOf(message.content, offsets, message.turns, message.sections);
    this.chosen = "";
    this.moving = null;
    this.filter = noFilter();
    this.transcript.show(message.content, this.blocks, this.told.say);
    this.frame.text.lang = message.source.language ?? "";
    this.frame.showSources(this.told.study?.sources ?? [], message.source.id);
    const first = this.blocks[0];
    if (first) this.taken.take({ start: first.start, end: first.start }, "stay");
    this.frame.text.scrollTop = 0;
    this.paint();
    this.goOn();
    this.showHome();
  }

  /** Show the marks as they are with the edits that stand. Cheap: only what differs is made anew. */
  private paint(): void {
    const { open, study } = this.told;
    if (!open || this.isDragging) return;
    this.marks = withEdits(this.told.marks(), this.queue.waiting, this.told.source, open.offsets, this.told.codes, study?.person ?? "");
    const moving = this.moving;
    if (moving) this.marks = this.marks.map((mark) => (mark.id === moving.id ? { ...mark, ...moving.span } : mark));
    this.keepChosen();
    if (this.transcript.mark(shownMarks(this.marks, this.filter), this.chosen)) this.taken.restore(this.frame.hasFocus);
  }

  /** What was chosen before the desk had given it an id is chosen under its own; what is gone is not chosen. */
  private keepChosen(): void {
    if (!this.chosen || this.marks.some((mark) => mark.id === this.chosen)) return;
    this.chosen = (this.early.has(this.chosen) && this.idOf(this.chosen)) || "";
    this.showHome();
  }

  private showSaved(): void {
    this.frame.showSaved(this.told.say, this.queue.unsaved, this.reached);
  }

  private get chosenMark(): Mark | undefined {
    return this.marks.find((mark) => mark.id === this.chosen);
  }

  private showHome(): void {
    if (this.frame.isOpen) return;
    this.frame.open(home({
      say: this.told.say, codes: this.told.codes, recent: this.told.recent, chosen: this.chosenMark ?? null, marks: this.marks,
      isFiltered: isFiltering(this.filter), give: (code) => this.give([code], false), run: (command) => this.run(command),
    }), null);
  }

  private leaveSide = (): void => {
    this.frame.close();
    this.showHome();
    this.frame.toText();
    this.taken.restore(true); // Firefox takes nothing any more where a turn was made anew without the focus
  };

  private openSide({ element, field }: { element: HTMLElement; field: HTMLElement }): void {
    this.frame.open(element, field);
    this.taken.draw();
  }

  // ------------------------------------------------------------------ hands

  private press(event: KeyboardEvent): void {
    if (event.target !== this.frame.text || isWritten(event.target)) return;
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    if (command === "recent") this.giveRecent(Number(event.key));
    else if (!this.moveBy(command, event)) this.run(command);
  }

  /** The arrows: they take words, or move the end of the coding chosen. */
  private moveBy(command: Command, event: KeyboardEvent): boolean {
    const by = event.altKey ? "character" : "word";
    const steps: Partial<Record<Command, () => void>> = {
      on: () => this.taken.move(by, true, event.shiftKey),
      back: () => this.taken.move(by, false, event.shiftKey),
      down: () => this.taken.move("line", true, event.shiftKey),
      up: () => this.taken.move("line", false, event.shiftKey),
      home: () => this.taken.move("text", false, event.shiftKey),
      finish: () => this.taken.move("text", true, event.shiftKey),
    };
    const step = steps[command];
    if (!step) return false;
    if (event.shiftKey && this.chosenMark?.kind === "coding" && (command === "on" || command === "back"))
      this.moveEdge("end", command === "on");
    else {
      this.choose("");
      step();
    }
    return true;
  }

  private release(): void {
    if (!this.isDragging) return;
    this.isDragging = false;
    this.taken.readFromPage();
    this.paint();
  }

  /** A click on marked words chooses the innermost mark there; another click the next around it. */
  private click(event: MouseEvent): void {
    const target = event.target as Element;
    const bar = target.closest<HTMLElement>("[data-mark]");
    if (bar) {
      this.choose(bar.dataset.mark!, true);
      return this.frame.toText();
    }
    if (!this.taken.isEmpty) return this.choose("");
    const ids = target.closest<HTMLElement>("[data-marks]")?.dataset.marks?.split(" ") ?? [];
    const here = this.marks.filter((mark) => ids.includes(mark.id)).sort((one, other) => one.end - one.start - (other.end - other.start));
    const next = here[(here.findIndex((mark) => mark.id === this.chosen) + 1) % (here.length || 1)];
    this.choose(next?.id ?? "");
  }

  private choose(id: string, reveal = false): void {
    this.settleEdge();
    if (id === this.chosen) return;
    this.chosen = id;
    const mark = this.chosenMark;
    if (mark) this.taken.take(mark, reveal ? "center" : "stay");
    this.paint();
    this.showHome();
    if (mark) this.frame.tell(mark.memo && mark.kind === "coding" ? `${mark.label}: ${mark.memo}` : mark.label);
  }

  private run(command: Command): void {
    const { say } = this.told;
    if (EDITING.has(command) && this.told.study?.read_only) return this.frame.tell(say("This study is open for reading only."));
    const commands: Partial<Record<Command, () => void>> = {
      code: () => this.openPalette(),
      act: () => void this.openAbout((at, beginning) => actForm({ ...this.formBasics(), at, things: this.told.things, beginning })),
      text: () => void this.openAbout((at, beginning) => textForm({ ...this.formBasics(), at, things: this.told.things, beginning })),
      disjuncture: () => this.takeSide(),
      note: () => this.withWords((at) => this.openSide(noteForm({ ...this.formBasics(), at }))),
      memo: () => this.withCoding((mark) => this.openSide(memoForm({ ...this.formBasics(), coding: mark.id, name: mark.label, quote: this.quoteOf(mark), memo: mark.memo }))),
      recode: () => this.withCoding((mark) => this.openRecode(mark)),
      remove: () => this.withCoding((mark) => this.make({ kind: "uncode", coding: mark.id })),
      next: () => this.go(true),
      previous: () => this.go(false),
      filter: () => this.openFilter(),
      find: () => this.openFind(),
      sources: () => this.frame.sources.focus(),
      help: () => this.openSide(helpSheet(say, this.leaveSide)),
      undo: () => this.make({ kind: "undo" }),
      redo: () => this.make({ kind: "redo" }),
      leave: () => this.leaveAll(),
      widen: () => this.taken.widen(),
      all: () => this.taken.take({ start: this.blocks[0]?.start ?? 0, end: this.blocks.at(-1)?.end ?? 0 }, "stay"),
      "start-out": () => this.moveEdge("start", false),
      "start-in": () => this.moveEdge("start", true),
      "end-out": () => this.moveEdge("end", true),
      "end-in": () => this.moveEdge("end", false),
    };
    commands[command]?.();
  }

  private leaveAll(): void {
    this.firstSide = null;
    this.frame.warn("");
    this.frame.tell("");
    this.choose("");
  }

  /** Go to the next mark that is shown, or the one before. */
  private go(forward: boolean): void {
    const marks = shownMarks(this.marks, this.filter);
    const here = marks.findIndex((mark) => mark.id === this.chosen);
    const { start } = this.taken.span;
    const after = marks.findIndex((mark) => mark.start > start);
    const before = marks.filter((mark) => mark.start < start).length - 1;
    const next = here >= 0 ? here + (forward ? 1 : -1) : forward ? after : before;
    const mark = marks[next];
    if (mark) this.choose(mark.id, true);
    else this.frame.tell(this.told.say(forward ? "no mark after this" : "no mark before this"));
  }

  // ------------------------------------------------------------------ edits

  private make(edit: Edit): void {
    this.settleEdge();
    const op = newUid();
    if (edit.kind === "code") for (const code of edit.codes) this.early.set(pendingId(op, code), { at: edit.at, code });
    if (edit.kind === "new-code" && edit.at) this.early.set(pendingId(op, edit.name), { at: edit.at, code: edit.name });
    this.queue.add(op, edit);
    this.paint();
    this.showSaved();
    if (edit.kind === "uncode") this.showHome();
  }

  private idOf(coding: string): string | null {
    const early = this.early.get(coding);
    return early ? this.told.codingAt(early.at, early.code) : coding;
  }

  private quoteOf(span: Span): string {
    return this.told.text.slice(span.start, span.end);
  }

  private withWords(use: (at: Place) => void): void {
    this.settleEdge();
    if (this.told.open && !this.taken.isEmpty) use(this.told.placeOf(this.taken.span));
    else this.frame.tell(this.told.say("Take some words first: with the arrows, or with the mouse."));
  }

  private withCoding(use: (mark: Mark) => void): void {
    this.settleEdge();
    const mark = this.chosenMark;
    if (mark?.kind === "coding") use(mark);
    else this.frame.tell(this.told.say("Choose a coding first: with J, K or the mouse."));
  }

  private give(codes: string[], stay: boolean): void {
    this.withWords((at) => {
      const person = this.told.study?.person ?? "";
      const fresh = codes.filter((code) => !hasCoding(this.marks, this.taken.span, code, person));
      if (fresh.length) this.make({ kind: "code", at, codes: fresh });
      else this.frame.tell(this.told.say("These words have this code already."));
      if (!stay) this.leaveSide();
    });
  }

  private giveRecent(number: number): void {
    if (this.told.study?.read_only) return this.run("code");
    const code = this.told.recent[number - 1];
    if (code) this.give([code], false);
    else this.frame.tell(this.told.say("No code has the number {0} yet.", number));
  }

  private openPalette(): void {
    const { say } = this.told;
    this.withWords((at) => {
      const span = this.taken.span;
      const given = new Set(this.marks.filter((mark) => mark.kind === "coding" && mark.start === span.start && mark.end === span.end).map((mark) => mark.of));
      this.openSide(palette({
        say, heading: say("Code these words"), quote: at.quote, search: this.search, given,
        choose: (code, more) => this.give([code.id], more),
        create: (name, more) => {
          this.make({ kind: "new-code", name, at });
          if (!more) this.leaveSide();
        },
      }));
    });
  }

  private openRecode(mark: Mark): void {
    const { say } = this.told;
    this.openSide(palette({
      say, heading: say("Another code instead of “{0}”", mark.label), quote: this.quoteOf(mark), search: this.search, given: new Set([mark.of]),
      choose: (code) => {
        if (code.id !== mark.of) this.make({ kind: "recode", coding: mark.id, code: code.id });
        this.leaveSide();
      },
    }));
  }

  private formBasics() {
    const finish = (edit: Edit): void => {
      this.make(edit);
      this.leaveSide();
    };
    return { say: this.told.say, make: finish, leave: this.leaveSide };
  }

  /** Open a form about the words taken, with what the desk proposes for it; without an answer it opens empty. */
  private openAbout(open: (at: Place, beginning: ActBeginning) => Form): void {
    this.withWords(async (at) => {
      const patience = new Promise<ActBeginning>((resolve) => setTimeout(() => resolve(this.noBeginning()), 1000));
      const beginning = await Promise.race([this.ask<ActBeginning>({ what: "act", at }), patience]).catch(() => this.noBeginning());
      this.openSide(open(at, beginning));
    });
  }

  private noBeginning(): ActBeginning {
    const { statuses, polarities, works, modes } = this.told.things;
    const first = (choices: [string, string][]): string => choices[0]?.[0] ?? "";
    return {
      known: { status: first(statuses), polarity: first(polarities), work: works.at(-1)?.[0] ?? "" },
      act: { doing: "", doer: "", with_whom: [], initiative: "", purpose: "", uses: "", produces: "", site: "", when: "", mode: first(modes), case: "" },
      others: [],
    };
  }

  private takeSide(): void {
    const { say, things } = this.told;
    this.withWords((at) => {
      const first = this.firstSide;
      if (!first) {
        this.firstSide = at;
        return this.frame.tell(say("One side is taken. Take the words of the other and press D; Escape lets it be."));
      }
      this.firstSide = null;
      this.openSide(disjunctureForm({ ...this.formBasics(), sides: [first, at], cases: things.cases }));
    });
  }

  // ------------------------------------------------------------------ edges

  private moveEdge(edge: "start" | "end", forward: boolean): void {
    const mark = this.chosenMark;
    if (mark?.kind !== "coding") return this.withCoding(() => undefined);
    clearTimeout(this.moving?.timer);
    const span = this.taken.withEdge(mark, edge, forward);
    this.moving = { id: mark.id, span, timer: window.setTimeout(() => this.settleEdge(), EDGE_MS) };
    this.paint();
    this.taken.take(span, "stay");
    this.transcript.reveal(edge === "start" ? { start: span.start, end: span.start } : { start: span.end, end: span.end }, "nearest");
  }

  /** Make the edit that moves the edges, once they rest. */
  private settleEdge(): void {
    const moving = this.moving;
    if (!moving) return;
    clearTimeout(moving.timer);
    this.moving = null;
    this.make({ kind: "move", coding: moving.id, at: this.told.placeOf(moving.span) });
  }

  // ------------------------------------------------------------------ going about

  private openFilter(): void {
    const { say } = this.told;
    this.openSide(filterPanel({
      say, marks: this.marks, speakers: this.blocks.filter((block) => block.kind === "turn").map((block) => block.speaker), filter: this.filter,
      changed: () => this.applyFilter(), leave: this.leaveSide,
    }));
  }

  private applyFilter(): void {
    this.transcript.fold((block) => isShownBlock(block, this.filter));
    this.paint();
    const shown = shownMarks(this.marks, this.filter).length;
    this.frame.tell(this.told.say("{0} of {1} marks shown", shown, this.marks.length));
  }

  private openFind(): void {
    this.openSide(findPanel({
      say: this.told.say, sources: this.told.study?.sources ?? [],
      ask: (words) => this.ask<Finding>({ what: "find", words }),
      go: (place) => this.goTo(place),
    }));
  }

  private goTo({ source, start, end }: Pick<FoundPlace, "source" | "start" | "end">): void {
    this.goal = { source, start, end };
    if (source === this.told.source) this.goOn();
    else this.openSource(source);
  }

  private openSource(source: string): void {
    this.settleEdge();
    this.host.send({ say: "open", source });
  }

  private goOn(): void {
    const { goal } = this;
    if (!goal || goal.source !== this.told.source) return;
    this.goal = null;
    const { offsets } = this.told.open!;
    this.taken.take({ start: offsets.toUnits(goal.start), end: offsets.toUnits(goal.end) }, "center");
    this.frame.toText();
  }
}

const EDITING = new Set<Command>([
  "code", "act", "text", "disjuncture", "note", "memo", "recode", "remove", "undo", "redo", "start-out", "start-in", "end-out", "end-in",
]);
