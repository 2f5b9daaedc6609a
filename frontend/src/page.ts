// The front end on the local page: sources on one side, the codebook on the other, and between them the text, the
// map or the plans. Each view has a way to the desk of its own, so that none has to know of the others.

import { refusal } from "./acts/typed.ts";
import { mountCoding } from "./coding/view.ts";
import { make, newUid } from "./dom.ts";
import { GO, type Go } from "./host.ts";
import { mountMap } from "./map/view.ts";
import type { FromDesk } from "./messages.ts";
import { CodebookPanel } from "./page/codebook.ts";
import { Fold } from "./page/fold.ts";
import { about, openSocket, type Way } from "./page/socket.ts";
import { SourceList } from "./page/sources.ts";
import { read, type Whereabouts, written } from "./page/whereabouts.ts";
import "./page/page.css";
import { mountPlans } from "./plans/view.ts";
import { browserStorage, Queue } from "./queue.ts";
import { type Say, sayer } from "./words.ts";

const LOOK_MS = 2000;
const NAMES = { text: "Text", map: "Map", plans: "Plans" };
const PLANS = new Set(["individual plan", "other plan"]);

class Page {
  private readonly ending = new AbortController();
  private readonly desk = openSocket(this.ending.signal);
  private readonly queue = new Queue("page", (message) => this.desk.send(message), () => null, browserStorage());
  private readonly title = make("h1");
  private readonly status = make("p", { role: "status", class: "iew-page-status" });
  private readonly sentence = make("p", { role: "alert", class: "iew-page-sentence", hidden: true });
  private readonly sources = new SourceList();
  private readonly codebook = new CodebookPanel((edit) => this.queue.add(newUid(), edit));
  private readonly main = make("main", { class: "iew-page-main", tabindex: -1 });
  private readonly tabs = { text: make("a"), map: make("a"), plans: make("a", { hidden: true }) };
  private readonly tabList = make("nav", { class: "iew-page-tabs" }, ...Object.values(this.tabs));
  private readonly folds: Fold[];
  private say: Say = sayer({});
  private study = "";
  private number = 0;
  private titles = new Map<string, string>();
  private viewing = new AbortController();
  private way: Way | null = null;
  private shown = "";
  private lastText = "";
  /** The sentence that says that the study is not there, and whether it was said since the last look. */
  private gone = "";
  /** The sentence that says why nobody answers. */
  private why = "";
  private isGone = false;
  private wasReached = false;

  constructor() {
    this.folds = [new Fold("Sources", this.sources.element), new Fold("Codebook", this.codebook.element)];
    const bar = make("header", { class: "iew-page-bar" }, this.folds[0]!.button, this.title, this.tabList, this.status, this.folds[1]!.button);
    const body = make("div", { class: "iew-page-body" }, this.sources.element, this.main, this.codebook.element);
    document.body.append(make("div", { class: "iew iew-page" }, bar, body, this.sentence));
    this.main.addEventListener(GO, (event) => {
      event.preventDefault(); // whoever asked knows that somebody goes there
      this.go((event as CustomEvent<Go>).detail);
    });
    this.desk.reached((reached) => this.reached(reached), this.ending.signal);
    this.desk.hear((message) => this.hear(message), this.ending.signal);
    window.addEventListener("hashchange", () => this.open(read(location.hash)));
    window.setInterval(() => {
      if (!document.hidden) this.look();
    }, LOOK_MS);
    this.open(read(location.hash));
  }

  private reached(reached: boolean): void {
    if (reached) this.desk.send({ say: "hello", wants: "page" });
    else void this.askWhyNot();
    document.body.dataset["reached"] = String(reached);
  }

  /** Ask whether anything changed. What was gone when last asked, and is not now, is there again. */
  private look(): void {
    if (this.gone && !this.isGone) {
      this.gone = "";
      this.tell("");
    }
    this.isGone = false;
    this.desk.send({ say: "look", since: this.number });
  }

  /** Nobody answers. Either the program has stopped, or it was started anew and has another address. */
  private async askWhyNot(): Promise<void> {
    if (!this.study) return;
    const answered = await fetch(location.pathname, { cache: "no-store" }).then((answer) => answer.status, () => 0);
    const why = this.say(answered === 403 ? "The program was started anew; go on at the address that it printed. What was not yet saved is kept in this browser and taken over there." : "The program cannot be reached; it is tried again and again. What you do meanwhile is kept in this browser.");
    if (why !== this.why) this.tell(why); // once, and not each time that it is tried
    this.why = why;
    this.wasReached = false;
  }

