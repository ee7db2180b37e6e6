import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';

import { AppError } from '../../domain/errors.ts';
import type { Identity } from './rights.ts';
import { createTokenMemory } from './tokenMemory.ts';

/** Who sent this `Authorization` header; throws UNAUTHORIZED or KEYS_UNAVAILABLE. */
export type VerifyToken = (authorization: string) => Promise<Identity>;

type Options = {
  issuer: string;
  audience: string;
  getKey: JWTVerifyGetKey;
  /** The claims' names. */
  claims: { user: string; tenant: string; rights: string; studies: string };
  /** The clock of the memory of verified tokens, in milliseconds. */
  now?: () => number;
};

const MOST_TOKEN_CHARACTERS = 16 * 1024;
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
/** What a database can keep as one word: no control characters, no halves of surrogate pairs. */
const WORD = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

export function createVerifyToken({ issuer, audience, getKey, claims, now }: Options): VerifyToken {
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: 30,
    requiredClaims: ['exp', claims.user, claims.tenant],
  };
  const known = createTokenMemory(now);
  return async (authorization) => {
    const token = readToken(authorization);
    const remembered = known.find(token);
    if (remembered !== undefined) return remembered;
    const payload = await verify(token, getKey, options);
    const identity = {
      userId: readWord(payload, claims.user),
      tenantId: readWord(payload, claims.tenant),
      rights: payload[claims.rights],
      studies: payload[claims.studies],
    };
    known.keep(token, identity, payload.exp);
    return identity;
  };
}

function readToken(authorization: string): string {
  const [, token] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) {
    throw new AppError('UNAUTHORIZED', { details: 'Send a bearer token: Authorization: Bearer …' });
  }
  if (token.length > MOST_TOKEN_CHARACTERS) {
    throw refuse(`The token is longer than ${MOST_TOKEN_CHARACTERS} characters.`);
  }
  return token;
}

async function verify(
  token: string,
  getKey: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, getKey, options)).payload;
  } catch (cause) {
    if (cause instanceof errors.JWKSMultipleMatchingKeys) return verifyWithAny(token, cause, options);
    if (cause instanceof errors.JOSEError) throw refuse(describe(cause), cause);
    throw cause;
  }
}

/** A token that does not name its key is tried with each that could have signed it. */
async function verifyWithAny(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for await (const key of keys) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (cause) {
      if (cause instanceof errors.JWSSignatureVerificationFailed) continue;
      if (cause instanceof errors.JOSEError) throw refuse(describe(cause), cause);
      throw cause;
    }
  }
  throw refuse('No key of the issuer signed the token.');
}

function describe(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's claim ${error.claim} does not hold.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return `Allowed signatures: ${ALGORITHMS.join(', ')}.`;
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return 'No key of the issuer signed the token.';
  }
  return 'The token is not a signed JWT of the issuer.';
}

function readWord(payload: JWTPayload, claim: string): string {
  const value = payload[claim];
  if (typeof value === 'string' && WORD.test(value)) return value;
  throw refuse(`The token's claim ${claim} must be a text of 1 to 255 characters.`);
}

function refuse(details: string, cause?: unknown): AppError {
  return new AppError('UNAUTHORIZED', { challenge: 'invalid_token', details, cause });
}
