import { readFile } from 'node:fs/promises';

/** The last lines of a part's log, for the message that says why it did not start. */
export async function readLogEnd(path: string, lines = 15): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
