// How a view asks the desk questions, and has it make changes, one after the other and each once.

import { newUid } from "./dom.ts";
import type { Host } from "./host.ts";
import type { Edit, FromDesk, Question } from "./messages.ts";
import { Questions } from "./questions.ts";
import { browserStorage, Queue } from "./queue.ts";

/** A desk that could not write now is asked again after this. */
const LATER_MS = 1500;

/** Told when the outcome of an edit is known: what was done, or why it was not. */
type Outcome = (done: boolean, said: string) => void;

export class Talk {
  readonly queue: Queue;
  private questions: Questions;
  private outcomes = new Map<string, Outcome>();

  constructor(
    host: Host,
    /** The words at a place, for edits that are about some. */
    quote: (source: string, start: number, end: number) => string | null = () => null,
  ) {
    this.questions = new Questions(host);
    this.queue = new Queue(newUid(), (message) => host.send(message), (at) => quote(at.source, at.start, at.end), browserStorage());
  }

  /** The answer of the desk; refused with its sentence where there is none. */
  ask<Answer>(about: Question): Promise<Answer> {
    return this.questions.ask(about);
  }

  /** Have a change made; `outcome` is told what became of it, if this view is still there. */
  edit(change: Edit, outcome: Outcome): void {
    const op = newUid();
    this.outcomes.set(op, outcome);
    this.queue.add(op, change);
  }

  /** Take up a message that answers a question or an edit; `false` if it does neither. */
  hear(message: FromDesk): boolean {
    if (this.questions.hear(message)) return true;
    if (message.tell === "done" && this.queue.done(message.op, message.number)) {
      this.queue.seen(message.number);
      this.told(message.op, true, message.said);
      return true;
    }
    if (message.tell === "refused" && this.queue.refused(message.op).length) {
      this.told(message.op, false, message.sentence);
      return true;
    }
    if (message.tell === "later") {
      setTimeout(() => this.queue.again(message.op), LATER_MS);
      return true;
    }
    return false;
  }

  /** The desk is there again: what was asked before is not answered any more. */
  open(key: string): void {
    this.questions.forget();
    this.queue.open(key);
  }

  private told(op: string, done: boolean, said: string): void {
    this.outcomes.get(op)?.(done, said);
    this.outcomes.delete(op);
  }
}
