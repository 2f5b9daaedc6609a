// Statements proposed in a text, decided one by one: accepted, changed or refused with one key each.

import { freshId, isWritten, make } from "../dom.ts";
import type { Edit, Place } from "../messages.ts";
import type { Say } from "../words.ts";
import type { Labelled, PartShown, StatementShown, StatementsShown } from "./lines.ts";
import { StatementText } from "./statement_text.ts";

/** What can be done from here. */
interface Doing {
  decide(edit: Edit & { kind: "statement" }): void;
  undo(): void;
  open(source: string, start: number, end: number): void;
  tell(words: string): void;
  readonly readOnly: boolean;
}

const SIGNS: Record<string, string> = { accepted: "✓", changed: "✎", refused: "✗", "": "○" };
const FOR_ONE = new Set(["attribute", "deontic", "aim", "object", "limit", "or-else"]);

export class Statements {
  readonly element = make("div", { class: "iew-rules" });
  private list = make("ol", { class: "iew-rules-list" });
  private card = make("section", { class: "iew-rule", tabindex: -1 });
  private progress = make("p", { class: "iew-rules-progress" });
  private bar = make("progress", {});
  private onlyOpen = make("input", { type: "checkbox", id: freshId("open") });
  private text = new StatementText(() => this.takenChanged());
  private found: StatementsShown | null = null;
  private at = "";
  private say: Say = (name) => name;
  /** The parts and words as they are being changed; `null` while nothing is. */
  private changing: { parts: PartShown[]; says: Record<string, string> } | null = null;
  private decided = new Map<string, string>();

  constructor(private doing: Doing) {
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.onlyOpen.addEventListener("change", () => this.drawList());
  }

  show(found: StatementsShown, say: Say): void {
    const other = this.found?.source !== found.source;
    this.found = found;
    this.say = say;
    this.decided.clear();
    if (other) {
      this.changing = null;
      this.at = found.statements.find((each) => !each.decision)?.key ?? found.statements[0]?.key ?? "";
    } else if (!found.statements.some((each) => each.key === this.at)) this.at = found.statements[0]?.key ?? "";
    this.card.setAttribute("aria-label", say("proposals"));
    const side = make("div", { class: "iew-rules-side" },
      this.progress, this.bar,
      make("p", { class: "iew-rules-only" }, this.onlyOpen, make("label", { for: this.onlyOpen.id }, ` ${say("only open")}`)),
      this.list, make("p", { class: "iew-plans-note" }, [found.method, ...found.notes].join(" ")));
    this.element.replaceChildren(side, this.card);
    this.draw();
  }

  /** Take back what was shown before the desk had answered. */
  refused(key: string): void {
    this.decided.delete(key);
    this.draw();
  }

  focus(): void {
    this.card.focus();
  }

  private get one(): StatementShown | undefined {
    return this.found?.statements.find((each) => each.key === this.at);
  }

  private decisionOf(each: StatementShown): string {
    return this.decided.get(each.key) ?? each.decision;
  }

  private labelOf(list: Labelled[] | undefined, value: string): string {
    return list?.find((each) => each[0] === value)?.[1] ?? value;
  }

  // ------------------------------------------------------------------------- drawing

  private draw(): void {
    this.drawList();
    this.drawCard();
  }

  private drawList(): void {
    const found = this.found!, every = found.statements;
    const done = every.filter((each) => this.decisionOf(each)).length;
    this.progress.textContent = every.length ? this.say("decided", done, every.length) : this.say("none proposed");
    this.bar.max = Math.max(every.length, 1);
    this.bar.value = done;
    this.bar.setAttribute("aria-label", this.progress.textContent);
    const shown = every.filter((each) => !this.onlyOpen.checked || !this.decisionOf(each) || each.key === this.at);
    this.list.replaceChildren(...shown.map((each) => {
      const decision = this.decisionOf(each);
      const button = make("button", { type: "button", tabindex: -1, onclick: () => this.goTo(each.key) },
        make("span", { class: `iew-rule-sign iew-rule-sign-${decision || "open"}`, "aria-hidden": "true" }, SIGNS[decision] ?? "○"),
        make("span", { class: "iew-rule-kind" }, this.labelOf(found.deontics, each.deontic)),
        make("span", { class: "iew-rule-brief", dir: "auto" }, this.sentenceOf(each).replace(/\s+/g, " ").slice(0, 90)),
        make("span", { class: "iew-hidden" }, decision ? this.labelOf(found.decisions, decision) : this.say("open")));
      if (each.key === this.at) button.setAttribute("aria-current", "true");
      return make("li", {}, button);
    }));
    const current = this.list.querySelector<HTMLElement>("[aria-current]"), side = this.list.parentElement;
    if (!current || !side) return;
    current.tabIndex = 0;
    const box = current.getBoundingClientRect(), frame = side.getBoundingClientRect();
    if (box.bottom > frame.bottom) side.scrollTop += box.bottom - frame.bottom + 60;
    else if (box.top < frame.top) side.scrollTop += box.top - frame.top - 60;
  }

