// What reading a row costs with the same libraries and nothing else: one route, one token, one row by its key.
import Router from '@koa/router';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import Koa from 'koa';
import pg from 'pg';
import { z } from 'zod';

const { PORT, DATABASE_URL, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = z
  .object({
    PORT: z.coerce.number(),
    DATABASE_URL: z.string(),
    AUTH_JWKS_URL: z.string(),
    AUTH_ISSUER: z.string(),
    AUTH_AUDIENCE: z.string(),
  })
  .parse(process.env);

const pool = new pg.Pool({ connectionString: DATABASE_URL });
const keys = createRemoteJWKSet(new URL(AUTH_JWKS_URL));
const router = new Router();
router.get('/jobs/:id', async (ctx) => {
  const token = ctx.get('authorization').replace(/^Bearer /, '');
  const { payload } = await jwtVerify(token, keys, { issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE });
  const { rows } = await pool.query<object>(
    'select * from execution_log where job_id = $1 and tenant_id = $2',
    [ctx.params['id'], payload['tenant']],
  );
  ctx.body = rows[0];
});
new Koa().use(router.routes()).listen(PORT, '127.0.0.1');
