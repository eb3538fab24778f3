/** How far a pull is, in one line that is written over, on a terminal only. */

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export class Progress {
  readonly #stream: Terminal | undefined;

  constructor(stream: Terminal | undefined) {
    this.#stream = stream?.isTTY === true ? stream : undefined;
  }

  say(text: string): void {
    const line = text.slice(0, Math.max(20, (this.#stream?.columns ?? 80) - 1));
    this.#stream?.write(`\r\u001b[2K${line}`);
  }

  /** Says how many of all are done, each time that it is called. */
  counter(what: string, all: number): () => void {
    let done = 0;
    return () => {
      done += 1;
      this.say(`${what}: ${done} of ${all}`);
    };
  }

  /** Takes the line away. */
  end(): void {
    this.#stream?.write("\r\u001b[2K");
  }
}
