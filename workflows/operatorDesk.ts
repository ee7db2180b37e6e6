import {
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';

import { type OperatorWord, type ProgressSignal, QUERIES, SIGNALS } from './contract.ts';

/** Who spoke: a name that the word itself carries, or what to look up in the history: a signal, or Temporal's cancellation. */
export type Speaker = { by: string } | { signal: string; ordinal: number } | { request: 'cancel' };

export type Wish = Speaker & { reason: string | null };

type Note = { speaker: Speaker; text: string };

/** What operators have asked for so far; the run looks at it between and during its steps. */
export type OperatorDesk = {
  pause: Wish | undefined;
  resume: Wish | undefined;
  cancel: Wish | undefined;
  /** The pause that the last resume has ended, until it is known to have been written down. */
  takenBack: Wish | undefined;
  /** Called whenever a wish arrives, so that a step under way can be stopped. */
  onWish: () => void;
};

type Options = {
  writeNote: (note: Note) => Promise<void>;
  onProgress: (progress: ProgressSignal) => void;
  /** Notes wait until the row is the run's. */
  isReady: () => boolean;
  answers: { status: () => unknown; progress: () => unknown; fieldSpecs: () => unknown };
};

/** Opens the desk: signals, native cancellation and queries of one run. Call it before the first await. */
export function openOperatorDesk({ writeNote, onProgress, isReady, answers }: Options): OperatorDesk {
  const desk: OperatorDesk = {
    pause: undefined,
    resume: undefined,
    cancel: undefined,
    takenBack: undefined,
    onWish: () => undefined,
  };
  const counts = new Map<string, number>();

  // A note that an operator was promised is written even where the run has been cancelled meanwhile.
  const note = (speaker: Speaker, text: string): Promise<void> =>
    CancellationScope.nonCancellable(async () => {
      await condition(isReady);
      await writeNote({ speaker, text });
    });

  const hear = (
    name: string,
    word: unknown,
    act: (wish: Wish, text: string | null) => Promise<void> | void,
  ) => {
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    const heard = readWord(word);
    const speaker: Speaker = heard?.by === undefined ? { signal: name, ordinal } : { by: heard.by };
    if (heard === undefined)
      return note(
        speaker,
        `The signal ${name} came without a JSON object as its argument; nothing was changed.`,
      );
    return act({ ...speaker, reason: heard.reason ?? null }, heard.text ?? heard.reason ?? null);
  };

  setHandler(defineSignal<[unknown]>(SIGNALS.pause), (word) =>
    hear(SIGNALS.pause, word, (wish) => {
      desk.pause = wish;
      desk.resume = undefined;
      desk.onWish();
    }),
  );
  setHandler(defineSignal<[unknown]>(SIGNALS.resume), (word) =>
    hear(SIGNALS.resume, word, (wish) => {
      desk.takenBack = desk.pause ?? desk.takenBack;
      desk.pause = undefined;
      desk.resume = wish;
    }),
  );
  setHandler(defineSignal<[unknown]>(SIGNALS.cancel), (word) =>
    hear(SIGNALS.cancel, word, (wish) => {
      desk.cancel ??= wish;
      desk.onWish();
    }),
  );
  setHandler(defineSignal<[unknown]>(SIGNALS.comment), (word) =>
    hear(SIGNALS.comment, word, (wish, text) =>
      note(toSpeaker(wish), text ?? 'The signal comment came without a text; nothing was changed.'),
    ),
  );
  setHandler(defineSignal<[unknown]>(SIGNALS.progress), (word) => {
    if (isProgress(word)) onProgress(word);
  });
  setDefaultSignalHandler((name) => {
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    return note(
      { signal: name, ordinal },
      `The signal ${name.slice(0, 100)} is not known; nothing was changed.`,
    );
  });

  setHandler(defineQuery(QUERIES.status), answers.status);
  setHandler(defineQuery(QUERIES.progress), answers.progress);
  setHandler(defineQuery(QUERIES.fieldSpecs), answers.fieldSpecs);

  // Native cancellation does the same as the signal.
  CancellationScope.current().cancelRequested.catch(() => {
    desk.cancel ??= { request: 'cancel', reason: null };
    desk.onWish();
  });
  return desk;
}

function toSpeaker(wish: Wish): Speaker {
  if ('by' in wish) return { by: wish.by };
  return 'request' in wish ? { request: wish.request } : { signal: wish.signal, ordinal: wish.ordinal };
}

/** A word is a JSON object whose members are texts, or such an object as a text, which is how tctl sends to many runs. */
function readWord(sent: unknown): OperatorWord | undefined {
  const word = typeof sent === 'string' ? parseJson(sent) : sent;
  if (typeof word !== 'object' || word === null || Array.isArray(word)) return undefined;
  const given = Object.entries(word).filter(
    ([name, value]) => ['by', 'reason', 'text'].includes(name) && value !== '',
  );
  if (given.some(([, value]) => typeof value !== 'string')) return undefined;
  return Object.fromEntries(given.map(([name, value]) => [name, String(value).slice(0, 3000)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Anybody can send it, and its members stand in query answers. */
function isProgress(word: unknown): word is ProgressSignal {
  if (typeof word !== 'object' || word === null) return false;
  if (!('rows' in word && 'totalRows' in word && 'tryNumber' in word)) return false;
  return (
    isCount(word.rows) && (word.totalRows === null || isCount(word.totalRows)) && isCount(word.tryNumber)
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
