import { DEMO_USAGE, parseDemoArguments } from './embedded/demo/parseDemoArguments.ts';
import { runDemo } from './embedded/demo/runDemo.ts';
import { endOnSignals } from './embedded/endOnSignals.ts';
import { UsageError } from './embedded/parseTokenArguments.ts';
import { DATA_FOLDER } from './embedded/projectFolder.ts';
import { surviveClosedOutput } from './embedded/surviveClosedOutput.ts';
import { startStack } from './embedded/startStack.ts';

surviveClosedOutput();
const told = endOnSignals();
const died = new AbortController();
const signal = AbortSignal.any([told, died.signal]);
const tell = (line: string) => {
  console.log(line);
};

try {
  const { subjects } = parseDemoArguments(process.argv.slice(2));
  const onDeath = (error: Error) => {
    died.abort(error);
  };
  const stack = await startStack({ dataFolder: DATA_FOLDER, env: process.env, tell, onDeath }, signal);
  try {
    await runDemo({ stack, subjects, tell }, signal);
  } finally {
    await stack.stop();
  }
} catch (error) {
  // Whatever broke because a part died, or because it was told to end, is not the cause.
  const cause: unknown = signal.aborted ? signal.reason : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  console.error(
    error instanceof UsageError ? `${message}\nUsage: ${DEMO_USAGE}` : `The demo failed: ${message}`,
  );
  process.exitCode = cause instanceof UsageError ? 2 : 1;
}
