/** What one uncertain point of the store is: a question and the answers that sources or guesses give to it. */

type Answer = readonly [value: string, says: string];

export interface Reading {
  /** The question, in one sentence. */
  readonly about: string;
  /** The answers: a word for the setting and what the store does then, with its source. The first one is the default. */
  readonly values: readonly [Answer, ...Answer[]];
}

export type ReadingTable = Readonly<Record<string, Reading>>;
