// The little of psql that docs/operations.md types: psql URL -At -F ' ' -c QUERY, and statements on stdin without -c.
import { text } from 'node:stream/consumers';
import pg from 'pg';

const [connectionString, ...options] = process.argv.slice(2);
const separator = options[options.indexOf('-F') + 1] ?? '|';
const query = options.includes('-c') ? options[options.indexOf('-c') + 1] : undefined;
const client = new pg.Client({ connectionString });
await client.connect();
if (query === undefined) await client.query(await text(process.stdin));
else {
  const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' });
  for (const row of rows) console.log(row.join(separator));
}
await client.end();
