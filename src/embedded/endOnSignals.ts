const PARENT_CHECK_MS = 250;

/**
 * Aborts on the signals that ask a process to end, and when the npm that runs it was killed; further signals change
 * nothing, so that stopping runs to its end.
 */
export function endOnSignals(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      ending.abort(new EndedBySignal(`Ended by ${name}.`));
    });
  }
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    const check = () => {
      if (process.ppid !== parent) ending.abort(new EndedBySignal('Ended because npm was killed.'));
    };
    setInterval(check, PARENT_CHECK_MS).unref();
  }
  return ending.signal;
}

/** The person who runs the command wanted it to end. */
export class EndedBySignal extends Error {}
