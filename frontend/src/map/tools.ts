// The row of tools over a map: which part of the study, find, zoom, gaps, lanes, undo.

import { freshId, make } from "../dom.ts";
import type { Say } from "../words.ts";
import type { MapShown } from "./lines.ts";
import type { Thing } from "./stage.ts";

/** What can be done from the tools. */
interface Doing {
  show(asked: { case: string; layer: string }): void;
  find(words: string): Promise<Thing[]>;
  go(thing: Thing): void;
  zoomBy(by: number): void;
  showGaps(): Promise<void>;
  showLanes(): void;
  undo(): void;
  redo(): void;
  tell(words: string): void;
}

const SOON = 120;

export class Tools {
  readonly element = make("header", { class: "iew-map-head" });
  private title = make("h2", { dir: "auto" });
  private facts = make("p", { class: "iew-map-facts", dir: "auto" });
  private cases = make("select", { id: freshId("case") });
  private layers = make("select", { id: freshId("layer") });
  private search = make("input", { id: freshId("find"), type: "search", autocomplete: "off", spellcheck: "false" });
  private saved = make("span", { class: "iew-map-unsaved" });
  private found: Thing[] = [];
  private next = 0;
  private say: Say = (name) => name;
  private made = "";

  constructor(private doing: Doing) {
    const chosen = () => doing.show({ case: this.cases.value, layer: this.layers.value });
    this.cases.addEventListener("change", chosen);
    this.layers.addEventListener("change", chosen);
    let waiting = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(() => void this.look(), SOON);
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      clearTimeout(waiting);
      void this.goNext();
    });
  }

  update(map: MapShown, say: Say, asked: { case: string; layer: string }, readOnly: boolean): void {
    this.say = say;
    this.title.textContent = map.title;
    this.facts.textContent = map.facts.join(" · ");
    const made = JSON.stringify([map.cases, map.layers, readOnly, say("find")]);
    if (made !== this.made) this.fill(map, readOnly);
    this.made = made;
    this.cases.value = asked.case;
    this.layers.value = asked.layer;
  }

  private fill(map: MapShown, readOnly: boolean): void {
    const say = this.say, button = (words: string, label: string, act: () => void) =>
      make("button", { type: "button", title: label, "aria-label": words === label ? false : label, onclick: act }, words);
    const options = (select: HTMLSelectElement, all: string, rows: [string, string][]) =>
      select.replaceChildren(make("option", { value: "" }, all), ...rows.map(([value, words]) => make("option", { value }, words)));
    options(this.cases, say("all cases"), map.cases.map((each) => [each, each]));
    options(this.layers, say("all layers"), map.layers);
    const named = (name: string, field: HTMLElement, ...more: (Node | string)[]) =>
      make("span", { class: "iew-map-field" }, make("label", { for: field.id }, say(name)), field, ...more);
    const tools = make("div", { class: "iew-map-tools" },
      map.cases.length > 0 && named("case", this.cases),
      named("layer", this.layers),
      named("find", this.search),
      make("span", { class: "iew-map-group" },
        button("−", say("zoom out"), () => this.doing.zoomBy(1 / 1.3)),
        button("+", say("zoom in"), () => this.doing.zoomBy(1.3)),
        button(say("whole map"), say("whole map"), () => this.doing.zoomBy(0))),
      make("span", { class: "iew-map-group" },
        button(say("gaps"), say("gaps"), () => void this.doing.showGaps()),
        button(say("lanes"), say("lanes"), () => this.doing.showLanes())),
      readOnly
        ? make("span", { class: "iew-map-unsaved" }, say("read only"))
        : make("span", { class: "iew-map-group" },
            button(say("undo"), say("undo"), () => this.doing.undo()),
            button(say("redo"), say("redo"), () => this.doing.redo())),
      this.saved);
    this.element.replaceChildren(make("div", { class: "iew-map-about" }, this.title, this.facts), tools);
  }

  unsaved(number: number): void {
    this.saved.textContent = number ? this.say("waiting", number) : "";
  }

  focusFind(): void {
    this.search.focus();
    this.search.select();
  }

  clear(): void {
    this.search.value = "";
    void this.look();
  }

  /** Look again on a map that was drawn again. */
  findAgain(): void {
    if (this.search.value.trim()) void this.look();
  }

  private async look(): Promise<void> {
    const words = this.search.value;
    const found = await this.doing.find(words);
    if (words !== this.search.value) return;
    this.found = found;
    this.next = 0;
  }

  private async goNext(): Promise<void> {
    if (!this.found.length) await this.look();
    const thing = this.found[this.next % this.found.length];
    if (!thing) return;
    this.next += 1;
    this.doing.go(thing);
  }
}
