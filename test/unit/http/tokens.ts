import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

import { AUDIENCE, ISSUER, issuerKeys } from './startApp.ts';

export const now = Math.floor(Date.now() / 1000);
export const claims = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'u',
  tenant: 'acme',
  rights: ['ReportingPost'],
  exp: now + 7200,
};

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

export function breakSignature(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  return [header, payload, signature.split('').reverse().join('')].join('.');
}

export async function signByNewKey(kid: string | undefined) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const header = { alg: 'RS256', ...(kid !== undefined && { kid }) };
  const token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  return { token, jwk: { ...(await exportJWK(publicKey)), alg: 'RS256', ...(kid !== undefined && { kid }) } };
}

export async function signByStranger(kid: string | undefined = 'k1'): Promise<string> {
  return (await signByNewKey(kid)).token;
}

export async function signWithPublicKey(): Promise<string> {
  const secret = new TextEncoder().encode(await exportSPKI(issuerKeys.publicKey));
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
}
