// The list of a study's sources, narrowed by what is typed into the box above it.

import { make } from "../dom.ts";
import type { SourceLine } from "../messages.ts";
import { type Say, sayer } from "../words.ts";
import { written } from "./whereabouts.ts";

export class SourceList {
  readonly element = make("nav", { class: "iew-page-sources", id: "iew-page-sources" });
  private readonly box = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  private readonly list = make("ul");
  private readonly none = make("p", { class: "iew-page-quiet" });
  private sources: SourceLine[] = [];
  private open = "";
  private say: Say = sayer({});

  constructor() {
    this.box.addEventListener("input", () => this.draw());
    this.element.append(this.box, this.list, this.none);
  }

  show(sources: SourceLine[], say: Say): void {
    Object.assign(this, { sources, say });
    this.element.setAttribute("aria-label", say("Sources"));
    this.box.setAttribute("aria-label", say("Find a source"));
    this.box.placeholder = say("Find a source");
    this.draw();
  }

  /** Which source is open. */
  mark(source: string): void {
    this.open = source;
    this.draw();
  }

  /** How many codings sources have that have others now. */
  count(codings: Record<string, number>): void {
    this.sources = this.sources.map((each) => ({ ...each, codings: codings[each.id] ?? each.codings }));
    this.draw();
  }

  private draw(): void {
    const words = this.box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const shown = this.sources.filter((each) => {
      const about = [each.title, each.id, ...this.facts(each)].join(" ").toLocaleLowerCase();
      return words.every((word) => about.includes(word));
    });
    this.list.replaceChildren(...shown.map((each) => make("li", {}, this.link(each))));
    this.none.textContent = shown.length ? "" : this.say(this.sources.length ? "No source fits." : "There are no sources yet; add one with `ieworkbench add`.");
  }

  private link(source: SourceLine): HTMLElement {
    const link = make(
      "a",
      { href: written({ source: source.id }), "aria-current": source.id === this.open && "page" },
      make("span", { class: "iew-page-title" }, source.title || source.id),
    );
    link.append(make("span", { class: "iew-page-quiet" }, this.facts(source).join(" · ")));
    return link;
  }

  private facts(source: SourceLine): string[] {
    const { say } = this;
    const codings = source.codings === 1 ? say("1 coding") : say("{0} codings", source.codings);
    const twin = this.sources.some((each) => each.id !== source.id && each.title === source.title);
    const wave = source.wave === null ? "" : say("wave {0}", source.wave);
    return [twin ? source.id : "", source.kind, source.cases.join(", "), source.informants.join(", "), wave, source.codings ? codings : ""].filter(Boolean);
  }
}
