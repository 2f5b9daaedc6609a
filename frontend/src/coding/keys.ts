// Which key does what while the text has the focus. The help sheet is made of the same table.

export type Command =
  | "code" | "recent" | "act" | "text" | "disjuncture" | "note" | "memo" | "recode" | "remove" | "next" | "previous"
  | "filter" | "find" | "sources" | "help" | "undo" | "redo" | "leave" | "widen" | "more" | "all"
  | "start-out" | "start-in" | "end-out" | "end-in"
  | "on" | "back" | "down" | "up" | "next-turn" | "previous-turn" | "home" | "finish";

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const PLAIN: Record<string, Command> = {
  "/": "code", Enter: "code", a: "act", t: "text", d: "disjuncture", n: "note", m: "memo", r: "recode", Delete: "remove", Backspace: "remove",
  j: "next", k: "previous", f: "filter", g: "find", o: "sources", s: "widen", "?": "help", Escape: "leave",
  "[": "start-out", "{": "start-in", "]": "end-out", "}": "end-in",
  ArrowRight: "on", ArrowLeft: "back", ArrowDown: "down", ArrowUp: "up",
};

const WITH_CONTROL: Record<string, Command> = {
  z: "undo", y: "redo", a: "all", Home: "home", End: "finish",
  ArrowRight: "on", ArrowLeft: "back", ArrowDown: "next-turn", ArrowUp: "previous-turn",
};

/** What these keys ask for; `null` leaves them to the browser. */
export function commandOf(pressed: Pressed): Command | null {
  const { key } = pressed;
  const small = key.length === 1 ? key.toLowerCase() : key;
  if (pressed.ctrlKey || pressed.metaKey) {
    if (small === "z" && pressed.shiftKey) return "redo";
    // Alt Graph comes as Ctrl+Alt: on many keyboards the brackets need it.
    if (pressed.altKey) return PLAIN[key] ?? null;
    return WITH_CONTROL[small] ?? null;
  }
  if (/^[1-9]$/.test(key)) return "recent";
  return small === "s" && pressed.shiftKey ? "more" : (PLAIN[small] ?? null);
}

/** The rows of the help sheet: keys, and the name of what they do. */
export const HELP: [string, string][] = [
  ["← →", "take the word before or after"],
  ["↑ ↓", "take the word above or below"],
  ["Ctrl + ↑ ↓", "go to the turn before or after"],
  ["Shift + ← → ↑ ↓", "take more words or fewer"],
  ["Alt + ← →", "one character instead of a word"],
  ["S", "take the whole sentence; again, the whole turn"],
  ["Shift + S", "take one more sentence"],
  ["/  Enter", "code the words taken"],
  ["1 – 9", "give one of the codes used last"],
  ["A", "mark an act"],
  ["T", "mark a text first heard of here"],
  ["D", "mark a disjuncture: one side, then the other"],
  ["N", "write a note on the words"],
  ["J  K", "go to the next or previous mark"],
  ["M", "write the memo of the coding chosen, or the note chosen"],
  ["R", "give the coding chosen another code"],
  ["Delete", "remove the mark chosen"],
  ["Shift + ← →  ]  }", "move the end of the coding chosen"],
  ["Ctrl + Shift + ← →  [  {", "move the start of the coding chosen"],
  ["F", "show only some codes, speakers or coders"],
  ["G", "search the whole study"],
  ["O", "open another source"],
  ["Ctrl + Z", "undo"],
  ["Ctrl + Shift + Z  Ctrl + Y", "redo"],
  ["Escape", "leave what is open or chosen"],
  ["?", "this list"],
];
