// Keys that are pressed before the desk has said what they need: they wait, and are pressed again in their order.

/** A hand waits no longer than this for the desk. */
const PATIENCE_MS = 1000;

export class Ahead {
  private keys: KeyboardEvent[] = [];
  private awaited: { isKnown(): boolean; go(): void; timer: number } | null = null;

  constructor(private press: (event: KeyboardEvent) => void) {}

  /** Go on once it is known what that needs, or when nobody would wait any longer; keys pressed meanwhile come after it. */
  waitFor(isKnown: () => boolean, go: () => void): void {
    clearTimeout(this.awaited?.timer);
    this.awaited = { isKnown, go, timer: window.setTimeout(() => this.end(), PATIENCE_MS) };
    this.look();
  }

  /** Something was said. */
  look(): void {
    if (this.awaited?.isKnown()) this.end();
  }

  /** Keep a key until what is awaited is here; false if nothing is, or the key is the browser's. */
  keep(event: KeyboardEvent): boolean {
    if (!this.awaited || !isTyped(event)) return false;
    this.keys.push(event);
    return true;
  }

  /** Forget what is awaited, and the keys pressed since. */
  leave(): void {
    clearTimeout(this.awaited?.timer);
    this.awaited = null;
    this.keys = [];
  }

  private end(): void {
    const { go, timer } = this.awaited!;
    clearTimeout(timer);
    this.awaited = null;
    go();
    // What is opened takes the focus, and selects what stands in its field, after it is on the page.
    queueMicrotask(() => this.pressKept());
  }

  private pressKept(): void {
    while (!this.awaited) {
      const event = this.keys.shift();
      if (!event) return;
      this.press(event);
    }
  }
}

const NAMED = new Set(["Enter", "Escape", "Tab", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

/** The keys with Control that are kept, and what the browser calls what they do; all others are its own. */
const WITH_CONTROL: Record<string, string> = { a: "selectAll", z: "undo", y: "redo" };

function isTyped({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (isComposing) return false;
  if (NAMED.has(key)) return true;
  return key.length === 1 && (!(ctrlKey || metaKey) || altKey || key.toLowerCase() in WITH_CONTROL);
}

/** Have a key do in a field what the browser does with one that is pressed there. */
export function pressIn(field: HTMLElement, event: KeyboardEvent): void {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  const again = new KeyboardEvent("keydown", { key, code, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true, composed: true });
  if (!field.dispatchEvent(again)) return;
  const command = ctrlKey || metaKey ? WITH_CONTROL[key.toLowerCase()] : key === "Backspace" ? "delete" : "";
  if (command) document.execCommand(command);
  else if (key.length === 1) document.execCommand("insertText", false, key);
  else if (key === "Enter" && field instanceof HTMLTextAreaElement) document.execCommand("insertText", false, "\n");
  else if (key === "Enter" && field instanceof HTMLInputElement) field.form?.requestSubmit();
  else if (key === "Tab") goBeside(field, shiftKey);
}

/** Go to the field after this one, or the one before. */
function goBeside(field: HTMLElement, isBefore: boolean): void {
  const all = field.closest("form")?.querySelectorAll<HTMLElement>("input, textarea, select, button") ?? [];
  const fields = [...all].filter((each) => each.offsetParent !== null);
  const next = fields[fields.indexOf(field) + (isBefore ? -1 : 1)];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}
