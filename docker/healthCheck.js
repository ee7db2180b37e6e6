/** Ends with 0 where `/health/live` answers on the port that is given. */
const [port = '8080'] = process.argv.slice(2);
const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3_000) });
process.exitCode = answer.ok ? 0 : 1;
