// A map in a notebook's cell or on the local page: to be gone along by hand and by key, back to the words.

import { isWritten, make } from "../dom.ts";
import { GO, type Host } from "../host.ts";
import type { FromDesk, Question, RecordRef } from "../messages.ts";
import { Talk } from "../talk.ts";
import { type Say, sayer } from "../words.ts";
import type { AccountShown, AroundWords, GapsShown, MapShown, NodeShown, RecordShown, TraceShown } from "./lines.ts";
import { type Doing, Panel } from "./panel.ts";
import { same, Stage, type Thing } from "./stage.ts";
import { Tools } from "./tools.ts";

/** What of the study's map is asked for to begin with. */
export interface MapBegins {
  case?: string;
  layer?: string;
}

type Mode = "record" | "trace" | "gaps" | "lanes" | "none";

export function mountMap(el: HTMLElement, host: Host, signal: AbortSignal, begins: MapBegins = {}): void {
  new MapView(el, host, signal, begins);
}

const MOVE = 6.5;
/** A stage that became larger or smaller by less is the same. */
const OTHER_SIZE = 40;
const KEPT_NEAR = 12;

class MapView implements Doing {
  private stage = new Stage();
  private status = make("p", { class: "iew-map-status", role: "status" });
  private body = make("div", { class: "iew-map-body" }, this.stage.element);
  private talk: Talk;
  private tools: Tools | null = null;
  private panel: Panel | null = null;
  private say: Say = (name) => name;
  private map: MapShown | null = null;
  private nodes = new Map<string, NodeShown>();
  private before = new Map<string, string[]>();
  private after = new Map<string, string[]>();
  private asked: { case: string; layer: string };
  private chosen: Thing | null = null;
  private mode: Mode = "none";
  private at = "";
  /** The boxes one could have gone to by the last step along a line, and which of them it was. */
  private come: { there: string[]; place: number } | null = null;
  private moving: { node: string; x: number; y: number } | null = null;
  private asking = 0;
  /** Which case and layer the map is of that is drawn. */
  private drawn = "";
  private reached = true;
  private greeting = false;
  readOnly = false;

  constructor(private el: HTMLElement, private host: Host, private signal: AbortSignal, begins: MapBegins) {
    this.asked = { case: begins.case ?? "", layer: begins.layer ?? "" };
    this.talk = new Talk(host);
    el.classList.add("iew", "iew-map");
    el.replaceChildren(this.body, this.status);
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    this.stage.element.setAttribute("data-lm-suppress-shortcuts", "true");
    signal.addEventListener("abort", () => {
      this.stage.end();
      host.send({ say: "bye" });
    });
    this.listen();
    host.hear((message) => this.hear(message), signal);
    host.reached((reached) => this.isReached(reached), signal);
  }

  // ----------------------------------------------------------------------- the desk

  private isReached(reached: boolean): void {
    this.reached = reached;
    this.greeting = reached;
    if (reached) this.host.send({ say: "hello", wants: "map" });
    else if (this.map) this.tell(this.say("unreached"));
  }

  private hear(message: FromDesk): void {
    if (message.tell === "begins") {
      if (!this.map) this.asked = { ...this.asked, ...message.asked };
    } else if (message.tell === "study" && this.greeting) {
      this.greeting = false;
      this.readOnly = message.read_only;
      this.talk.open(`${message.key} map`);
      void this.redraw();
    } else if (message.tell === "changed") void this.redraw();
    else if (message.tell === "gone") this.tell(message.sentence);
    else this.talk.hear(message);
    this.tools?.unsaved(this.talk.queue.unsaved);
  }

  private async redraw(said = ""): Promise<void> {
    this.asking += 1;
    const asking = this.asking;
    try {
      const { case: of, layer } = this.asked, key = `${of}\n${layer}`;
      const has = this.map && this.drawn === key ? this.map.number : -1;
      const found = await this.talk.ask<MapShown | null>({ what: "map", case: of, layer, has });
      if (asking !== this.asking || this.signal.aborted) return;
      if (!found) {
        if (said) this.tell(said);
        return;
      }
      this.drawn = key;
      this.draw(found, said);
    } catch (problem) {
      this.fail(problem);
    }
  }

