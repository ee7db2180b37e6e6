import { assertOneFile } from './assertOneFile.ts';
import { kickstart } from './jobs.ts';
import { type Stack, type StackOptions, startStack } from './stack.ts';

/** What a suite's tests share: the product's parts, and what the large dataset's file is like when nothing breaks. */
export type Shared = { stack: Stack; undisturbed: { sha256: string; rows: number } };

/** Parts for the suite that calls this, ended with it. */
export function useStack(options: StackOptions = {}): () => Shared {
  let stack: Stack | undefined;
  let shared: Shared | undefined;
  before(async () => {
    stack = await startStack(options);
    shared = { stack, undisturbed: await assertOneFile(stack, await kickstart(stack)) };
  });
  after(() => stack?.stop());
  return () => {
    if (shared === undefined) throw new Error('The stack is there in tests only.');
    return shared;
  };
}
