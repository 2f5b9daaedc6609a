// Edits on their way. Each is on the screen at once and kept here until the desk has answered; one is sent at a
// time, in the order they were made, so that a broken connection can neither lose, double nor reorder any.
//
// What is kept outlives the page: it lies in the browser's storage under the study's key and the view's. Quotes
// are left out (they are taken from the text again); memos, notes and the act form's words have to be kept.

import type { Edit, Place, ToDesk } from "./messages.ts";

export interface Waiting {
  op: string;
  do: Edit;
  /** Answered by the desk at this number of changes, and not yet seen in its marks. */
  done?: number;
}

/** Where edits are kept: the browser's storage, or memory where there is none. */
export interface Keeping {
  length: number;
  key(n: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const PREFIX = "ieworkbench";

export class Queue {
  /** In the order they were made; those that are done until the desk's marks show what they did. */
  waiting: Waiting[] = [];
  private key = "";
  private inFlight = "";

  constructor(
    private view: string,
    private send: (message: ToDesk) => void,
    /** The words at a place, `null` while its text is not here. */
    private quote: (at: Place) => string | null,
    private storage: Keeping | null,
  ) {}

  /** How many are not yet saved. */
  get unsaved(): number {
    return this.waiting.filter((each) => each.done === undefined).length;
  }

  /** The source whose text is needed before the first edit can be sent. */
  get needs(): string | null {
    const at = placesOf(this.first?.do)[0];
    return at && this.quote(at) === null ? at.source : null;
  }

  private get first(): Waiting | undefined {
    return this.waiting.find((each) => each.done === undefined);
  }

  add(op: string, edit: Edit): void {
    this.waiting.push({ op, do: edit });
    this.keep();
    this.sendFirst();
  }

  /** The desk is there (again): take over what other views with this key, of a study and a sort of view, left, and send. */
  open(key: string): void {
    this.key = `${PREFIX} ${key} `;
    this.adopt();
    this.inFlight = "";
    this.sendFirst();
  }

  /** The desk has stored this edit. False if it is none of ours. */
  done(op: string, number: number): boolean {
    const found = this.waiting.find((each) => each.op === op);
    if (!found) return false;
    found.done = number;
    this.settle();
    return true;
  }

  /** The desk will not make this edit: it is gone with those that were to change what it makes, which are given; the others go on. */
  refused(op: string): Edit[] {
    const found = this.waiting.find((each) => each.op === op);
    if (!found) return [];
    const made = "id" in found.do ? found.do.id : undefined;
    const gone = this.waiting.filter((each) => each === found || (made && changedBy(each.do) === made));
    this.waiting = this.waiting.filter((each) => !gone.includes(each));
    this.settle();
    return gone.map((each) => each.do);
  }

  /** The desk could not make this edit when it was sent. */
  again(op: string): void {
    if (this.inFlight === op) this.inFlight = "";
    this.sendFirst();
  }

  /** The desk's marks show everything up to this change. */
  seen(number: number): void {
    this.waiting = this.waiting.filter((each) => each.done === undefined || each.done > number);
    this.sendFirst();
  }

  private settle(): void {
    this.inFlight = "";
    this.keep();
    this.sendFirst();
  }

  /** Send the first that waits, unless it is under way or something it needs is not here yet. */
  sendFirst(): void {
    const first = this.first;
    if (!this.key || !first || this.inFlight === first.op) return;
    const whole = this.whole(first.do);
    if (!whole) return;
    this.inFlight = first.op;
    this.send({ say: "edit", op: first.op, do: whole });
  }

  /** The edit with the quotes of its places; `null` if one is not known yet. */
  private whole(edit: Edit): Edit | null {
    if (placesOf(edit).some((at) => this.quote(at) === null)) return null;
    return withPlaces(edit, (at) => ({ ...at, quote: this.quote(at)! }));
  }

  // ------------------------------------------------------------------ kept in the browser

  private keep(): void {
    if (!this.key) return;
    const kept = this.waiting.filter((each) => each.done === undefined).map(({ op, do: edit }) => ({ op, do: withPlaces(edit, bare) }));
    try {
      if (kept.length) this.storage?.setItem(this.key + this.view, JSON.stringify(kept));
      else this.storage?.removeItem(this.key + this.view);
    } catch {
      // Full or forbidden: the edits are in memory all the same, and the status says that they are not saved.
    }
  }

  private adopt(): void {
    const here = new Set(this.waiting.map((each) => each.op));
    const left: Waiting[] = [];
    for (const name of this.namesKept()) {
      const kept = JSON.parse(this.storage!.getItem(name) ?? "[]") as Waiting[];
      left.push(...kept.filter((each) => !here.has(each.op)));
      if (name !== this.key + this.view) this.storage!.removeItem(name);
    }
    this.waiting = [...left, ...this.waiting];
    this.keep();
  }

  private namesKept(): string[] {
    const names = Array.from({ length: this.storage?.length ?? 0 }, (_, n) => this.storage!.key(n) ?? "");
    return names.filter((name) => name.startsWith(this.key));
  }
}

/** The browser's storage, or `null` where it may not be used. */
export function browserStorage(): Keeping | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** The coding, note or account that an edit changes. */
function changedBy(edit: Edit): string | undefined {
  if ("coding" in edit) return edit.coding;
  if ("note" in edit) return edit.note;
  return "account" in edit ? edit.account : undefined;
}

const bare = (at: Place): Place => ({ ...at, quote: "" });

/** The places an edit is about. */
export function placesOf(edit: Edit | undefined): Place[] {
  const places: Place[] = [];
  if (edit) withPlaces(edit, (at) => (places.push(at), at));
  return places;
}

/** The edit with each of its places made anew. */
function withPlaces(edit: Edit, change: (at: Place) => Place): Edit {
  if (edit.kind === "disjuncture") return { ...edit, sides: edit.sides.map((side) => ({ ...side, at: change(side.at) })) };
  if (edit.kind === "statement" && edit.parts) {
    const parts = Object.entries(edit.parts).map(([name, places]) => [name, places.map(change)] as const);
    return { ...edit, parts: Object.fromEntries(parts) };
  }
  return "at" in edit && edit.at ? ({ ...edit, at: change(edit.at) } as Edit) : edit;
}