  private draw(map: MapShown, said: string): void {
    const other = !this.map || this.map.key !== map.key, old = new Set(this.nodes.keys());
    const focused = this.stage.element.contains(this.focus) && this.stage.thingOf(this.focus as Element) !== null;
    this.map = map;
    this.say = sayer(map.words);
    this.nodes = new Map(map.nodes.map((each) => [each.id, each]));
    this.before = new Map(map.nodes.map((each) => [each.id, []]));
    this.after = new Map(map.nodes.map((each) => [each.id, []]));
    for (const link of map.links) {
      const [from, to] = link.back ? [link.target, link.origin] : [link.origin, link.target];
      this.after.get(from)?.push(to);
      this.before.get(to)?.push(from);
    }
    this.frame(map);
    if (other) {
      this.stage.touched = false;
      this.chosen = null;
    }
    this.stage.element.setAttribute("aria-label", this.say("the map"));
    this.stage.draw(map, this.chosen, other);
    const fresh = other ? [] : map.nodes.filter((each) => !old.has(each.id)).map((each): Thing => ({ kind: "node", id: each.id }));
    this.stage.glow(fresh);
    if (fresh[0] && !this.chosen) this.stage.reveal(fresh[0]);
    if (!this.nodes.has(this.at)) this.at = map.nodes[0]?.id ?? "";
    this.stopAt(this.at, focused);
    this.again(other);
    if (said || !other) this.tell(said || this.redrawn(fresh));
    else if (map.unplaced) this.tell(this.say("unplaced", map.unplaced));
  }

  private redrawn(fresh: Thing[]): string {
    const names = fresh.map((each) => this.nodes.get(each.id)?.label ?? "");
    return names.length ? `${this.say("redrawn")}: ${names.join(", ")}` : this.say("redrawn");
  }

  private frame(map: MapShown): void {
    if (!this.tools) {
      this.tools = new Tools(this);
      this.el.prepend(this.tools.element);
    }
    this.tools.update(map, this.say, this.asked, this.readOnly);
    if (this.panel) this.panel.update(map, this.say);
    else {
      this.panel = new Panel(this, this.say, map);
      this.body.append(this.panel.element);
    }
  }

  /** Show again what was shown before the map was drawn again. */
  private again(other: boolean): void {
    if (this.chosen && !this.stage.group(this.chosen)) this.chosen = null;
    if (other) this.mode = "none";
    if (this.mode === "lanes") this.showLanes();
    else if (this.mode === "gaps") void this.showGaps(true);
    else if (this.chosen && this.mode === "trace") this.trace(this.chosen.id, true);
    else if (this.chosen) this.choose(this.chosen, true);
    else this.panel?.begin();
    this.tools?.findAgain();
  }

  private fail(problem: unknown): void {
    const sentence = problem instanceof Error ? problem.message : String(problem);
    this.tell(sentence);
    if (!this.map) this.status.classList.add("iew-map-problem");
  }

  tell(words: string): void {
    this.status.textContent = words;
  }

  private ask<Answer>(about: Question): Promise<Answer> {
    return this.talk.ask<Answer>(about);
  }

  // ------------------------------------------------------------------------ choosing

  choose(thing: Thing, quietly = false): void {
    if (!this.map) return;
    this.chosen = thing;
    this.mode = "record";
    this.stage.touched = true;
    if (thing.kind === "node") this.stopAt(thing.id, false);
    this.ringChosen();
    this.stage.light(thing.kind === "link" ? this.ends(thing.id) : null);
    if (!quietly && this.stage.group(thing)) this.stage.reveal(thing);
    const of: RecordRef = { kind: thing.kind, id: thing.id };
    this.ask<RecordShown>({ what: "record", map: this.map.key, ref: of }).then(
      (found) => {
        if (!same(this.chosen, thing) || this.mode !== "record") return;
        this.panel?.record(found);
        const counted = [found, ...found.sides].reduce((sum, each) => sum + each.accounts.length, 0);
        if (!quietly) this.tell(this.say("shown", found.label, `${counted} ${this.say(counted === 1 ? "account" : "accounts")}`));
        this.readIfAsked();
      },
      (problem) => this.fail(problem),
    );
  }