  private hear(message: FromDesk): void {
    switch (message.tell) {
      case "study":
        this.say = sayer(message.words);
        this.study = message.title;
        this.number = message.number;
        this.titles = new Map(message.sources.map((each) => [each.id, each.title || each.id]));
        this.speak(message.language, message.person);
        this.sources.show(message.sources, this.say);
        this.codebook.speak(this.say, message.read_only);
        this.tabs.plans.hidden = !message.sources.some((each) => PLANS.has(each.kind));
        if (!this.wasReached) {
          this.wasReached = true;
          this.why = "";
          this.queue.open(`${message.key} page`);
          this.tell(message.read_only ? this.say("This study can only be read here; nothing can be changed.") : "");
        }
        break;
      case "codebook":
        this.codebook.show(message.codes);
        break;
      case "used":
        this.codebook.count(message.codes);
        this.sources.count(message.sources);
        break;
      case "done":
        this.queue.done(message.op, message.number);
        this.queue.seen(message.number);
        this.status.textContent = message.said;
        break;
      case "refused":
        this.tell(refusal(this.say, message.sentence, this.queue.refused(message.op)));
        break;
      case "changed":
        this.number = message.number;
        this.status.textContent = message.said;
        break;
      case "later":
        this.tell(message.sentence);
        break;
      case "gone":
        if (message.sentence !== this.gone) this.tell(message.sentence);
        this.gone = message.sentence;
        this.isGone = true;
        break;
    }
  }

  private speak(language: string, person: string): void {
    document.documentElement.lang = language;
    this.title.textContent = this.study;
    this.title.title = this.say("You work here as {0}.", person);
    this.tabList.setAttribute("aria-label", this.say("What is shown"));
    for (const [name, tab] of Object.entries(this.tabs)) tab.textContent = this.say(NAMES[name as keyof typeof NAMES]);
    for (const fold of this.folds) fold.speak(this.say);
    this.entitle();
    if (!this.shown) this.begin();
  }

  /** A sentence that matters; it stays until it is put away or the next one comes. */
  private tell(sentence: string): void {
    this.sentence.hidden = !sentence;
    this.sentence.replaceChildren(sentence);
    if (sentence) this.sentence.append(make("button", { type: "button", onclick: () => this.tell("") }, this.say("Leave")));
  }

  private begin(): void {
    this.main.replaceChildren(make("p", { class: "iew-page-begin" }, this.say("Choose a source to read.")));
  }

  private go(to: Go): void {
    location.hash = written({ ...to, shows: "text" });
  }

  /** Show what an address names. Within one text one only moves. */
  private open(at: Whereabouts): void {
    const key = at.shows === "text" ? `text ${at.source}` : `${at.shows} ${at.case}`;
    const empty = at.shows === "text" && !at.source;
    if (at.shows === "text" && at.source) this.lastText = written({ source: at.source });
    if (key !== this.shown) {
      this.folds[0]?.leave();
      this.viewing.abort();
      this.viewing = new AbortController();
      this.main.replaceChildren();
      this.shown = empty ? "" : key;
      if (empty) this.begin();
      else this.mount(at);
    }
    if (at.start !== undefined && at.end !== undefined) this.way?.tell({ tell: "go", source: at.source, start: at.start, end: at.end });
    this.sources.mark(at.shows === "text" ? at.source : "");
    this.mark(at);
    this.entitle(at);
  }

  private mount(at: Whereabouts): void {
    const el = this.main.appendChild(make("div", { class: `iew-fill iew-page-view iew-page-view-${at.shows}` }));
    const { signal } = this.viewing;
    const way = openSocket(signal);
    this.way = at.shows === "text" ? way : null;
    if (at.shows === "text") {
      way.hear((message) => message.tell === "text" && this.follow(message.source.id), signal);
      mountCoding(el, about(way, at.source), signal);
    } else if (at.shows === "map") mountMap(el, way, signal, { case: at.case });
    else mountPlans(el, way, signal);
  }

  /** The view went to another source by itself, as to where words were found: the address follows. */
  private follow(source: string): void {
    if (`text ${source}` === this.shown) return;
    this.shown = `text ${source}`;
    history.pushState(null, "", written({ source }));
    this.lastText = written({ source });
    this.sources.mark(source);
    this.mark(read(location.hash));
    this.entitle();
  }

  private mark(at: Whereabouts): void {
    document.body.dataset["shows"] = at.shows;
    this.tabs.text.href = this.lastText || "#";
    this.tabs.map.href = written({ shows: "map" });
    this.tabs.plans.href = written({ shows: "plans" });
    for (const [name, tab] of Object.entries(this.tabs)) {
      if (name === at.shows) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  }

  private entitle(at: Whereabouts = read(location.hash)): void {
    const what = at.shows === "text" ? this.titles.get(at.source) : this.say(NAMES[at.shows]);
    document.title = [what, this.study].filter(Boolean).join(" – ") || "ieworkbench";
  }
}

new Page();
