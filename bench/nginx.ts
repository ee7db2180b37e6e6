import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { findFreePorts } from '../src/embedded/findFreePorts.ts';
import type { ProcessBook } from '../src/embedded/processRecord.ts';
import { startProcess } from '../src/embedded/startProcess.ts';
import { waitUntil } from '../src/embedded/waitUntil.ts';

export type Nginx = { url: string; sendfileUrl: string; stop: () => Promise<void> };

/** Throws where there is no nginx. */
export async function checkNginx(): Promise<void> {
  await promisify(execFile)('nginx', ['-v']).catch((cause: unknown) => {
    throw new Error('The measure download needs nginx: apt-get install nginx-light.', { cause });
  });
}

/** nginx on loopback with a worker for each core, serving one file without sendfile and, on another port, with it. */
export async function startNginx(
  { folder, path, record }: { folder: string; path: string; record: ProcessBook },
  signal: AbortSignal,
): Promise<Nginx> {
  const [off = 0, on = 0] = await findFreePorts(2);
  const own = join(folder, 'nginx');
  await mkdir(own, { recursive: true });
  const config = join(own, 'nginx.conf');
  await writeFile(config, toConfig({ own, root: dirname(path), ports: { off, on } }));
  const nginx = await startProcess({
    name: 'nginx',
    command: 'nginx',
    args: ['-c', config, '-p', own, '-e', join(own, 'error.log')],
    env: { PATH: process.env['PATH'] },
    cwd: own,
    logFile: join(own, 'nginx.log'),
    record,
  });
  const url = (port: number) => `http://127.0.0.1:${port}/${basename(path)}`;
  await waitUntil({
    what: 'nginx',
    timeoutMs: 10_000,
    signal,
    ask: async () => (await fetch(url(off), { method: 'HEAD', signal })).ok || undefined,
  });
  return { url: url(off), sendfileUrl: url(on), stop: () => nginx.stop() };
}

type Config = { own: string; root: string; ports: { off: number; on: number } };

function toConfig({ own, root, ports }: Config): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const server = (port: number, sendfile: string) =>
    `  server { listen 127.0.0.1:${port}; root ${root}; sendfile ${sendfile}; }`;
  return [
    'daemon off;',
    'worker_processes auto;',
    // Started by root it would read the file as somebody else, who may not.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    `pid ${join(own, 'nginx.pid')};`,
    'events { worker_connections 256; }',
    'http {',
    '  access_log off;',
    ...temporary.map((name) => `  ${name}_temp_path ${join(own, name)};`),
    server(ports.off, 'off'),
    server(ports.on, 'on'),
    '}',
    '',
  ].join('\n');
}
