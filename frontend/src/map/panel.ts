// The words beside a map: of what is chosen, of a trace, of what nobody says; the order of the lanes.

import { make } from "../dom.ts";
import type { Say } from "../words.ts";
import { drawing } from "./drawing.ts";
import type { AccountShown, AroundWords, Fact, GapsShown, LaneShown, LinkShown, MapShown, RecordShown, TraceShown } from "./lines.ts";
import type { Thing } from "./stage.ts";

/** What can be done from the panel. */
export interface Doing {
  choose(thing: Thing): void;
  trace(node: string): void;
  open(account: AccountShown): void;
  around(account: AccountShown): Promise<AroundWords>;
  pin(node: string): void;
  unpin(node: string): void;
  light(things: Thing[] | null): void;
  order(lanes: string[]): void;
  suggest(): void;
  layOut(): void;
  back(): void;
  close(): void;
  readonly readOnly: boolean;
}

type Part = Node | string | false | null;

export class Panel {
  readonly element = make("aside", { class: "iew-map-panel", tabindex: 0 });
  private shown = make("div", { class: "iew-map-shown" });
  private below = make("div", { class: "iew-map-below" });

  constructor(private doing: Doing, private say: Say, private map: MapShown) {
    this.element.append(this.shown, this.below);
    this.element.setAttribute("aria-label", say("words"));
    this.update(map, say);
    this.begin();
  }

  /** Take up a map that was drawn again. */
  update(map: MapShown, say: Say): void {
    this.map = map;
    this.say = say;
    const open = [...this.below.querySelectorAll("details")].map((each) => each.open);
    this.below.replaceChildren(this.signs(), this.keys());
    [...this.below.querySelectorAll("details")].forEach((each, n) => (each.open = open[n] ?? n === 0));
  }

  get heading(): HTMLElement | null {
    return this.shown.querySelector("h3");
  }

  begin(): void {
    this.put("", [make("p", { class: "iew-map-begin" }, this.say(this.map.nodes.length ? "begin" : "empty map"))]);
  }

  sentence(words: string): void {
    this.put("", [make("p", { class: "iew-map-quiet" }, words)]);
  }

  // ------------------------------------------------------------------ what is chosen

  record(found: RecordShown): void {
    const say = this.say, kind = found.of.kind, id = found.of.id;
    const node = this.map.nodes.find((each) => each.id === id);
    const link = kind === "link" ? this.map.links.find((each) => each.id === id) : undefined;
    const buttons: HTMLElement[] = [];
    if (node) {
      buttons.push(this.button(say("trace"), () => this.doing.trace(id)));
      if (!this.doing.readOnly)
        buttons.push(node.pinned ? this.button(say("unpin"), () => this.doing.unpin(id)) : this.button(say("pin"), () => this.doing.pin(id)));
    }
    if (link)
      for (const end of [link.origin, link.target]) buttons.push(this.button(this.labelOf(end), () => this.doing.choose({ kind: "node", id: end })));
    const having = (end: "origin" | "target") => this.map.links.filter((each) => each[end] === id);
    const told = found.accounts.length ? `${say("said")} (${found.accounts.length})` : say("said");
    this.put(
      found.sort,
      [
        this.facts(node?.pinned ? [...found.facts, ["", say("is pinned")]] : found.facts),
        this.buttons(buttons),
        ...(kind === "break" ? [] : this.section(told, ...this.told(found.accounts))),
        ...(kind === "break" ? this.section(say("sides"), ...found.sides.flatMap((side) => [make("p", { dir: "auto", class: "iew-map-says" }, side.says), ...(side.accounts.length ? this.told(side.accounts) : [])])) : []),
        ...(kind === "break" ? this.broken(id) : []),
        ...(node ? this.links(say("links in"), having("target"), "origin") : []),
        ...(node ? this.links(say("links out"), having("origin"), "target") : []),
      ],
      found.label,
    );
  }

  private broken(id: string): Part[] {
    const found = this.map.breaks.find((each) => each.id === id);
    if (!found) return [];
    const links = this.map.links.filter((each) => found.links.includes(each.id));
    return [
      make("ul", { class: "iew-map-plain" },
        ...found.nodes.map((each) => this.item(this.labelOf(each), () => this.doing.choose({ kind: "node", id: each }))),
        ...links.map((each) => this.item(this.linkWords(each), () => this.doing.choose({ kind: "link", id: each.id })))),
    ];
  }

