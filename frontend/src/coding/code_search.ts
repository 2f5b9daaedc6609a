// Finding a code by what is typed: its name first, then its path, then its definition. Quick with thousands of codes.

import type { CodeLine } from "../messages.ts";

export interface CodeFound {
  code: CodeLine;
  /** Its number key, if it is among those used last. */
  number: number;
}

interface Folded {
  code: CodeLine;
  name: string;
  path: string;
  definition: string;
}

/** Words without accents, marks and capitals, as they are compared. */
export function fold(words: string): string {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export class CodeSearch {
  private folded: Folded[];

  constructor(codes: CodeLine[], public recent: string[]) {
    this.folded = codes
      .filter((code) => code.codable)
      .map((code) => ({ code, name: fold(code.name), path: fold(code.path), definition: fold(code.definition) }));
  }

  /** The codes that have all the words typed, those whose name fits best first; without words those used last first. */
  find(typed: string): CodeFound[] {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    const ranked = words.length ? this.ranked(words) : this.byUse();
    return ranked.map((code) => ({ code, number: this.recent.indexOf(code.id) + 1 }));
  }

  /** Whether a code has this very name. */
  has(name: string): boolean {
    const wanted = fold(name.trim());
    return this.folded.some((each) => each.name === wanted);
  }

  private ranked(words: string[]): CodeLine[] {
    const found: { rank: number; code: CodeLine }[] = [];
    for (const each of this.folded) {
      const ranks = words.map((word) => rankOf(each, word));
      if (!ranks.includes(NOWHERE)) found.push({ rank: Math.max(...ranks), code: each.code });
    }
    // Equal ranks stay in the codebook's order: sorting is stable.
    return found.sort((one, other) => one.rank - other.rank).map((each) => each.code);
  }

  private byUse(): CodeLine[] {
    const codes = new Map(this.folded.map((each) => [each.code.id, each.code]));
    const last = this.recent.flatMap((id) => codes.get(id) ?? []);
    return [...last, ...[...codes.values()].filter((code) => !this.recent.includes(code.id))];
  }
}

const NOWHERE = 9;

function rankOf({ name, path, definition }: Folded, word: string): number {
  if (name.startsWith(word)) return 0;
  if (name.includes(` ${word}`)) return 1;
  if (name.includes(word)) return 2;
  if (path.includes(word)) return 3;
  return definition.includes(word) ? 4 : NOWHERE;
}
