// The coding view: a text that is read, and marked as it is read.

import { refusal } from "../acts/typed.ts";
import { newUid } from "../dom.ts";
import type { Host } from "../host.ts";
import type { Edit, Finding, FromDesk } from "../messages.ts";
import { Questions } from "../questions.ts";
import { browserStorage, Queue } from "../queue.ts";
import { Ahead, pressIn } from "./ahead.ts";
import { blocksOf, type Block } from "./blocks.ts";
import { CodeSearch } from "./code_search.ts";
import { filterPanel, isFiltering, isShownBlock, noFilter, shownMarks } from "./filter.ts";
import { findPanel } from "./find.ts";
import { Frame, helpSheet, type Panel } from "./frame.ts";
import { home } from "./home.ts";
import { commandOf, type Command } from "./keys.ts";
import { Marking } from "./marking.ts";
import { withEdits, type Mark } from "./marks.ts";
import { Taken } from "./selection.ts";
import { Told, type TextMessage } from "./told.ts";
import { Transcript } from "./transcript.ts";

/** A desk that could not write now is asked again after this. */
const LATER_MS = 1500;
/** How often the desk is asked for what other programs changed. */
const LOOK_MS = 4000;

export function mountCoding(el: HTMLElement, host: Host, signal: AbortSignal): void {
  new CodingView(el, host, signal);
}

/** A place in a source to go to, in code points. */
interface Goal {
  source: string;
  start: number;
  end: number;
}

class CodingView {
  private view = newUid();
  private told = new Told();
  private frame: Frame;
  private transcript: Transcript;
  private taken: Taken;
  private queue: Queue;
  private questions: Questions;
  private marking: Marking;
  private ahead = new Ahead((event) => this.pressAgain(event));
  private search = new CodeSearch([], []);
  private blocks: Block[] = [];
  /** The marks as they are with the edits that wait. */
  private marks: Mark[] = [];
  /** The id of the mark that is chosen. */
  private chosen = "";
  /** The mark that stands beside the text, as JSON. */
  private besideText = "";
  private filter = noFilter();
  private reached = false;
  /** The edit that could not be made when it was sent. */
  private late = "";
  /** A source whose text is fetched only for edits that wait. */
  private fetching = "";
  /** Where to go once its text and marks are here. */
  private goal: Goal | null = null;
  /** Where reading goes on in a corrected text, once its marks are here. */
  private resume: number | null = null;
  private isDragging = false;

  constructor(el: HTMLElement, private host: Host, signal: AbortSignal) {
    this.frame = new Frame(el);
    this.transcript = new Transcript(this.frame.text);
    this.taken = new Taken(this.transcript, () => this.told.text);
    this.questions = new Questions(host);
    this.queue = new Queue(this.view, (message) => host.send(message), (at) => this.told.quoteAt(at), browserStorage());
    this.marking = new Marking({
      told: this.told, taken: this.taken, ahead: this.ahead, isTold: () => this.isTold, search: () => this.search, marks: () => this.marks, chosen: () => this.chosenMark,
      make: (edit) => this.make(edit), ask: (about) => this.questions.ask(about),
      open: (panel) => this.openSide(panel), leave: () => this.leaveSide(), tell: (words) => this.frame.tell(words), paint: () => this.paint(),
    });
    this.listen(signal);
    host.hear((message) => this.hear(message), signal);
    host.reached((reached) => this.hearReached(reached), signal);
  }

