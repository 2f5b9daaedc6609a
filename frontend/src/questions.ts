// What a view asks the desk, and the answers when they come.

import type { Host } from "./host.ts";
import type { FromDesk, Question } from "./messages.ts";

interface Waits {
  answer(answer: unknown): void;
  none(reason: Error): void;
}

export class Questions {
  /** Views that share a host hear each other's answers: their numbers do not meet. */
  private last = Math.floor(Math.random() * 1e12);
  private waiting = new Map<number, Waits>();

  constructor(private host: Host) {}

  /** The answer of the desk; refused with its sentence where there is none. */
  ask<Answer>(about: Question): Promise<Answer> {
    const ask = ++this.last;
    return new Promise((answer, none) => {
      this.waiting.set(ask, { answer: answer as (answer: unknown) => void, none });
      this.host.send({ say: "ask", ask, about });
    });
  }

  /** Take up a message that answers a question asked here; `false` if it is none. */
  hear(message: FromDesk): boolean {
    if (message.tell !== "answer" && message.tell !== "unanswered") return false;
    const found = this.waiting.get(message.ask);
    this.waiting.delete(message.ask);
    if (message.tell === "answer") found?.answer(message.answer);
    else found?.none(new Error(message.sentence));
    return found !== undefined;
  }

  /** What was asked before the desk was lost is not answered any more. */
  forget(): void {
    this.waiting.clear();
  }
}
