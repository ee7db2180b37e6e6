import type { PackedNumbers } from './packedNumbers.ts';
import { type ObjectRun, packRuns, unpackRuns } from './packedRuns.ts';

/** So many are put in order and packed at a time. */
const RUNS_IN_A_PART = 2_048;

/** Runs in order; `first` is the number of the first one's first object. */
type Part = { first: number; runs: PackedNumbers };

/**
 * Where all objects of a file stand. Runs may come in any order, but take the less room and time the more they come in that
 * of their objects: then a run is some six bytes.
 */
export type ObjectRuns = {
  add: (run: ObjectRun) => void;
  /** All of them in the order of their objects. */
  inOrder: () => Iterable<ObjectRun>;
};

export function createObjectRuns(): ObjectRuns {
  const parts: Part[] = [];
  let latest: ObjectRun[] = [];

  const pack = (): void => {
    latest.sort((one, other) => one.first - other.first);
    parts.push({ first: latest[0]?.first ?? 0, runs: packRuns(latest) });
    latest = [];
  };

  return {
    add(run) {
      latest.push(run);
      if (latest.length === RUNS_IN_A_PART) pack();
    },
    inOrder() {
      if (latest.length > 0) pack();
      return merge(parts);
    },
  };
}

/** A part is open from its first run to its last: few are at a time. */
function* merge(parts: readonly Part[]): Generator<ObjectRun, void, undefined> {
  const closed = parts.toSorted((one, other) => one.first - other.first);
  const open: { run: ObjectRun; rest: Iterator<ObjectRun, void> }[] = [];
  let opened = 0;
  for (;;) {
    let least = 0;
    for (let index = 1; index < open.length; index += 1) {
      if ((open[index]?.run.first ?? 0) < (open[least]?.run.first ?? 0)) least = index;
    }
    const part = open[least];
    const coming = closed[opened];
    if (coming !== undefined && (part === undefined || coming.first < part.run.first)) {
      const rest = unpackRuns(coming.runs);
      const run = rest.next().value;
      if (run !== undefined) open.push({ run, rest });
      opened += 1;
      continue;
    }
    if (part === undefined) return;
    yield part.run;
    const run = part.rest.next().value;
    if (run === undefined) open.splice(least, 1);
    else part.run = run;
  }
}