  private listen(signal: AbortSignal): void {
    const { text, sources, side } = this.frame;
    text.addEventListener("keydown", (event) => this.press(event));
    text.addEventListener("pointerdown", (event) => {
      this.isDragging = true;
      if (!event.shiftKey && event.button === 0) this.taken.letGo();
    });
    text.addEventListener("click", (event) => this.click(event));
    side.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leaveSide();
    });
    sources.addEventListener("change", () => this.openSource(sources.value));
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => this.release(), { signal });
    document.addEventListener("selectionchange", () => this.hearSelection(), { signal });
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    const looking = window.setInterval(() => this.look(), LOOK_MS);
    signal.addEventListener("abort", () => {
      clearInterval(looking);
      this.ahead.leave();
      this.taken.leave();
      this.host.send({ say: "bye" });
    });
  }

  // ------------------------------------------------------------------ from the desk

  private hearReached(reached: boolean): void {
    this.reached = reached;
    const { source } = this.told;
    if (reached) this.host.send({ say: "hello", wants: "coding", ...(source ? { source } : {}) });
    this.showSaved();
  }

  /** Ask for what other programs changed; the desk tells of its own changes unasked. */
  private look(): void {
    if (this.reached && !document.hidden && this.told.open) this.host.send({ say: "look", since: this.told.number });
  }

  private hear(message: FromDesk): void {
    if (this.questions.hear(message)) return;
    if (message.tell === "text") this.hearText(message);
    else this.told.hear(message);
    switch (message.tell) {
      case "study":
        this.frame.speak(this.told.say, message.title, (command) => this.run(command));
        this.frame.showSources(message.sources, this.told.source);
        this.queue.open(`${message.key} coding`);
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
      case "marks":
      case "remarked":
        this.hearMarks(message.source, message.version);
        break;
      case "done":
        this.hearDone(message.op, message.number, message.said);
        break;
      case "refused":
        this.hearRefused(message.op, message.sentence);
        break;
      case "later":
        this.late = message.op;
        this.frame.warn(message.sentence);
        setTimeout(() => this.queue.again(message.op), LATER_MS);
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
    this.ahead.look();
    this.showSaved();
  }

  private hearText(message: TextMessage): void {
    const before = this.told.open?.message;
    const isFetched = this.fetching === message.source.id && before !== undefined;
    this.fetching = "";
    if (isFetched) {
      this.told.keep(message);
      // The desk tells of the source that was asked for last: what is on the page, again.
      this.host.send({ say: "open", source: before.source.id });
    } else {
      this.told.hear(message);
      if (before?.source.id !== message.source.id) this.showText();
      else if (before.version !== message.version || before.content !== message.content) this.showCorrected(before);
    }
    this.queue.sendFirst();
    this.fetchNeeded();
  }

  /** Edits left by a page that is gone may be about another text: it is fetched, for their quotes. */
  private fetchNeeded(): void {
    const needed = this.queue.needs;
    if (!needed || needed === this.told.source || this.fetching) return;
    this.fetching = needed;
    this.host.send({ say: "open", source: needed });
  }

  private hearMarks(source: string, version: number): void {
    if (source !== this.told.source) return;
    if (version !== this.told.open?.message.version) this.host.send({ say: "open", source });
    this.queue.seen(this.told.number);
    this.paint();
    if (this.resume !== null) this.transcript.reveal({ start: this.resume, end: this.resume }, "center");
    this.resume = null;
    this.goOn();
  }

  private hearDone(op: string, number: number, said: string): void {
    if (!this.queue.done(op, number)) return;
    this.queue.seen(this.told.number);
    this.fetchNeeded();
    if (op === this.late) this.frame.warn("");
    this.frame.tell(said);
    this.paint();
  }

  private hearRefused(op: string, sentence: string): void {
    const gone = this.queue.refused(op);
    if (!gone.length) return;
    this.frame.warn(refusal(this.told.say, sentence, gone));
    this.paint();
  }

  // ------------------------------------------------------------------ on the page

  private showText(): void {
    const { message, offsets } = this.told.open!;
    this.blocks = blocksOf(message.content, offsets, message.turns, message.sections);
    this.chosen = "";
    this.filter = noFilter();
    this.marking.edges.leave();
    this.transcript.show(message.content, this.blocks, this.told.say);
    // Before the text is there: afterwards the browser would have to lay it out to know where it is.
    this.frame.text.scrollTop = 0;
    this.frame.text.lang = message.source.language ?? "";
    this.frame.showSources(this.told.study?.sources ?? [], message.source.id);
    this.taken.begin(this.blocks[0]?.start ?? 0);
    this.showHome();
  }

  /** Show a corrected text at about the place where the one before it was read. */
  private showCorrected(before: TextMessage): void {
    const read = this.taken.span.start / (before.content.length || 1);
    this.showText();
    const block = this.blocks[this.transcript.blockAt(Math.floor(read * this.told.text.length))];
    if (block) this.resume = block.start;
  }

  /** Show the marks as they are with the edits that wait. Cheap: only what differs is made anew. */
  private paint(): void {
    const { open, study, codes, source } = this.told;
    if (!open || !this.told.isMarked || this.isDragging) return;
    if (this.frame.hasFocus) this.taken.catchUp();
    const made = withEdits(this.told.marks(), this.queue.waiting.map((each) => each.do), source, open.offsets, codes, study?.person ?? "");
    this.marks = this.marking.edges.shown(made);
    this.keepChosen();
    if (this.transcript.mark(shownMarks(this.marks, this.filter), this.chosen)) this.taken.restore(this.frame.hasFocus);
  }

  /** What is gone is not chosen; of what is chosen stands beside the text what is true of it now. */
  private keepChosen(): void {
    if (!this.chosenMark) this.chosen = "";
    if (JSON.stringify(this.chosenMark) !== this.besideText) this.showHome();
  }

  /** Whether the desk has said everything it makes of what was done here. */
  private get isTold(): boolean {
    return !this.queue.waiting.length;
  }

  private get chosenMark(): Mark | undefined {
    return this.marks.find((mark) => mark.id === this.chosen);
  }

  private showSaved(): void {
    this.frame.showSaved(this.told.say, this.queue.unsaved, this.isTold, this.reached);
  }

  private showHome(): void {
    if (this.frame.isOpen) return;
    const { say, codes, recent } = this.told;
    this.besideText = JSON.stringify(this.chosenMark);
    this.frame.rest(home({
      say, codes, recent, chosen: this.chosenMark, isFiltered: isFiltering(this.filter),
      run: (command, number) => {
        this.run(command, number);
        if (!this.frame.isOpen) this.frame.toText();
      },
    }));
  }

  private openSide(panel: Panel): void {
    this.frame.open(panel);
    this.taken.draw();
  }

  private leaveSide(): void {
    this.frame.close();
    this.showHome();
    this.frame.toText();
    this.taken.restore(true);
  }

  /** The browser selects something else. Firefox also does where a turn is made anew: then nobody's hand is in the text. */
  private hearSelection(): void {
    if (this.frame.hasFocus) this.taken.readFromPage();
  }

  // ------------------------------------------------------------------ hands

  private press(event: KeyboardEvent): void {
    if (event.target !== this.frame.text || event.isComposing) return;
    this.taken.catchUp();
    if (this.ahead.keep(event) || this.obey(event)) event.preventDefault();
  }

  /** A key that had to wait goes where the hand is now: to the text, or to what was opened beside it. */
  private pressAgain(event: KeyboardEvent): void {
    const field = this.frame.fieldInHand;
    if (field) pressIn(field, event);
    else if (this.frame.hasFocus) this.obey(event);
  }

  /** Do what a key asks for; false if it asks for nothing. */
  private obey(event: KeyboardEvent): boolean {
    const command = commandOf(event);
    if (!command) return false;
    if (command === "recent") this.run(command, Number(event.key));
    else if (!this.goBy(command, event)) this.run(command);
    return true;
  }

  /** The arrows: they take words, or move the edges of the coding chosen. */
  private goBy(command: Command, { altKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
    const by = altKey ? "character" : "word";
    const steps: Partial<Record<Command, () => void>> = {
      on: () => this.taken.move(by, true, shiftKey),
      back: () => this.taken.move(by, false, shiftKey),
      down: () => this.taken.move("line", true, shiftKey),
      up: () => this.taken.move("line", false, shiftKey),
      "next-turn": () => this.taken.move("turn", true, shiftKey),
      "previous-turn": () => this.taken.move("turn", false, shiftKey),
      home: () => this.taken.move("text", false, shiftKey),
      finish: () => this.taken.move("text", true, shiftKey),
    };
    const step = steps[command];
    if (!step) return false;
    const isOn = command === "on";
    if (shiftKey && this.chosenMark?.kind === "coding" && (isOn || command === "back")) {
      this.run(ctrlKey ? (isOn ? "start-in" : "start-out") : isOn ? "end-out" : "end-in");
      return true;
    }
    this.choose("");
    step();
    this.frame.speakWords(this.told.text.slice(this.taken.span.start, this.taken.span.end));
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
      this.choose(bar.dataset.mark!);
      return this.frame.toText();
    }
    if (!this.taken.isEmpty) return this.choose("");
    const ids = target.closest<HTMLElement>("[data-marks]")?.dataset.marks?.split(" ") ?? [];
    const here = this.marks.filter((mark) => ids.includes(mark.id)).sort((one, other) => one.end - one.start - (other.end - other.start));
    const next = here[(here.findIndex((mark) => mark.id === this.chosen) + 1) % (here.length || 1)];
    this.choose(next?.id ?? "", "stay");
    if (next) this.transcript.keepInSight(event.clientY);
  }

  private choose(id: string, how: "center" | "stay" = "center"): void {
    this.marking.edges.settle();
    if (id === this.chosen) return;
    this.chosen = id;
    const mark = this.chosenMark;
    if (mark) this.taken.take(mark, how);
    this.paint();
    this.showHome();
    // On a narrow page it now stands below the text, which is less high.
    if (mark && how === "center") this.transcript.reveal(mark, how);
    if (mark) this.frame.tell(mark.memo && mark.kind === "coding" ? `${mark.label}: ${mark.memo}` : mark.label);
  }

  /** Do what a key or a button asks for; `number` is that of a code used last. */
  private run(command: Command, number = 0): void {
    const edit = command === "recent" ? () => this.marking.giveRecent(number) : this.marking.commands[command];
    if (!edit) return this.commands[command]?.();
    if (this.told.study?.read_only) return this.frame.tell(this.told.say("This study is open for reading only."));
    if (!MOVES_EDGES.has(command)) this.marking.edges.settle();
    edit();
  }

  /** What is done for each key that only goes about. */
  private commands: Partial<Record<Command, () => void>> = {
    next: () => this.go(true),
    previous: () => this.go(false),
    filter: () => this.openFilter(),
    find: () => this.openFind(),
    sources: () => this.frame.sources.focus(),
    help: () => this.openSide(helpSheet(this.told.say, () => this.leaveSide())),
    leave: () => this.leaveAll(),
    widen: () => this.taken.widen(),
    more: () => this.taken.more(),
    all: () => this.taken.take({ start: this.blocks[0]?.start ?? 0, end: this.blocks.at(-1)?.end ?? 0 }, "stay"),
  };

  private leaveAll(): void {
    if (this.frame.isOpen) return this.leaveSide();
    this.marking.leave();
    this.frame.warn("");
    this.frame.tell("");
    this.choose("");
  }

  // ------------------------------------------------------------------ edits

  /** Have an edit made; it is on the page at once. */
  private make(edit: Edit): void {
    const op = newUid();
    this.frame.warn("");
    this.queue.add(op, edit);
    this.paint();
    this.showSaved();
  }

  // ------------------------------------------------------------------ going about

  /** Go to the next mark that is shown, or the one before. */
  private go(forward: boolean): void {
    const marks = shownMarks(this.marks, this.filter).filter((mark) => !this.transcript.isFolded(this.transcript.blockAt(mark.start)));
    const here = marks.findIndex((mark) => mark.id === this.chosen);
    const { start } = this.taken.span;
    const after = marks.findIndex((mark) => mark.start > start);
    const before = marks.filter((mark) => mark.start < start).length - 1;
    const next = here >= 0 ? here + (forward ? 1 : -1) : forward ? after : before;
    const mark = marks[next];
    if (mark) this.choose(mark.id);
    else this.frame.tell(this.told.say(forward ? "no mark after this" : "no mark before this"));
  }

  private openFilter(): void {
    const speakers = this.blocks.filter((block) => block.kind === "turn").map((block) => block.speaker);
    this.openSide(filterPanel({
      say: this.told.say, marks: this.marks, speakers, filter: this.filter, changed: () => this.applyFilter(), leave: () => this.leaveSide(),
    }));
  }

  private applyFilter(): void {
    this.transcript.fold((block) => isShownBlock(block, this.filter));
    this.paint();
    this.frame.tell(this.told.say("{0} of {1} marks shown", shownMarks(this.marks, this.filter).length, this.marks.length));
  }

  private openFind(): void {
    this.openSide(findPanel({
      say: this.told.say, sources: this.told.study?.sources ?? [],
      ask: (words) => this.questions.ask<Finding>({ what: "find", words }), go: (place) => this.goTo(place),
    }));
  }

  private openSource(source: string): void {
    this.marking.edges.settle();
    this.fetching = "";
    this.host.send({ say: "open", source });
  }

  private goTo({ source, start, end }: Goal): void {
    this.goal = { source, start, end };
    if (source === this.told.source) this.goOn();
    else this.openSource(source);
  }

  private goOn(): void {
    const { goal } = this;
    if (goal?.source !== this.told.source || !this.told.isMarked) return;
    this.goal = null;
    const { offsets } = this.told.open!;
    this.frame.text.scrollIntoView({ block: "nearest" }); // in a notebook its cell may be out of sight
    this.taken.take({ start: offsets.toUnits(goal.start), end: offsets.toUnits(goal.end) }, "center");
    this.frame.toText();
  }
}

const MOVES_EDGES = new Set<Command>(["start-out", "start-in", "end-out", "end-in"]);
