/** Aborts on the signals that ask a process to end; further ones change nothing, so that stopping runs to its end. */
export function endOnSignals(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      ending.abort(new EndedBySignal(`Ended by ${name}.`));
    });
  }
  return ending.signal;
}

/** The person who runs the command wanted it to end. */
export class EndedBySignal extends Error {}
