import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { ReloadableCatalogue } from './loadCatalogue.ts';

type Log = (fields: object, message: string) => void;

type Options = {
  catalogue: Pick<ReloadableCatalogue, 'reload'>;
  folder: string;
  log: { info: Log; error: Log };
  intervalMs?: number;
};

export type CatalogueWatch = {
  /** Reads the definitions again where a file has changed since the last look. */
  look(): Promise<void>;
  stop(): void;
};

/** Keeps a running service's definitions as their files are: looks every few seconds, and reads anew on SIGHUP. */
export async function watchCatalogue({
  catalogue,
  folder,
  log,
  intervalMs = 5_000,
}: Options): Promise<CatalogueWatch> {
  let seen = await stampFolder(folder);

  const read = async (): Promise<void> => {
    try {
      const faults = await catalogue.reload();
      if (faults.length === 0) log.info({}, 'the report definitions were read again');
      else log.error({ faults }, 'the report definitions are not valid; the last good set stays');
    } catch (error) {
      log.error({ err: error }, 'the report definitions could not be read; the last good set stays');
    }
  };
  const look = async (): Promise<void> => {
    const stamp = await stampFolder(folder);
    if (stamp === seen) return;
    seen = stamp;
    await read();
  };
  const onHangUp = (): void => void read();

  const timer = setInterval(() => void look(), intervalMs);
  timer.unref();
  process.on('SIGHUP', onHangUp);
  return {
    look,
    stop() {
      clearInterval(timer);
      process.off('SIGHUP', onHangUp);
    },
  };
}

/** Names, times and sizes; a file that goes away while it is looked at is a change of its own. */
async function stampFolder(folder: string): Promise<string> {
  const files = await readdir(folder).catch(() => []);
  const stamps = await Promise.all(
    files.sort().map(async (file) => {
      const found = await stat(join(folder, file)).catch(() => undefined);
      return [file, found?.mtimeMs, found?.size, found?.ino];
    }),
  );
  return JSON.stringify(stamps);
}
