import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

import { identifyProcess } from './processIdentity.ts';
import { waitUntil } from './waitUntil.ts';

const RECORD = z.array(
  z.object({ name: z.string(), pid: z.number().int().positive(), identity: z.string() }),
);
type Entry = z.infer<typeof RECORD>[number];

/** Who wants to know of every process as it starts and ends. */
export type ProcessBook = { add(name: string, pid: number): void; remove(pid: number): void };

/** Which processes were started, kept in a file so that the next start can end what a killed one left. */
export class ProcessRecord implements ProcessBook {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  add(name: string, pid: number): void {
    const identity = identifyProcess(pid);
    if (identity !== undefined) this.#write([...this.#read(), { name, pid, identity }]);
  }

  remove(pid: number): void {
    this.#write(this.#read().filter((entry) => entry.pid !== pid));
  }

  /** Ends every recorded process that still is the one that was recorded. */
  async endAll(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#read().map((entry) => end(entry, signal)));
    rmSync(this.#path, { force: true });
  }

  #read(): Entry[] {
    try {
      return RECORD.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return [];
    }
  }

  // Written at once: a supervisor killed between start and record would leave a process that nobody knows.
  #write(entries: Entry[]): void {
    writeFileSync(`${this.#path}.new`, JSON.stringify(entries));
    renameSync(`${this.#path}.new`, this.#path);
  }
}

const LEFTOVER_GRACE_MS = 4_000;

async function end(entry: Entry, signal: AbortSignal): Promise<void> {
  const isThere = () => identifyProcess(entry.pid) === entry.identity;
  const isGone = () => (isThere() ? undefined : true);
  // PostgreSQL ends at once on SIGINT; on SIGTERM it waits for its clients.
  const steps = [entry.name === 'postgres' ? 'SIGINT' : 'SIGTERM', 'SIGKILL'] as const;
  for (const step of steps) {
    if (!isThere()) return;
    process.kill(entry.pid, step);
    // A process that was stopped acts on nothing but SIGKILL until it is continued.
    process.kill(entry.pid, 'SIGCONT');
    const what = `an earlier ${entry.name} (process ${entry.pid}) to end`;
    const waited = waitUntil({ what, timeoutMs: LEFTOVER_GRACE_MS, signal, ask: isGone });
    await (step === 'SIGKILL' ? waited : waited.catch(() => undefined));
  }
}
