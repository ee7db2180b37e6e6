import { createHash } from 'node:crypto';

import type { Identity } from './rights.ts';

/** Who sent a token that was verified a moment ago. */
export type TokenMemory = {
  find(token: string): Identity | undefined;
  /** `exp` in seconds since the epoch, as in the token (RFC 7519, 4.1.4). */
  keep(token: string, identity: Identity, exp: number | undefined): void;
};

/** A key that the issuer withdrew is believed no longer than this. */
const MOST_MS = 30_000;
const MOST_TOKENS = 1_000;

/**
 * Checking a signature costs more than the rest of a request, and a client sends one token with many of them. Kept by
 * their SHA-256, so that no token lies in memory, and never past their expiry.
 */
export function createTokenMemory(now: () => number = Date.now): TokenMemory {
  const known = new Map<string, { identity: Identity; until: number }>();
  return {
    find(token) {
      const entry = known.get(digest(token));
      return entry !== undefined && now() < entry.until ? entry.identity : undefined;
    },
    keep(token, identity, exp) {
      const key = digest(token);
      known.delete(key);
      known.set(key, { identity, until: Math.min(now() + MOST_MS, (exp ?? 0) * 1_000) });
      const [oldest] = known.keys();
      if (known.size > MOST_TOKENS && oldest !== undefined) known.delete(oldest);
    },
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
