import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

import { AppError } from '../../domain/errors.ts';

/** The issuer's public keys. `check` throws KEYS_UNAVAILABLE where no key was ever fetched and none can be. */
export type KeySet = { getKey: JWTVerifyGetKey; check: () => Promise<void> };

type Options = { url: URL; timeoutMs?: number; refreshMs?: number; cooldownMs?: number };

/**
 * Keys are kept as long as the issuer cannot be asked, and asked for anew beside the requests, so that no request waits
 * for a key set that it already has.
 */
export function createKeySet({
  url,
  timeoutMs = 2_000,
  refreshMs = 300_000,
  cooldownMs = 5_000,
}: Options): KeySet {
  const remote = createRemoteJWKSet(url, {
    cacheMaxAge: Infinity,
    cooldownDuration: cooldownMs,
    timeoutDuration: timeoutMs,
  });
  let askedAt = performance.now();

  const refreshBeside = () => {
    if (remote.jwks() === undefined || performance.now() - askedAt < refreshMs) return;
    askedAt = performance.now();
    remote.reload().catch(() => undefined);
  };

  return {
    getKey: async (header, token) => {
      refreshBeside();
      try {
        return await remote(header, token);
      } catch (cause) {
        const isAboutToken =
          cause instanceof errors.JWKSNoMatchingKey ||
          cause instanceof errors.JWKSMultipleMatchingKeys ||
          cause instanceof errors.JOSENotSupported;
        throw isAboutToken ? cause : new AppError('KEYS_UNAVAILABLE', { cause });
      }
    },
    check: async () => {
      if (remote.jwks() !== undefined) return;
      await remote.reload().catch((cause: unknown) => {
        throw new AppError('KEYS_UNAVAILABLE', { cause });
      });
    },
  };
}
