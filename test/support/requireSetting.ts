/** What the test command told its tests; a missing server fails the suite, nothing skips itself. */
export function requireSetting(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new Error(
    `${name} is not set: this test needs PostgreSQL and Temporal. Run it with ` +
      "`node --import tsx test/support/withServers.ts 'test/<layer>/<file>.test.ts'` or `npm run test:<layer>`.",
  );
}
