import { Connection } from '@temporalio/client';

import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/contract.ts';
import type { ProcessBook } from './processRecord.ts';
import { PROJECT_FOLDER } from './projectFolder.ts';
import { readLogEnd } from './readLogEnd.ts';
import { startProcess, type RunningProcess } from './startProcess.ts';
import { StopWaiting, waitUntil } from './waitUntil.ts';

const START_TIMEOUT_MS = 60_000;
const TYPE_NAMES = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList', INT: 'Int' } as const;

export type TemporalOptions = {
  cli: string;
  port: number;
  /** Null for a server without its Web UI. */
  uiPort: number | null;
  databaseFile: string;
  /** False for a throw-away server: no write waits for the disk. */
  durable: boolean;
  logFile: string;
  record: ProcessBook;
};

export type TemporalServer = { address: string; process: RunningProcess; stop: () => Promise<void> };

/** Starts a dev server on loopback with our search attributes; started again on the same file it goes on where it was. */
export async function startTemporal(options: TemporalOptions, signal: AbortSignal): Promise<TemporalServer> {
  const server = await startProcess({
    name: 'temporal',
    command: options.cli,
    args: serverArguments(options),
    env: { HOME: process.env['HOME'] },
    cwd: PROJECT_FOLDER,
    logFile: options.logFile,
    record: options.record,
  });
  const address = `127.0.0.1:${options.port}`;
  const stop = () => server.stop({ graceMs: 10_000 });
  try {
    await waitForTemporal(server, address, signal);
    return { address, process: server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments({ port, uiPort, databaseFile, durable }: TemporalOptions): string[] {
  const attributes = Object.entries(SEARCH_ATTRIBUTE_TYPES).flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${TYPE_NAMES[type]}`,
  ]);
  const ui = uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch'];
  return [
    // Settings of the user's own environment and profile are not meant for this server.
    ...[
      '--disable-config-env',
      '--disable-config-file',
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      ...ui,
    ],
    ...['--db-filename', databaseFile, '--sqlite-pragma', 'journal_mode=WAL'],
    ...(durable ? [] : ['--sqlite-pragma', 'synchronous=OFF']),
    ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
    ...['--log-level', 'warn', ...attributes],
  ];
}

async function waitForTemporal(server: RunningProcess, address: string, signal: AbortSignal): Promise<void> {
  try {
    await waitUntil({
      what: 'the Temporal server to answer',
      timeoutMs: START_TIMEOUT_MS,
      intervalMs: 100,
      signal,
      ask: async () => {
        if (server.hasExited())
          throw new StopWaiting(`The Temporal server ended at once (${await server.exited}).`);
        return (await answersTemporal(address)) ? true : undefined;
      },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : 'The Temporal server did not start.';
    throw new Error(`${reason} The end of ${server.logFile}:\n${await readLogEnd(server.logFile)}`, {
      cause: error,
    });
  }
}

/** Whether a Temporal server with the namespace `default` answers there now. */
export async function answersTemporal(address: string): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace: 'default' }),
    );
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
