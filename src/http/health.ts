import type { RequestContext } from './requestState.ts';

/** Throws where the part cannot be used. */
export type HealthCheck = (signal: AbortSignal) => Promise<void>;

/** Null: the process was told of no such part, and does without it. */
export type HealthChecks = Readonly<Record<string, HealthCheck | null>>;

const DEADLINE_MS = 2_000;

/** GET /health/live: the process answers. */
export function liveRoute(ctx: RequestContext): void {
  ctx.body = { status: 'ok' };
}

/** GET /health/ready: each part with its state; 503 where one cannot be used. */
export function readyRoute(checks: HealthChecks, deadlineMs = DEADLINE_MS) {
  return async (ctx: RequestContext): Promise<void> => {
    const states = await Promise.all(
      Object.entries(checks).map(
        async ([part, check]) =>
          [part, check === null ? 'unset' : await runCheck(check, deadlineMs)] as const,
      ),
    );
    const isReady = states.every(([, state]) => state === 'ok' || state === 'unset');
    ctx.status = isReady ? 200 : 503;
    ctx.body = { status: isReady ? 'ok' : 'unavailable', checks: Object.fromEntries(states) };
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
