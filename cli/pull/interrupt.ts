/** Ctrl-C and a request to end: the process ends at once, and what was begun is removed on its way out. */

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

export function endsOnInterrupt(): void {
  for (const [signal, code] of Object.entries(SIGNALS))
    process.once(signal, () => {
      console.error("\nStopped. Nothing was written.");
      process.exit(code);
    });
}
