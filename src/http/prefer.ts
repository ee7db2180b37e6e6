const WAIT = /^wait\s*=\s*"?(\d{1,9})"?$/i;
const MOST_WAIT_S = 60;

/**
 * Seconds that a Prefer header is willing to wait (RFC 7240, 4.3), at most 60; undefined where it says nothing that can be
 * honoured. Of several the first counts; parameters are ignored.
 */
export function readWaitS(prefer: string): number | undefined {
  for (const preference of prefer.split(',')) {
    const [, seconds] = WAIT.exec((preference.split(';')[0] ?? '').trim()) ?? [];
    if (seconds !== undefined) return Math.min(Number(seconds), MOST_WAIT_S);
  }
  return undefined;
}