  private ends(link: string): Thing[] {
    const found = this.map?.links.find((each) => each.id === link);
    if (!found) return [];
    return [{ kind: "link", id: link }, { kind: "node", id: found.origin }, { kind: "node", id: found.target }];
  }

  private ringChosen(): void {
    this.stage.ring("chosen", this.chosen);
  }

  trace(node: string, quietly = false): void {
    if (!this.map) return;
    this.chosen = { kind: "node", id: node };
    this.mode = "trace";
    this.ringChosen();
    this.ask<TraceShown>({ what: "trace", map: this.map.key, node }).then(
      (found) => {
        if (this.mode !== "trace" || this.chosen?.id !== node) return;
        this.stage.light([
          ...found.nodes.map((id): Thing => ({ kind: "node", id })),
          ...found.steps.map((each): Thing => ({ kind: "link", id: each.link })),
        ]);
        this.panel?.trace(found);
        const up = found.steps.filter((each) => each.upstream).length;
        if (!quietly) this.tell(this.say("traced", this.nodes.get(node)?.label ?? "", up, found.steps.length - up));
        this.readIfAsked();
      },
      (problem) => this.fail(problem),
    );
  }

  async showGaps(quietly = false): Promise<void> {
    if (!this.map) return;
    this.mode = "gaps";
    this.ringNone();
    try {
      const found = await this.ask<GapsShown>({ what: "gaps", map: this.map.key });
      if (this.mode !== "gaps") return;
      const things = found.gaps.flatMap((gap) => [
        ...gap.nodes.map((id): Thing => ({ kind: "node", id })),
        ...gap.links.map((id): Thing => ({ kind: "link", id })),
      ]);
      this.stage.light(things.length ? things : null);
      this.panel?.gaps(found);
      if (!quietly) this.tell(found.gaps.length ? this.say("gaps shown", found.gaps.length) : this.say("gaps none"));
      this.readIfAsked();
    } catch (problem) {
      this.fail(problem);
    }
  }

  showLanes(): void {
    const held = (this.focus as HTMLElement | null)?.dataset?.["lane"];
    this.mode = "lanes";
    this.ringNone();
    this.stage.light(null);
    this.panel?.lanes();
    if (held) this.panel?.element.querySelector<HTMLElement>(`[data-lane="${CSS.escape(held)}"]`)?.focus();
    this.readIfAsked();
  }

  private ringNone(): void {
    this.chosen = null;
    this.ringChosen();
  }

  light(things: Thing[] | null): void {
    this.stage.light(things);
    if (things?.[0]) this.stage.reveal(things[0]);
  }

  close(): void {
    const inPanel = this.panel?.element.contains(this.focus) ?? false;
    this.mode = "none";
    this.come = null;
    this.ringNone();
    this.stage.light(null);
    this.panel?.begin();
    this.tell(this.say("cleared"));
    if (inPanel) this.focusAt();
  }

  private reading = false;

  /** Go to the words when they are there. */
  private readIfAsked(): void {
    if (this.reading) this.panel?.heading?.focus();
    this.reading = false;
  }

  private get focus(): Element | null {
    return (this.el.getRootNode() as Document | ShadowRoot).activeElement;
  }

  // --------------------------------------------------------------------- to the text

  open(account: AccountShown): void {
    const go = { source: account.source, start: account.start, end: account.end };
    const asked = new CustomEvent(GO, { bubbles: true, composed: true, cancelable: true, detail: go });
    if (!this.el.dispatchEvent(asked)) return;
    this.ask<AroundWords>({ what: "show", ...go }).then(
      (found) => {
        if (found.views) this.tell(this.say("opened", found.title));
        else {
          this.panel?.words(found);
          this.tell(this.say("around of", found.title));
          this.panel?.heading?.focus();
        }
      },
      (problem) => this.fail(problem),
    );
  }

  around(account: AccountShown): Promise<AroundWords> {
    return this.ask<AroundWords>({ what: "around", source: account.source, start: account.start, end: account.end });
  }