  private sentenceOf(each: StatementShown): string {
    return Array.from(each.text).slice(each.start - each.begins, each.end - each.begins).join("");
  }

  private drawCard(): void {
    const found = this.found!, one = this.one, say = this.say;
    if (!one) {
      this.card.replaceChildren(make("p", { class: "iew-plans-note" }, say("none proposed")));
      return;
    }
    const changing = this.changing, decision = this.decisionOf(one);
    const place = found.statements.indexOf(one) + 1;
    const names = new Map<string, string>(found.parts);
    this.text.show(one, changing?.parts ?? one.parts, names, changing !== null);
    this.text.element.setAttribute("role", "group");
    this.text.element.setAttribute("aria-label", say("the sentence"));
    const kind = `${this.labelOf(found.deontics, one.deontic)}${one.negated ? ` (${say("not there")})` : ""}`;
    const facts = [kind, `${say("who")}: ${this.labelOf(found.actors, one.actor)}`, `${say("or else")}: ${this.labelOf(found.or_elses, one.or_else)}`].join(" · ");
    const state = decision ? say("by", this.labelOf(found.decisions, decision), one.by || "…") : say("open");
    this.card.replaceChildren(...[
      make("div", { class: "iew-rule-top" }, make("h3", {}, say("statement", place, found.statements.length)),
        make("span", { class: `iew-rule-state iew-rule-sign-${decision || "open"}` }, `${SIGNS[decision] ?? ""} ${state}`)),
      make("p", { class: "iew-rule-facts" }, facts),
      this.text.element,
      changing ? this.form(changing) : this.buttons(one, decision),
      changing ? null : this.partList(one.parts, names),
      one.note ? make("p", { class: "iew-plans-note" }, one.note) : null,
    ].filter((each) => each !== null));
  }

  private buttons(one: StatementShown, decision: string): HTMLElement {
    const say = this.say;
    const button = (name: string, keys: string, act: () => void, pressed?: boolean) =>
      make("button", { type: "button", onclick: act, disabled: this.doing.readOnly && name !== "open text", "aria-pressed": pressed === undefined ? null : String(pressed) }, say(name), make("kbd", {}, keys));
    return make("div", { class: "iew-rule-buttons" },
      button("accept", "A", () => this.accept(), decision === "accepted"),
      button("change", "C", () => this.change(), decision === "changed"),
      button("refuse", "R", () => this.refuse(), decision === "refused"),
      make("span", { class: "iew-rule-gap" }),
      button("previous", "K", () => this.go(-1)),
      button("next", "J", () => this.go(1)),
      button("undo", "U", () => this.doing.undo()),
      button("open text", "O", () => this.doing.open(this.found!.source, one.start, one.end)));
  }

  private partList(parts: PartShown[], names: Map<string, string>): HTMLElement {
    return make("dl", { class: "iew-rule-parts" }, ...parts.flatMap((each) => [
      make("dt", {}, names.get(each.name) ?? each.name), make("dd", { dir: "auto" }, this.text.quoteOf(each))]));
  }

  // ------------------------------------------------------------------------- changing

  private form(changing: { parts: PartShown[]; says: Record<string, string> }): HTMLElement {
    const found = this.found!, say = this.say;
    const assign = found.parts.map(([name, label], n) =>
      make("button", { type: "button", "data-part": name, onclick: () => this.assign(name) }, label, make("kbd", {}, String((n + 1) % 10))));
    const parts = changing.parts.map((each, n) => {
      const label = this.labelOf(found.parts, each.name), quote = this.text.quoteOf(each);
      const remove = make("button", { type: "button", "aria-label": say("remove part", label, quote), title: say("remove part", label, quote), onclick: () => this.removePart(n) }, "×");
      return make("li", {}, make("b", {}, label), make("span", { dir: "auto" }, ` ${quote} `), remove);
    });
    const choice = (name: string, label: string, list: Labelled[]) => {
      const field = make("select", { id: freshId(name) }, ...list.map(([value, words]) => make("option", { value, selected: value === changing.says[name] }, words)));
      field.addEventListener("change", () => (changing.says[name] = field.value));
      return make("p", { class: "iew-rule-choice" }, make("label", { for: field.id }, label), field);
    };
    const words = changing.parts.some((each) => each.name === "or-else");
    return make("div", { class: "iew-rule-form" },
      make("p", { class: "iew-plans-note" }, say("take words")),
      make("div", { class: "iew-rule-assign" }, ...assign),
      make("ul", { class: "iew-rule-changing" }, ...parts),
      make("div", { class: "iew-rule-choices" },
        choice("deontic", say("rule"), found.deontics),
        choice("actor", say("who"), found.actors),
        words ? null : choice("or_else_status", say("or else"), found.or_elses.filter((each) => each[0] !== "in the text"))),
      make("div", { class: "iew-rule-buttons" },
        make("button", { type: "button", class: "iew-main", onclick: () => this.save() }, say("save"), make("kbd", {}, "Enter")),
        make("button", { type: "button", onclick: () => this.leave() }, say("leave"), make("kbd", {}, "Esc"))));
  }

