import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';

import { AUDIENCE } from './startApp.ts';

const RESOURCE = 'urn:report-generation';
const CLIENT = { id: 'scheduler', secret: 'only-on-loopback' };
const KEY_SET_PATH = '/jwks';

export type TokenWishes = {
  audience?: string;
  /** A secret to sign with instead of the provider's key. */
  secret?: string;
  /** Put over what the provider itself would write. */
  claims?: Record<string, unknown>;
};

export type OpenIdProvider = {
  issuer: string;
  keySetUrl: URL;
  /** How often the key set was asked for. */
  asked: number;
  /** An access token, got with the client's credentials from the token endpoint. */
  fetchToken(wishes?: TokenWishes): Promise<string>;
  /** From now on the provider signs with the first key and publishes them all. */
  useKeys(keys: readonly JWK[]): void;
  /** Whether the provider answers, or breaks each connection. */
  setReachable(isReachable: boolean): void;
  stop(): Promise<void>;
};

/** A private signing key as the provider's operator makes one. */
export async function createSigningKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

/** A certified OpenID provider on a port of its own, with one client that may use its credentials. */
export async function startOpenIdProvider(keys: readonly JWK[]): Promise<OpenIdProvider> {
  let wishes: TokenWishes = {};
  let isReachable = true;
  let answer: (req: IncomingMessage, res: ServerResponse) => unknown = () => undefined;
  const server = createServer((req, res) => {
    if (req.url === KEY_SET_PATH) provider.asked++;
    if (isReachable || req.method === 'POST') answer(req, res);
    else res.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const issuer = `http://127.0.0.1:${port}`;

  const provider: OpenIdProvider = {
    issuer,
    keySetUrl: new URL(KEY_SET_PATH, issuer),
    asked: 0,
    async fetchToken(wanted = {}) {
      wishes = wanted;
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${CLIENT.id}:${CLIENT.secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: RESOURCE }),
      });
      const body = (await response.json()) as { access_token?: string }; // RFC 6749, 5.1
      if (body.access_token === undefined) throw new Error(`The provider answered ${JSON.stringify(body)}`);
      return body.access_token;
    },
    useKeys(newKeys) {
      answer = createProvider(issuer, newKeys, () => wishes).callback();
    },
    setReachable(value) {
      isReachable = value;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  provider.useKeys(keys);
  return provider;
}

function createProvider(issuer: string, keys: readonly JWK[], wishes: () => TokenWishes): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    jwks: { keys: [...keys] as never },
    extraTokenClaims: () => ({ tenant: 'acme', rights: ['ReportingPost'] }),
    formats: {
      customizers: {
        jwt: (_ctx, _token, jwt) => {
          Object.assign(jwt.payload, wishes().claims);
        },
      },
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: wishes().audience ?? AUDIENCE,
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
          jwt: { sign: toSigning(wishes().secret) },
        }),
      },
    },
  });
}

function toSigning(secret: string | undefined) {
  return secret === undefined
    ? ({ alg: 'RS256' } as const)
    : ({ alg: 'HS256', key: Buffer.from(secret) } as const);
}
