import type { RunObservation } from '../../../src/domain/run.ts';

export const ATTEMPT = 3;
export const OWN_RUN = 'own-run';

type Case = { name: string; run: RunObservation };

/** Everything that `describe` may say about a row of attempt 3. */
export const OBSERVATIONS: readonly Case[] = [
  { name: 'unanswered', run: { kind: 'unanswered' } },
  { name: 'none', run: { kind: 'none' } },
  ...[ATTEMPT, ATTEMPT - 1, ATTEMPT + 1, null].flatMap((runAttempt): Case[] => {
    const of = runAttempt === null ? 'without a memo' : `of attempt ${runAttempt}`;
    return [
      { name: `open ${of}`, run: { kind: 'open', runId: OWN_RUN, runAttempt } },
      { name: `closed ${of}`, run: { kind: 'closed', runId: OWN_RUN, runAttempt, closedAs: 'TERMINATED' } },
    ];
  }),
];