  trace(found: TraceShown): void {
    const say = this.say, known = new Map(this.map.links.map((each) => [each.id, each]));
    const steps = (title: string, upstream: boolean) => {
      const lines = found.steps.filter((each) => each.upstream === upstream).flatMap((each) => known.get(each.link) ?? []);
      const derived = new Set(found.steps.filter((each) => each.derived).map((each) => each.link));
      return this.went(title, lines, (link) => (link.back === upstream ? link.target : link.origin), derived);
    };
    this.put(
      say("trace of"),
      [
        this.buttons([this.button(say("said"), () => this.doing.choose({ kind: "node", id: found.node }))]),
        ...steps(say("leads here"), true),
        ...steps(say("follows"), false),
      ],
      this.labelOf(found.node),
    );
  }

  /** Words with what was said around them, where no coding view is open to show them. */
  words(found: AroundWords): void {
    const quote = make("blockquote", { dir: "auto", class: "iew-map-wide" }, quiet(found.before), make("mark", {}, found.quote), quiet(found.after));
    this.put(this.say("around of", found.title), [this.buttons([this.button(this.say("back"), () => this.doing.back())]), quote]);
  }

  gaps(found: GapsShown): void {
    const say = this.say;
    const list = found.gaps.map((gap) => {
      const things: Thing[] = [...gap.nodes.map((id) => ({ kind: "node" as const, id })), ...gap.links.map((id) => ({ kind: "link" as const, id }))];
      const words: Part[] = [gap.joins.length > 0 && make("span", { class: "iew-map-how" }, `${gap.joins}: `), gap.question, gap.ask.length > 0 && make("span", { class: "iew-map-ask" }, say("ask", gap.ask.join(", ")))];
      const button = this.button("", () => {
        this.doing.light(things);
        for (const each of list) each.firstElementChild?.removeAttribute("aria-current");
        button.setAttribute("aria-current", "true");
      });
      button.append(...words.filter((each) => each !== false && each !== null));
      return make("li", { class: "iew-map-went" }, button);
    });
    this.put(say("gaps"), list.length ? [make("ul", { class: "iew-map-plain" }, ...list)] : [make("p", { class: "iew-map-quiet" }, say("gaps none"))], list.length ? say("gaps shown", list.length) : "");
  }

  lanes(): void {
    const say = this.say, lanes = this.map.lanes;
    const bands = [...new Set(lanes.map((each) => each.band))];
    const parts = bands.map((band) => {
      const own = lanes.filter((each) => each.band === band);
      return make("div", {}, make("h4", {}, band), make("ol", { class: "iew-map-lanes" }, ...own.map((lane, n) => this.lane(lane, own, n))));
    });
    const buttons = this.doing.readOnly ? [] : [this.button(say("lanes suggested"), () => this.doing.suggest()), this.button(say("lay out"), () => this.doing.layOut())];
    this.put(say("lanes"), [make("p", { class: "iew-map-quiet" }, say("lanes help")), ...parts, this.buttons(buttons)], "");
  }

  private lane(lane: LaneShown, own: LaneShown[], n: number): HTMLElement {
    const move = (by: number) => {
      const order = this.map.lanes.map((each) => each.id), from = order.indexOf(lane.id), to = order.indexOf(own[n + by]!.id);
      [order[from], order[to]] = [order[to]!, order[from]!];
      this.doing.order(order);
    };
    const step = (sign: string, name: string, by: number) => {
      const made = this.button(sign, () => move(by));
      made.setAttribute("aria-label", this.say(name, lane.name));
      made.title = this.say(name, lane.name);
      made.dataset["lane"] = `${name} ${lane.id}`;
      made.disabled = this.doing.readOnly || !own[n + by];
      return made;
    };
    return make("li", {}, make("span", { dir: "auto" }, lane.name), step("↑", "lane up", -1), step("↓", "lane down", 1));
  }

  // ---------------------------------------------------------------------------- pieces

  private put(kind: string, content: Part[], label = ""): void {
    const head = label ? make("h3", { tabindex: -1, dir: "auto" }, label) : null;
    const close = kind ? this.button(this.say("close"), () => this.doing.close(), "iew-map-close") : null;
    const title = kind && !label ? make("h3", { tabindex: -1, class: "iew-map-kind" }, kind) : kind ? make("p", { class: "iew-map-kind" }, kind) : null;
    const parts = [title && make("div", { class: "iew-map-top" }, title, close), head, ...content];
    const held = this.shown.contains((this.element.getRootNode() as Document | ShadowRoot).activeElement);
    this.shown.replaceChildren(...parts.filter((each): each is Node | string => !!each));
    if (held) (this.heading ?? this.element).focus(); // what had the focus is gone
    this.element.scrollTop = 0;
  }

  private button(words: string, act: () => void, className = ""): HTMLButtonElement {
    return make("button", { type: "button", class: className || false, onclick: act }, words);
  }

  private buttons(made: HTMLElement[]): Part {
    return made.length > 0 && make("div", { class: "iew-map-buttons" }, ...made);
  }

