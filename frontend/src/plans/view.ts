// Plans side by side, and the statements that are proposed in a text, in a cell or on the local page.

import { freshId, make } from "../dom.ts";
import { GO, type Host } from "../host.ts";
import type { AroundWords } from "../map/lines.ts";
import type { Edit, FromDesk, SourceLine } from "../messages.ts";
import { Talk } from "../talk.ts";
import { type Say, sayer } from "../words.ts";
import { Comparison } from "./comparison.ts";
import type { PlansShown, StatementsShown } from "./lines.ts";
import { Statements } from "./statements.ts";

/** What is asked for to begin with; several plans are joined by line ends. */
export interface PlansBegins {
  plans?: string;
  template?: string;
  title?: string;
  source?: string;
}

const FIRST = ["written decision", "letter", "individual plan", "guideline", "law"];

export function mountPlans(el: HTMLElement, host: Host, signal: AbortSignal, begins: PlansBegins = {}): void {
  new PlansView(el, host, signal, begins);
}

class PlansView {
  private talk: Talk;
  private status = make("p", { class: "iew-plans-status", role: "status" });
  private unsaved = make("span", { class: "iew-plans-unsaved" });
  private head = make("header", { class: "iew-plans-head" });
  private main = make("div", { class: "iew-plans-main", role: "tabpanel" });
  private comparison = new Comparison(this);
  private statements = new Statements(this);
  private sources = make("select", { id: freshId("source") });
  private tabs: Record<"comparison" | "statements", HTMLButtonElement>;
  private shows: "comparison" | "statements";
  private plans: PlansShown | null = null;
  private found: StatementsShown | null = null;
  private lines: SourceLine[] = [];
  private say: Say = (name) => name;
  private greeting = false;
  private asked = 0;
  private reached = true;
  readOnly = false;

  constructor(private el: HTMLElement, private host: Host, private signal: AbortSignal, private begins: PlansBegins) {
    this.talk = new Talk(host, (source, start, end) => this.quote(source, start, end));
    this.shows = begins.source ? "statements" : "comparison";
    const tab = (name: "comparison" | "statements") => make("button", { type: "button", role: "tab", id: freshId(name), onclick: () => this.turn(name) });
    this.tabs = { comparison: tab("comparison"), statements: tab("statements") };
    el.classList.add("iew", "iew-plans");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.replaceChildren(this.head, this.main, this.status);
    el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
    el.addEventListener("focusin", (event) => (event.target as Element).setAttribute("data-lm-suppress-shortcuts", "true"), { signal });
    this.sources.addEventListener("change", () => void this.readStatements(this.sources.value));
    signal.addEventListener("abort", () => host.send({ say: "bye" }));
    host.hear((message) => this.hear(message), signal);
    host.reached((reached) => this.isReached(reached), signal);
  }

  // ----------------------------------------------------------------------- the desk

  private isReached(reached: boolean): void {
    this.reached = reached;
    this.greeting = reached;
    if (reached) this.host.send({ say: "hello", wants: "plans" });
    else this.tell(this.say("unreached"));
  }

  private hear(message: FromDesk): void {
    if (message.tell === "begins") {
      this.begins = message.asked;
      if (this.begins.source && !this.plans) this.shows = "statements";
    } else if (message.tell === "study") {
      this.lines = message.sources;
      if (this.greeting) {
        this.greeting = false;
        this.readOnly = message.read_only;
        this.talk.open(`${message.key} plans`);
        void this.begin();
      }
    } else if (message.tell === "changed") void this.again();
    else if (message.tell === "gone") this.tell(message.sentence);
    else this.talk.hear(message);
    this.unsaved.textContent = this.talk.queue.unsaved ? this.say("waiting", this.talk.queue.unsaved) : "";
  }

  private async begin(): Promise<void> {
    if (this.shows === "statements") await this.readStatements(this.found?.source ?? this.begins.source ?? this.first());
    else await this.compare();
  }

  /** Somebody else changed something: what is shown is asked for again. */
  private async again(): Promise<void> {
    if (this.shows === "statements" && this.found) await this.readStatements(this.found.source);
    else if (this.plans) await this.compare();
  }

  private first(): string {
    const kinds = (each: SourceLine) => (FIRST.indexOf(each.kind) + FIRST.length + 1) % (FIRST.length + 1);
    return [...this.lines].sort((a, b) => kinds(a) - kinds(b))[0]?.id ?? "";
  }