  private takenChanged(): void {
    const place = this.text.place;
    if (place) this.doing.tell(place.quote);
  }

  private change(): void {
    const one = this.one;
    if (!one || this.doing.readOnly) return;
    this.changing = {
      parts: one.parts.map((each) => ({ ...each })),
      says: { deontic: one.deontic, actor: one.actor, or_else_status: one.or_else === "in the text" ? "absent" : one.or_else },
    };
    this.drawCard();
    this.text.element.focus();
    this.doing.tell(this.say("take words"));
  }

  /** The words taken do this in the statement; again, they do not. */
  private assign(name: string): void {
    const changing = this.changing, place = this.text.place;
    if (!changing) return;
    if (!place) {
      this.doing.tell(this.say("no words"));
      return;
    }
    const same = (each: PartShown) => each.name === name && each.start === place.start && each.end === place.end;
    const was = changing.parts.some(same);
    changing.parts = changing.parts.filter((each) => !same(each) && !(FOR_ONE.has(name) && each.name === name));
    if (!was) changing.parts.push({ name, start: place.start, end: place.end });
    changing.parts.sort((a, b) => a.start - b.start);
    this.drawCard();
    this.text.element.focus();
  }

  private removePart(n: number): void {
    this.changing?.parts.splice(n, 1);
    this.drawCard();
    this.text.element.focus();
  }

  private save(): void {
    const changing = this.changing, one = this.one, found = this.found;
    if (!changing || !one || !found) return;
    const names = new Set([...changing.parts, ...one.parts].map((each) => each.name));
    const place = (each: PartShown): Place => ({ source: found.source, version: found.version, start: each.start, end: each.end, quote: this.text.quoteOf(each) });
    const parts: Record<string, Place[]> = {};
    for (const name of names) {
      const now = changing.parts.filter((each) => each.name === name), before = one.parts.filter((each) => each.name === name);
      if (JSON.stringify(now) !== JSON.stringify(before)) parts[name] = now.map(place);
    }
    const says = Object.fromEntries(Object.entries(changing.says).filter(([name, value]) => {
      if (name === "or_else_status") return !changing.parts.some((each) => each.name === "or-else") && value !== one.or_else;
      return value !== (name === "deontic" ? one.deontic : one.actor);
    }));
    this.changing = null;
    this.send({ kind: "statement", decide: "change", source: found.source, key: one.key, parts, says }, "changed");
  }

  private leave(): void {
    this.changing = null;
    this.drawCard();
    this.card.focus();
  }

  // ------------------------------------------------------------------------- deciding

  private accept(): void {
    this.plain("accept", "accepted");
  }

  private refuse(): void {
    this.plain("refuse", "refused");
  }

  private plain(decide: "accept" | "refuse", decision: string): void {
    const one = this.one;
    if (one) this.send({ kind: "statement", decide, source: this.found!.source, key: one.key }, decision);
  }

  private send(edit: Edit & { kind: "statement" }, decision: string): void {
    if (this.doing.readOnly) {
      this.doing.tell(this.say("read only"));
      return;
    }
    this.decided.set(edit.key, decision);
    this.doing.decide(edit);
    this.toOpen();
  }

  /** Go to the next that nobody has decided on; stay where there is none. */
  private toOpen(): void {
    const every = this.found!.statements, from = every.findIndex((each) => each.key === this.at);
    const next = [...every.slice(from + 1), ...every.slice(0, from)].find((each) => !this.decisionOf(each));
    if (next) this.at = next.key;
    this.draw();
    this.card.focus();
    this.doing.tell(next ? (this.progress.textContent ?? "") : this.say("all decided"));
  }

  private go(step: number): void {
    const every = this.found!.statements.filter((each) => !this.onlyOpen.checked || !this.decisionOf(each) || each.key === this.at);
    const from = every.findIndex((each) => each.key === this.at);
    const next = every[from + step];
    if (next) this.goTo(next.key);
  }

  private goTo(key: string): void {
    this.changing = null;
    this.at = key;
    this.draw();
    this.card.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.found) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const onButton = event.target instanceof HTMLButtonElement;
    if (isWritten(event.target) && !(event.target === this.onlyOpen)) return;
    const keys: Record<string, () => void> = this.changing
      ? { Escape: () => this.leave(), ...(onButton ? {} : { Enter: () => this.save() }), ...this.numbers() }
      : {
          a: () => this.accept(), c: () => this.change(), r: () => this.refuse(), u: () => this.doing.undo(),
          j: () => this.go(1), k: () => this.go(-1), ArrowDown: () => this.go(1), ArrowUp: () => this.go(-1),
          o: () => this.one && this.doing.open(this.found!.source, this.one.start, this.one.end),
        };
    const act = keys[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private numbers(): Record<string, () => void> {
    return Object.fromEntries(this.found!.parts.map(([name], n) => [String((n + 1) % 10), () => this.assign(name)]));
  }
}
