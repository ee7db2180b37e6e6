import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';

export const SIGNING_ALGORITHM = 'RS256';
const KEY = z.object({
  kty: z.literal('RSA'),
  ...{ n: z.string(), e: z.string(), kid: z.string() },
  ...{ d: z.string(), p: z.string(), q: z.string(), dp: z.string(), dq: z.string(), qi: z.string() },
});

/** The private key as it is kept; all but `n` and `e` is its secret. */
export type SigningKey = z.infer<typeof KEY>;

/** The key of the embedded identity provider, made once and kept for its owner's eyes alone. */
export async function loadSigningKey(path: string): Promise<SigningKey> {
  const kept = await read(path);
  if (kept !== undefined) return kept;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(await createSigningKey()), { mode: 0o600 });
  // Two commands may make one at once: the first to link wins, and both use what stands there.
  await link(draft, path).catch(() => undefined);
  // What stands there may be a key of another kind, which an earlier version made.
  if ((await read(path)) === undefined) await rename(draft, path);
  await rm(draft, { force: true });
  const stored = await read(path);
  if (stored === undefined) throw new Error(`The signing key could not be kept in ${path}.`);
  return stored;
}

/** What a key set publishes: never the secret. */
export function toPublicJwk({ kty, n, e, kid }: SigningKey): JWK {
  return { kty, n, e, kid, alg: SIGNING_ALGORITHM, use: 'sig' };
}

async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return KEY.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
}

async function read(path: string): Promise<SigningKey | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const key = text === undefined ? undefined : KEY.safeParse(JSON.parse(text));
  return key?.data;
}
