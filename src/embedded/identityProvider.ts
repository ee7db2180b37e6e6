import { once } from 'node:events';
import { createServer } from 'node:http';
import { importJWK, SignJWT } from 'jose';

import type { StudyMode } from '../domain/dataset.ts';
import type { Id } from '../domain/id.ts';
import type { Right } from '../http/auth/rights.ts';
import { portOf } from './findFreePorts.ts';
import { SIGNING_ALGORITHM, toPublicJwk, type SigningKey } from './signingKey.ts';

/** The same whatever the port, so that a token outlives the process that publishes the keys. */
export const ISSUER = 'urn:report-generation:embedded-identity-provider';
export const AUDIENCE = 'report-generation';

export const RIGHTS = [
  'ReportingPost',
  'ReportingGet',
  'ReportingDelete',
] as const satisfies readonly Right[];

export type TokenRequest = {
  tenant: string;
  user: string;
  rights: readonly Right[];
  /** Where the rights hold; absent: in the whole tenant. */
  study?: { id: Id; mode: StudyMode };
  expiresInS: number;
};

/** A bearer token as the API expects it from any issuer. */
export async function issueToken(key: SigningKey, request: TokenRequest): Promise<string> {
  const { study } = request;
  const claims = study
    ? { rights: [], studies: { [study.id]: { [study.mode]: request.rights } } }
    : { rights: request.rights, studies: {} };
  return new SignJWT({ tenant: request.tenant, ...claims })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: key.kid, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(request.user)
    .setIssuedAt()
    .setExpirationTime(`${request.expiresInS} s`)
    .sign(await importJWK(key, SIGNING_ALGORITHM));
}

/** Publishes the key set on loopback; port 0 takes any. */
export async function serveKeySet(
  key: SigningKey,
  port: number,
): Promise<{ jwksUrl: string; stop: () => Promise<void> }> {
  const body = JSON.stringify({ keys: [toPublicJwk(key)] });
  const server = createServer((request, response) => {
    const isKeySet = request.method === 'GET' && request.url === '/jwks.json';
    response.writeHead(isKeySet ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isKeySet ? body : '{}');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const closed = once(server, 'close');
  return {
    jwksUrl: `http://127.0.0.1:${portOf(server)}/jwks.json`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