  private async compare(): Promise<void> {
    this.asked += 1;
    const asked = this.asked, { plans = "", template = "", title = "" } = this.begins;
    if (!this.plans) this.main.replaceChildren(make("p", { class: "iew-plans-wait" }, "…"));
    try {
      const has = this.plans?.number ?? -1;
      const found = await this.talk.ask<PlansShown | null>({ what: "plans", plans: plans.split("\n").filter(Boolean), template, title, has });
      if (asked !== this.asked || this.signal.aborted) return;
      if (found) {
        this.plans = found;
        this.comparison.show(found, sayer(found.words));
      }
      this.say = sayer(this.plans!.words);
      this.frame(this.comparison.element, this.plans!.title, this.plans!.facts);
    } catch (problem) {
      this.fail(problem);
    }
  }

  private async readStatements(source: string): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const found = await this.talk.ask<StatementsShown>({ what: "statements", source });
      if (asked !== this.asked || this.signal.aborted) return;
      const held = this.statements.element.contains((this.el.getRootNode() as Document | ShadowRoot).activeElement);
      this.found = found;
      this.say = sayer(found.words);
      this.statements.show(found, this.say);
      this.frame(this.statements.element, found.title, "");
      if (held) this.statements.focus();
    } catch (problem) {
      this.fail(problem);
    }
  }

  private frame(shown: HTMLElement, title: string, facts: string): void {
    const say = this.say;
    const list = make("div", { class: "iew-plans-tabs", role: "tablist", "aria-label": say("what is shown") }, this.tabs.comparison, this.tabs.statements);
    for (const [name, tab] of Object.entries(this.tabs)) {
      tab.textContent = say(name);
      tab.setAttribute("aria-selected", String(name === this.shows));
      tab.tabIndex = name === this.shows ? 0 : -1;
    }
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      this.turn(this.shows === "comparison" ? "statements" : "comparison");
      this.tabs[this.shows].focus();
    });
    this.main.setAttribute("aria-labelledby", this.tabs[this.shows].id);
    const chosen = this.found?.source ?? "";
    this.sources.replaceChildren(...this.lines.map((each) => make("option", { value: each.id, selected: each.id === chosen }, each.title || each.id)));
    const about = this.shows === "comparison"
      ? make("div", { class: "iew-plans-about" }, make("h2", { dir: "auto" }, title), make("p", {}, facts))
      : make("div", { class: "iew-plans-about" }, make("h2", { class: "iew-hidden" }, say("proposals")), make("label", { for: this.sources.id }, say("source")), this.sources);
    this.head.replaceChildren(about, list, this.readOnly ? make("span", { class: "iew-plans-unsaved" }, say("read only")) : this.unsaved);
    if (this.main.firstElementChild !== shown) this.main.replaceChildren(shown);
  }

  private turn(to: "comparison" | "statements"): void {
    if (to === this.shows) return;
    this.shows = to;
    void this.begin();
  }

  private quote(source: string, start: number, end: number): string | null {
    const found = this.found?.source === source ? this.found.statements : [];
    for (const each of found) {
      const letters = Array.from(each.text), from = start - each.begins, to = end - each.begins;
      if (from >= 0 && to <= letters.length) return letters.slice(from, to).join("");
    }
    return null;
  }

  private fail(problem: unknown): void {
    const sentence = problem instanceof Error ? problem.message : String(problem);
    this.tell(sentence);
    if (this.shows === "comparison" && !this.plans) this.main.replaceChildren(make("p", { class: "iew-plans-wait" }, sentence));
  }

  tell(words: string): void {
    this.status.textContent = words;
  }

  // -------------------------------------------------------------------- what is done here

  decide(edit: Edit & { kind: "statement" }): void {
    this.talk.edit(edit, (done, said) => {
      if (!done) {
        this.statements.refused(edit.key);
        this.tell(said);
      } else void this.readStatements(edit.source);
    });
    this.unsaved.textContent = this.say("waiting", this.talk.queue.unsaved);
    if (!this.reached) this.tell(this.say("unreached"));
  }

  undo(): void {
    this.talk.edit({ kind: "undo" }, (done, said) => {
      this.tell(said);
      if (done && this.found) void this.readStatements(this.found.source);
    });
  }

  open(source: string, start: number, end: number): void {
    const go = { source, start, end };
    if (!this.el.dispatchEvent(new CustomEvent(GO, { bubbles: true, composed: true, cancelable: true, detail: go }))) return;
    this.talk.ask<AroundWords>({ what: "show", ...go }).then(
      (found) => this.tell(found.views ? this.say("opened", found.title) : `${found.title}: …${found.before.slice(-120)}${found.quote}${found.after.slice(0, 120)}…`),
      (problem) => this.fail(problem),
    );
  }
}
