// What the desk has told this view: the study, the codebook, the text that is open and the marks on it.

import type { CodeLine, FromDesk, KnownThings, Place } from "../messages.ts";
import { Offsets, type Span } from "../offsets.ts";
import { sayer, type Say } from "../words.ts";
import { marksOf, type Mark, type MarksMessage } from "./marks.ts";

export type StudyMessage = Extract<FromDesk, { tell: "study" }>;
export type TextMessage = Extract<FromDesk, { tell: "text" }>;

interface OpenText {
  message: TextMessage;
  offsets: Offsets;
}

const NO_THINGS: KnownThings = { doers: [], sites: [], cases: [], texts: [], acts: [], statuses: [], polarities: [], works: [], modes: [], genres: [] };

export class Told {
  study: StudyMessage | null = null;
  say: Say = sayer({});
  codes = new Map<string, CodeLine>();
  recent: string[] = [];
  things = NO_THINGS;
  open: OpenText | null = null;
  private marksMessage: MarksMessage | null = null;
  private made: Mark[] | null = null;
  /** Texts that were open before: edits made on them may still wait. */
  private texts = new Map<string, OpenText>();

  get text(): string {
    return this.open?.message.content ?? "";
  }

  get source(): string {
    return this.open?.message.source.id ?? "";
  }

  /** Up to which change the marks are known. */
  get number(): number {
    return this.marksMessage?.number ?? 0;
  }

  /** Whether the marks of the open text are here: they follow it at once. */
  get isMarked(): boolean {
    return this.marksMessage !== null;
  }

  /** The desk's marks of the open text; made once for each time something is told of them. */
  marks(): Mark[] {
    this.made ??= this.marksMessage && this.open ? marksOf(this.marksMessage, this.open.offsets, this.codes) : [];
    return this.made;
  }

  hear(message: FromDesk): void {
    if (["codebook", "text", "marks", "remarked"].includes(message.tell)) this.made = null;
    switch (message.tell) {
      case "study":
        this.study = message;
        this.say = sayer(message.words);
        break;
      case "codebook":
        this.codes = new Map(message.codes.map((code) => [code.id, code]));
        this.recent = message.recent;
        break;
      case "used":
        this.recent = message.recent;
        this.hearUsed(message);
        break;
      case "known":
        this.things = message.things;
        break;
      case "text":
        this.open = this.keep(message);
        this.marksMessage = null;
        break;
      case "marks":
        if (message.source === this.source) this.marksMessage = message;
        break;
      case "remarked":
        if (message.source === this.source && this.marksMessage) this.marksMessage = remarked(this.marksMessage, message);
        break;
    }
  }

  /** Keep a text, for the quotes of edits on it. */
  keep(message: TextMessage): OpenText {
    const text = { message, offsets: new Offsets(message.content) };
    this.texts.set(textKey(message.source.id, message.version), text);
    return text;
  }

  private hearUsed({ codes, sources }: Extract<FromDesk, { tell: "used" }>): void {
    for (const [id, used] of Object.entries(codes)) {
      const code = this.codes.get(id);
      if (code) this.codes.set(id, { ...code, used });
    }
    for (const source of this.study?.sources ?? []) source.codings = sources[source.id] ?? source.codings;
  }

  /** The place of a passage of the open text, as the desk counts. */
  placeOf({ start, end }: Span): Place {
    const { message, offsets } = this.open!;
    return {
      source: message.source.id, version: message.version,
      start: offsets.toPoints(start), end: offsets.toPoints(end), quote: message.content.slice(start, end),
    };
  }

  /** The words at a place; `null` if its text is not here, and empty if it is here in another version only. */
  quoteAt(at: Place): string | null {
    const text = this.texts.get(textKey(at.source, at.version));
    if (text) return text.message.content.slice(text.offsets.toUnits(at.start), text.offsets.toUnits(at.end));
    // The desk then says what became of the text: an edit that waits for a text that is gone would wait for ever.
    return [...this.texts.values()].some((each) => each.message.source.id === at.source) ? "" : null;
  }
}

const textKey = (source: string, version: number): string => `${version} ${source}`;

function remarked(before: MarksMessage, news: Extract<FromDesk, { tell: "remarked" }>): MarksMessage {
  const gone = new Set(news.gone);
  const merged = <Line extends { id: string }>(old: Line[], changed: Line[]): Line[] => {
    const ids = new Set(changed.map((each) => each.id));
    return [...old.filter((each) => !gone.has(each.id) && !ids.has(each.id)), ...changed];
  };
  return {
    ...before,
    version: news.version,
    number: news.number,
    codings: merged(before.codings, news.codings),
    accounts: merged(before.accounts, news.accounts),
    notes: merged(before.notes, news.notes),
  };
}
