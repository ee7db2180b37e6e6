import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

import { findFreePorts, portOf } from '../../src/embedded/findFreePorts.ts';
import { ProcessRecord } from '../../src/embedded/processRecord.ts';
import { PROJECT_FOLDER } from '../../src/embedded/projectFolder.ts';
import { startProcess } from '../../src/embedded/startProcess.ts';
import { requireSetting } from '../support/requireSetting.ts';

/** How long a worker that does not end by itself is left alive; it fails the test. */
const GRACE_MS = 20_000;

describe('A worker that has not begun to work', function () {
  this.timeout(60_000);
  let folder: string;
  let silent: Server;
  const sockets: Socket[] = [];
  before(async () => {
    folder = await mkdtemp(join(requireSetting('TEST_DATA_FOLDER'), 'worker-'));
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    silent = createServer((socket) => {
      sockets.push(socket);
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    silent.close();
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends on ${signal} while Temporal takes its connection and says nothing`, async () => {
      const connected = once(silent, 'connection');
      const [health] = await findFreePorts(1);
      const url = requireSetting('TEST_DATABASE_SERVICE_URL');
      const worker = await startProcess({
        name: 'worker',
        command: process.execPath,
        args: ['--import', 'tsx', join('src', 'worker.ts')],
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: url,
          CLINICAL_DATABASE_URL: url,
          TEMPORAL_ADDRESS: `127.0.0.1:${portOf(silent)}`,
          WORKER_HEALTH_PORT: String(health),
          FILE_STORE: folder,
        },
        cwd: PROJECT_FOLDER,
        logFile: join(folder, `${signal}.log`),
        record: new ProcessRecord(join(folder, 'processes.json')),
      });
      await connected;
      await worker.stop({ signal, graceMs: GRACE_MS });
      assert.equal(await worker.exited, 'exit code 0');
    });
  }
});
