// The interface's own words, as the desk gives them in the study's language.

export type Words = Record<string, string>;

export type Say = (name: string, ...parts: (string | number)[]) => string;

/** A speaker of these words: `{0}`, `{1}` … are filled in, all at once, so that a part may hold braces. */
export function sayer(words: Words): Say {
  return (name, ...parts) => (words[name] ?? name).replace(/\{(\d)\}/g, (whole, n) => String(parts[Number(n)] ?? whole));
}