  back(): void {
    if (this.chosen) this.choose(this.chosen);
  }

  // ------------------------------------------------------------------------ changing

  pin(node: string): void {
    const box = this.nodes.get(node);
    if (box) this.pinAt(node, box.x, box.y);
  }

  private pinAt(node: string, x: number, y: number): void {
    const label = this.nodes.get(node)?.label ?? "";
    this.change({ kind: "pin", map: this.map!.key, node, x, y }, () => {
      const now = this.nodes.get(node);
      const near = now && Math.hypot(now.x - x, now.y - y) < KEPT_NEAR;
      return this.say(near === false ? "no room" : "pinned", label);
    });
  }

  unpin(node: string): void {
    const label = this.nodes.get(node)?.label ?? "";
    this.change({ kind: "unpin", map: this.map!.key, node }, () => this.say("unpinned", label));
  }

  order(lanes: string[]): void {
    this.change({ kind: "lanes", map: this.map!.key, order: lanes }, () => this.say("lanes moved"));
  }

  suggest(): void {
    this.ask<string[]>({ what: "lanes", map: this.map!.key }).then((order) => this.order(order), (problem) => this.fail(problem));
  }

  layOut(): void {
    this.change({ kind: "lay-out", map: this.map!.key }, () => this.say("laid out"));
  }

  undo(): void {
    this.change({ kind: "undo" }, null);
  }

  redo(): void {
    this.change({ kind: "redo" }, null);
  }

  /** Have a change made; the map is drawn again when it is. `say` gives what to tell then, the desk's words if not given. */
  private change(edit: Parameters<Talk["edit"]>[0], say: (() => string) | null): void {
    if (this.readOnly) {
      this.tell(this.say("read only"));
      return;
    }
    this.stage.touched = true;
    this.talk.edit(edit, (done, said) => {
      if (!done) {
        this.unmove();
        this.tell(said);
        return;
      }
      void this.redraw(said).then(() => {
        if (say) this.tell(say());
      });
    });
    this.tools?.unsaved(this.talk.queue.unsaved);
    if (!this.reached) this.tell(this.say("unreached"));
  }

  show(asked: { case: string; layer: string }): void {
    this.asked = asked;
    void this.redraw();
  }

  async find(words: string): Promise<Thing[]> {
    if (!this.map) return [];
    if (!words.trim()) {
      this.stage.light(null);
      if (this.mode !== "none" && this.chosen) this.ringChosen();
      this.tell("");
      return [];
    }
    const found = (await this.ask<RecordRef[]>({ what: "on-map", map: this.map.key, words })).map((each) => each as Thing);
    this.stage.light(found);
    this.tell(found.length ? this.say("found", found.length) : this.say("nothing found"));
    return found;
  }

  /** Go to one of those that were found. */
  go(thing: Thing): void {
    this.stage.reveal(thing);
    this.stage.ring("chosen", thing);
    this.chosen = thing;
    this.mode = "record";
    if (thing.kind === "node") this.stopAt(thing.id, false);
    void this.ask<RecordShown>({ what: "record", map: this.map!.key, ref: thing }).then((found) => this.panel?.record(found));
  }

  zoomBy(by: number): void {
    if (by) this.stage.byHand(this.stage.zoom * by);
    else this.stage.showAll();
  }

  // ------------------------------------------------------------------- hand and wheel

