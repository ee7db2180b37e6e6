import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';

export const SIGNING_ALGORITHM = 'ES256';
const KEY = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** The private key as it is kept; `d` is its secret. */
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
  await rm(draft, { force: true });
  const stored = await read(path);
  if (stored === undefined) throw new Error(`The signing key could not be kept in ${path}.`);
  return stored;
}

/** What a key set publishes: never the secret. */
export function toPublicJwk({ kty, crv, x, y, kid }: SigningKey): JWK {
  return { kty, crv, x, y, kid, alg: SIGNING_ALGORITHM, use: 'sig' };
}

async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return KEY.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
}

async function read(path: string): Promise<SigningKey | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : KEY.parse(JSON.parse(text));
}
