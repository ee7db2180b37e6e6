import type { SignalName } from './world.ts';

/** What stands in a run's history, as far as a reset needs it. */
export type Event =
  { signal: SignalName } | { step: string; value: unknown } | { step: string; error: unknown };

/** What a run has been told. */
export type Desk = {
  isPaused: boolean;
  isCancelled: boolean;
  onChange: () => void;
  comments: number;
  writeComment?: () => void;
};

export function openDesk(): Desk {
  return { isPaused: false, isCancelled: false, onChange: () => undefined, comments: 0 };
}

/** From here on the row is the run's: comments that came before are written, too. */
export function writeComments(desk: Desk, write: () => void): void {
  desk.writeComment = write;
  for (; desk.comments > 0; desk.comments -= 1) write();
}

/** The events before the point, and the signals after it, which Temporal applies again. */
export function toReplay(events: readonly Event[], kept: number): Event[] {
  return [...events.slice(0, kept), ...events.slice(kept).filter((event) => 'signal' in event)];
}

export function hear(desk: Desk, name: SignalName): void {
  if (name === 'pause') desk.isPaused = true;
  if (name === 'resume') desk.isPaused = false;
  if (name === 'cancel') desk.isCancelled = true;
  if (name === 'comment') {
    if (desk.writeComment) desk.writeComment();
    else desk.comments += 1;
  }
  desk.onChange();
}