  private listen(): void {
    const stage = this.stage.element, signal = this.signal;
    let held: { x: number; y: number; left: number; top: number; node: string } | null = null, dragged = false, over: Thing | null = null;
    stage.addEventListener("pointerdown", (event) => {
      dragged = false;
      if (event.button !== 0 || event.pointerType === "touch") return;
      const thing = this.stage.thingOf(event.target as Element);
      held = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop, node: thing?.kind === "node" && !this.readOnly ? thing.id : "" };
    }, { signal });
    window.addEventListener("pointermove", (event) => {
      if (!held) {
        const found = event.target instanceof Element && stage.contains(event.target) ? this.stage.under(event.clientX, event.clientY) : null;
        if (!same(found, over)) {
          this.stage.over(over, false);
          this.stage.over(found, true);
          over = found;
          stage.title = found && (found.kind !== "node" || this.stage.zoom * 6.6 < 4) ? this.nameOf(found) : "";
        }
        return;
      }
      const right = event.clientX - held.x, down = event.clientY - held.y;
      if (!dragged && Math.hypot(right, down) < 4) return;
      dragged = true;
      stage.classList.add("iew-map-dragging");
      if (held.node) this.stage.shift(held.node, right / this.stage.zoom, down / this.stage.zoom);
      else {
        this.stage.touched = true;
        stage.scrollTo(held.left - right, held.top - down);
      }
    }, { signal });
    const drop = (event: Event) => {
      const was = held;
      held = null;
      stage.classList.remove("iew-map-dragging");
      if (!was || !dragged || !was.node) return;
      const box = this.nodes.get(was.node);
      if (!(event instanceof PointerEvent) || event.type !== "pointerup" || !box) {
        this.stage.shift(was.node, 0, 0);
        return;
      }
      this.dropped(box, (event.clientX - was.x) / this.stage.zoom, (event.clientY - was.y) / this.stage.zoom);
    };
    for (const ending of ["pointerup", "pointercancel", "blur"]) window.addEventListener(ending, drop, { signal });
    stage.addEventListener("click", (event) => {
      if (dragged) return;
      const found = this.stage.under(event.clientX, event.clientY);
      if (!found) this.close();
      else if (event.shiftKey && found.kind === "node") this.trace(found.id);
      else {
        if (found.kind === "node") this.stopAt(found.id, false);
        this.choose(found);
      }
    }, { signal });
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const frame = stage.getBoundingClientRect();
      const turned = event.deltaY * (event.deltaMode === 1 ? 33 : 1);
      this.stage.byHand(this.stage.zoom * Math.exp(-turned / 500), event.clientX - frame.left, event.clientY - frame.top);
    }, { signal, passive: false });
    stage.addEventListener("focusin", (event) => this.focused(event.target as Element), { signal });
    stage.addEventListener("focusout", () => this.stage.ring("focus", null), { signal });
    this.el.addEventListener("keydown", (event) => this.key(event), { signal });
    let was = [0, 0];
    const sized = new ResizeObserver(() => {
      const now = [stage.clientWidth, stage.clientHeight];
      if (Math.max(...now.map((each, n) => Math.abs(each - was[n]!))) < OTHER_SIZE) return;
      was = now;
      if (this.map && !this.stage.touched) this.stage.begin();
    });
    sized.observe(stage);
    signal.addEventListener("abort", () => sized.disconnect());
  }

  private nameOf(thing: Thing): string {
    if (thing.kind === "node") return this.nodes.get(thing.id)?.label ?? "";
    if (thing.kind === "break") return this.map?.breaks.find((each) => each.id === thing.id)?.label ?? "";
    const link = this.map?.links.find((each) => each.id === thing.id);
    return link ? (this.panel?.linkWords(link) ?? "") : "";
  }

  private dropped(box: NodeShown, right: number, down: number): void {
    this.stage.shift(box.id, right, down);
    this.pinAt(box.id, Math.max(0, box.x + right), Math.max(0, box.y + down));
  }

  // --------------------------------------------------------------------- the keyboard

  private focused(element: Element): void {
    const thing = this.stage.thingOf(element);
    if (thing?.kind === "node") this.stopAt(thing.id, false);
    if (!thing || !element.matches(":focus-visible")) {
      this.stage.ring("focus", null);
      return;
    }
    this.stage.ring("focus", thing);
    this.stage.reveal(thing);
  }

  /** The one box that Tab comes to. */
  private stopAt(node: string, focus: boolean): void {
    if (!this.map) return;
    for (const id of new Set([this.at, node])) this.stage.group({ kind: "node", id })?.setAttribute("tabindex", id === node ? "0" : "-1");
    this.at = node;
    if (focus) this.focusAt();
  }

  private focusAt(): void {
    const group = this.stage.group({ kind: "node", id: this.at });
    group?.focus({ preventScroll: true });
    if (group) this.stage.reveal({ kind: "node", id: this.at });
  }

  private step(node: string, there: string[]): void {
    const others = [...new Set(there)].filter((each) => each !== node && this.nodes.has(each));
    if (!others[0]) return;
    this.come = { there: others, place: 0 };
    this.stopAt(others[0], true);
  }

  private aside(node: string, way: 1 | -1): void {
    if (this.come && this.come.there.length > 1 && this.come.there[this.come.place] === node) {
      this.come.place = (this.come.place + way + this.come.there.length) % this.come.there.length;
      this.stopAt(this.come.there[this.come.place]!, true);
      return;
    }
    const here = this.nodes.get(node)!;
    const far = (each: NodeShown) =>
      Math.hypot(each.x + each.width / 2 - here.x - here.width / 2, (each.y + each.height / 2 - here.y - here.height / 2) / 3);
    const near = [...this.nodes.values()].filter((each) => (each.y + each.height / 2 - here.y - here.height / 2) * way > 1).sort((a, b) => far(a) - far(b));
    if (near[0]) this.stopAt(near[0].id, true);
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    const keys = this.moving ? this.keysMoving(event) : this.keysFor(event);
    const act = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private keysFor(event: KeyboardEvent): Record<string, () => void> {
    if (event.altKey) return {};
    if (event.ctrlKey || event.metaKey) {
      if (isWritten(event.target)) return {};
      return { z: () => (event.shiftKey ? this.redo() : this.undo()), y: () => this.redo() };
    }
    if (isWritten(event.target)) return event.key === "Escape" ? { Escape: () => this.tools?.clear() } : {};
    const always = {
      Escape: () => this.close(),
      "/": () => this.tools?.focusFind(),
      "+": () => this.zoomBy(1.3),
      "-": () => this.zoomBy(1 / 1.3),
      0: () => this.zoomBy(0),
      g: () => this.read(() => void this.showGaps()),
    };
    const thing = this.stage.thingOf(event.target as Element);
    if (!thing) return event.target === this.stage.element ? { ...always, Enter: () => this.focusAt() } : always;
    const words = () => this.read(() => this.choose(thing));
    if (thing.kind !== "node") return { ...always, Enter: words, " ": words };
    const id = thing.id;
    return {
      ...always,
      Enter: words,
      " ": words,
      ArrowRight: () => this.step(id, this.after.get(id) ?? []),
      ArrowLeft: () => this.step(id, this.before.get(id) ?? []),
      ArrowDown: () => this.aside(id, 1),
      ArrowUp: () => this.aside(id, -1),
      t: () => this.read(() => this.trace(id)),
      p: () => (event.shiftKey ? this.unpin(id) : this.move(id)),
    };
  }

  private read(show: () => void): void {
    this.reading = true;
    show();
  }

  /** Begin to move a box with the arrows. */
  private move(node: string): void {
    if (this.readOnly) {
      this.tell(this.say("read only"));
      return;
    }
    this.moving = { node, x: 0, y: 0 };
    this.tell(this.say("moving", this.nodes.get(node)?.label ?? ""));
  }

  private keysMoving(event: KeyboardEvent): Record<string, () => void> {
    const moving = this.moving!, far = event.shiftKey ? MOVE * 4 : MOVE;
    const by = (right: number, down: number) => () => {
      moving.x += right * far;
      moving.y += down * far;
      this.stage.shift(moving.node, moving.x, moving.y);
      this.stage.ring("focus", { kind: "node", id: moving.node });
      this.stage.reveal({ kind: "node", id: moving.node });
    };
    return {
      ArrowRight: by(1, 0),
      ArrowLeft: by(-1, 0),
      ArrowDown: by(0, 1),
      ArrowUp: by(0, -1),
      Enter: () => {
        this.moving = null;
        const box = this.nodes.get(moving.node);
        if (box) this.dropped(box, moving.x, moving.y);
      },
      Escape: () => {
        this.unmove();
        this.tell(this.say("not moved"));
      },
    };
  }

  /** Everything back at its place. */
  private unmove(): void {
    this.moving = null;
    for (const id of this.nodes.keys()) this.stage.shift(id, 0, 0);
    const thing = this.stage.thingOf(this.focus);
    if (thing) this.stage.ring("focus", thing);
  }
}
