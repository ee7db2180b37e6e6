import type { RequestContext } from './requestState.ts';

/** Throws where the part cannot be used. */
export type HealthCheck = (signal: AbortSignal) => Promise<void>;

/** Null: the process was told of no such part, and does without it. */
export type HealthChecks = Readonly<Record<string, HealthCheck | null>>;

const DEADLINE_MS = 2_000;
/** Anybody may ask, and a check writes to the disk and calls on others: one look answers all that come meanwhile. */
const KEPT_MS = 1_000;

type Limits = { deadlineMs?: number; keptMs?: number };
type Look = { isReady: boolean; states: object };

/** GET /health/live: the process answers. */
export function liveRoute(ctx: RequestContext): void {
  ctx.body = { status: 'ok' };
}

/** GET /health/ready: each part with its state; 503 where one cannot be used. */
export function readyRoute(
  checks: HealthChecks,
  { deadlineMs = DEADLINE_MS, keptMs = KEPT_MS }: Limits = {},
) {
  let latest: Promise<Look> | undefined;
  let keptUntil = 0;

  async function look(): Promise<Look> {
    keptUntil = Infinity;
    try {
      const states = await Promise.all(
        Object.entries(checks).map(
          async ([part, check]) =>
            [part, check === null ? 'unset' : await runCheck(check, deadlineMs)] as const,
        ),
      );
      return {
        isReady: states.every(([, state]) => state === 'ok' || state === 'unset'),
        states: Object.fromEntries(states),
      };
    } finally {
      keptUntil = performance.now() + keptMs;
    }
  }

  return async (ctx: RequestContext): Promise<void> => {
    if (latest === undefined || performance.now() >= keptUntil) latest = look();
    const { isReady, states } = await latest;
    ctx.status = isReady ? 200 : 503;
    ctx.body = { status: isReady ? 'ok' : 'unavailable', checks: states };
  };
}

async function runCheck(check: HealthCheck, deadlineMs: number): Promise<'ok' | 'failed' | 'unanswered'> {
  const signal = AbortSignal.timeout(deadlineMs);
  const unanswered = new Promise<'unanswered'>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve('unanswered');
      },
      { once: true },
    );
  });
  const answered = check(signal).then(
    () => 'ok' as const,
    () => (signal.aborted ? ('unanswered' as const) : ('failed' as const)),
  );
  return Promise.race([answered, unanswered]);
}
