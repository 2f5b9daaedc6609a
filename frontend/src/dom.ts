// Elements made by hand: words go in as text, never as markup.

type Value = string | number | boolean | null | undefined | ((event: never) => void);

/** An element with attributes, listeners (`onclick` …) and children; `false`, `null` and `undefined` are left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: (Node | string | null | false)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(element, name, value);
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

function put(element: HTMLElement, name: string, value: Value): void {
  if (value === undefined || value === null || value === false) return;
  if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
  else element.setAttribute(name, value === true ? "" : String(value));
}

let made = 0;

/** An id that no other view on the page has: two widgets may show the same source. */
export function freshId(name: string): string {
  made += 1;
  return `iew-${name}-${made}`;
}

/** An id that nothing else has: for an edit, the same however often it is sent, and for what it makes. */
export function newUid(): string {
  if (globalThis.isSecureContext) return crypto.randomUUID();
  // Pages that are not served from this machine have no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Whether a key goes to a field that is written in. */
export function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
