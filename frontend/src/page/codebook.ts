// The codebook: codes under codes with what they mean, to read, to find, and to change. How often a code was given
// is shown only when asked for: a number invites counting where reading is meant.

import { colourOf } from "../colours.ts";
import { make } from "../dom.ts";
import type { CodeLine, Edit } from "../messages.ts";
import { type Say, sayer } from "../words.ts";

export class CodebookPanel {
  readonly element = make("aside", { class: "iew-page-codebook", id: "iew-page-codebook" });
  private readonly heading = make("h2");
  private readonly box = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  private readonly counting = make("input", { type: "checkbox" });
  private readonly countingWords = make("span");
  private readonly adding = make("button", { type: "button", onclick: () => this.ask(this.top, "") });
  private readonly top = make("div");
  private readonly tree = make("div");
  private codes: CodeLine[] = [];
  private unfolded = new Set<string>();
  private say: Say = sayer({});
  private readOnly = false;

  constructor(private readonly edit: (edit: Edit) => void) {
    this.box.addEventListener("input", () => this.draw());
    this.counting.addEventListener("change", () => this.draw());
    const counts = make("label", {}, this.counting, this.countingWords);
    this.element.append(this.heading, this.box, make("div", { class: "iew-page-row" }, counts, this.adding), this.top, this.tree);
  }

  /** The words of the panel, and whether anything may be changed. */
  speak(say: Say, readOnly: boolean): void {
    Object.assign(this, { say, readOnly });
    this.element.setAttribute("aria-label", say("Codebook"));
    this.heading.textContent = say("Codebook");
    this.box.setAttribute("aria-label", say("Find a code"));
    this.box.placeholder = say("Find a code");
    this.countingWords.textContent = say("Show how often");
    this.adding.textContent = say("Add a code");
    this.adding.hidden = readOnly;
    this.draw();
  }

  show(codes: CodeLine[]): void {
    this.codes = codes;
    this.draw();
  }

  /** How often codes were given that were given more or less often than before. */
  count(used: Record<string, number>): void {
    this.codes = this.codes.map((each) => ({ ...each, used: used[each.id] ?? each.used }));
    if (this.counting.checked) this.draw();
  }

  private draw(): void {
    if (this.element.contains(document.activeElement) && this.element.querySelector("form")) return; // she is writing
    const words = this.box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const focused = (document.activeElement as HTMLElement | null)?.closest?.<HTMLElement>("[data-code]")?.dataset["code"];
    const found = this.codes.filter((each) => {
      const about = [each.path, each.definition, each.include, each.exclude].join(" ").toLocaleLowerCase();
      return words.every((word) => about.includes(word));
    });
    const known = new Set(this.codes.map((each) => each.id));
    const tops = this.codes.filter((each) => !each.parents.some((parent) => known.has(parent)));
    this.tree.replaceChildren(
      words.length ? this.branch(found, new Set(), false) : this.branch(tops, new Set(), true),
      found.length ? "" : make("p", { class: "iew-page-quiet" }, this.say(this.codes.length ? "No code fits." : "There are no codes yet.")),
    );
    if (focused) this.tree.querySelector<HTMLElement>(`[data-code="${CSS.escape(focused)}"] summary`)?.focus();
  }

  private branch(codes: CodeLine[], above: Set<string>, deeper: boolean): HTMLElement {
    return make("ul", {}, ...codes.map((code) => this.code(code, above, deeper)));
  }

  private code(code: CodeLine, above: Set<string>, deeper: boolean): HTMLElement {
    const under = deeper && !above.has(code.id) ? this.codes.filter((each) => each.parents.includes(code.id)) : [];
    const swatch = make("span", { class: "iew-page-swatch", "aria-hidden": "true" });
    swatch.style.background = colourOf(code);
    const name = make("span", { class: "iew-page-name" }, deeper ? code.name : code.path);
    const used = this.counting.checked && make("span", { class: "iew-page-quiet" }, String(code.used));
    const about = make(
      "details",
      { "data-code": code.id, open: this.unfolded.has(code.id), ontoggle: () => this.fold(code.id, about.open) },
      make("summary", {}, swatch, name, used),
      ...this.meaning(code),
    );
    if (!this.readOnly) about.append(this.buttons(code, about));
    return make("li", {}, about, under.length > 0 && this.branch(under, new Set([...above, code.id]), true));
  }

  private fold(code: string, open: boolean): void {
    if (open) this.unfolded.add(code);
    else this.unfolded.delete(code);
  }

  private meaning(code: CodeLine): HTMLElement[] {
    const said: [string, string][] = [
      ["Definition", code.definition],
      ["When to use it", code.include],
      ["When not to", code.exclude],
    ];
    const lines = said.filter(([, words]) => words).map(([name, words]) => make("p", {}, make("b", {}, this.say(name)), " ", words));
    return lines.length ? lines : [make("p", { class: "iew-page-quiet" }, this.say("Nothing says yet what it means."))];
  }

  private buttons(code: CodeLine, about: HTMLElement): HTMLElement {
    const row = make("div", { class: "iew-page-row" });
    const button = (name: string, press: () => void): HTMLElement => make("button", { type: "button", onclick: press }, this.say(name));
    row.append(
      button("Change", () => this.ask(row, "", code)),
      button("Add under this", () => this.ask(row, code.id)),
    );
    about.addEventListener("keydown", (event) => {
      if (event.key === "F2") this.ask(row, "", code);
    });
    return row;
  }

  /** What differs is changed, so that what somebody else changed meanwhile stays. */
  private change(code: CodeLine, said: { name: string; definition: string }): void {
    const name = said.name === code.name ? {} : { name: said.name };
    const definition = said.definition === code.definition ? {} : { definition: said.definition };
    if ("name" in name || "definition" in definition) this.edit({ kind: "change-code", code: code.id, ...name, ...definition });
  }

  /** A form for a new code, or for what an old one is called and means. */
  private ask(where: HTMLElement, under: string, code?: CodeLine): void {
    const opener = document.activeElement as HTMLElement | null;
    where.querySelector("form")?.remove();
    const name = make("input", { type: "text", required: true, maxlength: 200, autocomplete: "off", value: code?.name ?? "" });
    const definition = make("textarea", { rows: 4 }, code?.definition ?? "");
    const close = (): void => {
      form.remove();
      this.draw();
      opener?.isConnected ? opener.focus() : this.adding.focus();
    };
    const form = make(
      "form",
      { class: "iew-page-form" },
      make("label", {}, this.say("Name"), name),
      make("label", {}, this.say("Definition"), definition),
      make(
        "div",
        { class: "iew-page-row" },
        make("button", { type: "submit" }, this.say("Save")),
        make("button", { type: "button", onclick: close }, this.say("Leave")),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = { name: name.value.trim(), definition: definition.value.trim() };
      if (!said.name) return;
      if (code) this.change(code, said);
      else this.edit({ kind: "new-code", ...said, under });
      close();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      event.stopPropagation();
    });
    where.append(form);
    name.focus();
  }
}