  private section(title: string, ...content: Part[]): Part[] {
    return [make("h4", {}, title), ...content];
  }

  private facts(facts: Fact[]): Part {
    return facts.length > 0 && make("dl", {}, ...facts.flatMap(([name, says]) => [make("dt", {}, name), make("dd", { dir: "auto" }, says)]));
  }

  private told(accounts: AccountShown[]): Part[] {
    if (!accounts.length) return [make("p", { class: "iew-map-quiet" }, this.say("nothing told"))];
    return [make("ol", { class: "iew-map-plain" }, ...accounts.map((each) => this.account(each)))];
  }

  /** What was said, in its turn; who says it and how they know; from here to the text. */
  private account(account: AccountShown): HTMLElement {
    const say = this.say;
    const quote = make("blockquote", { dir: "auto" }, quiet(account.before), make("mark", {}, account.quote), quiet(account.after));
    const line = make("li", { class: account.negative ? "iew-map-told iew-map-no" : "iew-map-told" }, quote);
    if (account.who) line.append(make("p", { class: "iew-map-who" }, account.who));
    line.append(make("p", { class: "iew-map-how" }, account.how), make("p", { class: "iew-map-place" }, account.place));
    if (account.open) {
      const around = this.button(say("around"), async () => {
        const found = await this.doing.around(account);
        quote.replaceChildren(quiet(found.before), make("mark", {}, found.quote), quiet(found.after));
        quote.classList.add("iew-map-wide");
        around.remove();
      });
      line.append(make("div", { class: "iew-map-buttons" }, this.button(say("open text"), () => this.doing.open(account)), around));
    }
    return line;
  }

  private labelOf(node: string): string {
    return this.map.nodes.find((each) => each.id === node)?.label ?? node;
  }

  linkWords(link: LinkShown): string {
    return `${this.labelOf(link.origin)} – ${link.kind} → ${this.labelOf(link.target)}`;
  }

  private links(title: string, found: LinkShown[], end: "origin" | "target"): Part[] {
    return this.went(title, found, (link) => link[end]);
  }

  /** Links as they are gone along: a button to one end of each, and one to its own words. */
  private went(title: string, found: LinkShown[], there: (link: LinkShown) => string, derived = new Set<string>()): Part[] {
    if (!found.length) return [make("h4", {}, `${title}: ${this.say("none")}`)];
    const lines = found.map((link) => {
      const go = this.button("", () => this.doing.choose({ kind: "node", id: there(link) }));
      const how = make("span", { class: "iew-map-how" }, ` – ${link.kind} → `);
      go.append(this.labelOf(link.origin), how, this.labelOf(link.target));
      if (derived.has(link.id)) go.append(make("em", { class: "iew-map-ask" }, this.say("derived step")));
      const words = this.button(String(link.accounts), () => this.doing.choose({ kind: "link", id: link.id }), "iew-map-count");
      const counted = `${link.accounts} ${this.say(link.accounts === 1 ? "account" : "accounts")}`;
      words.title = this.say("its words", counted, this.linkWords(link));
      words.setAttribute("aria-label", words.title);
      return make("li", { class: "iew-map-went" }, go, words);
    });
    return this.section(`${title} (${found.length})`, make("ul", { class: "iew-map-plain" }, ...lines));
  }

  private item(words: string, act: () => void): HTMLElement {
    return make("li", { class: "iew-map-went" }, this.button(words, act));
  }

  private signs(): HTMLElement {
    const rows = this.map.signs.map((sign) => make("li", {}, drawing(sign.drawn), make("span", {}, sign.words)));
    return make("details", { class: "iew-map-signs", hidden: !rows.length }, make("summary", {}, this.say("legend")), make("ul", {}, ...rows));
  }

  private keys(): HTMLElement {
    const say = this.say;
    const rows: [string, string][] = [
      ["← → ↑ ↓", "key arrows"], ["Enter", "key enter"], ["T", "key trace"], ["P", "key pin"], ["Shift+P", "key unpin"],
      ["G", "key gaps"], ["/", "key find"], ["+ − 0", "key zoom"], ["Ctrl+Z, Ctrl+Y", "key undo"], ["Escape", "key escape"],
    ];
    const list = rows.flatMap(([keys, name]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, say(name))]);
    return make("details", { class: "iew-map-keys" }, make("summary", {}, say("keys")), make("dl", {}, ...list, make("dt", {}, say("drag")), make("dd", {}, say("key drag"))));
  }
}

/** What stands around words, on one line less: the rest of a turn may be long. */
function quiet(words: string): HTMLElement {
  return make("span", { class: "iew-map-around" }, words);
}
