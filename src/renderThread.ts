// A thread that renders: rows from the clinical store into a part file, one report at a time. The worker starts it.
import { readFileSync } from 'node:fs';

import { createWritePart } from '../activities/writePart.ts';
import { loadConfig } from './config.ts';
import { createRowSource } from './db/rowSource/createRowSource.ts';
import { createDirectRowSource } from './jobs/directRowSource.ts';
import { createLogger } from './logger.ts';
import { compressHere } from './render/parquet/compressHere.ts';
import type { CompressPages } from './render/parquet/parquetOptions.ts';
import { createDiskFileStore } from './storage/diskFileStore.ts';
import { createDiskRowSpool } from './storage/diskRowSpool.ts';
import { createFontFiles } from './storage/fontFiles.ts';
import { serveThread } from './threads/serveThread.ts';
import { createPageSharer, groupPages, type SharedPages } from './threads/sharedPages.ts';
import { createThreadPool } from './threads/threadPool.ts';

/** Less than this is compressed sooner than handed on. */
const WORTH_A_THREAD_BYTES = 1024 * 1024;
/** What two threads share at a time, and keep: a row group of wide texts goes in several turns. */
const MOST_SHARED_BYTES = 16 * 1024 * 1024;
const STOP_MS = 5_000;

const config = loadConfig(process.env);
/** As Node deflates: beside the thread that has the rows. */
const compressors = createThreadPool<SharedPages, never, Uint8Array[]>({
  entry: 'zstdThread',
  stopMs: STOP_MS,
});
const { signal } = new AbortController();
const share = createPageSharer();
const compressPages: CompressPages = async (pages) => {
  const compressed: Uint8Array[] = [];
  for (const group of groupPages(pages, MOST_SHARED_BYTES)) {
    const sizeBytes = group.reduce((sum, page) => sum + page.length, 0);
    const isShared = sizeBytes >= WORTH_A_THREAD_BYTES && sizeBytes <= MOST_SHARED_BYTES;
    const work = isShared
      ? compressors.call(share(group), { signal, tell: () => undefined })
      : compressHere(group);
    compressed.push(...(await work));
  }
  return compressed;
};

serveThread(
  createWritePart({
    rowSource: createDirectRowSource({
      spool: createDiskRowSpool(config.FILE_STORE),
      clinical: createRowSource({ connectionString: config.CLINICAL_DATABASE_URL }),
    }),
    fileStore: createDiskFileStore(config.FILE_STORE),
    formats: {
      csv: {
        lineEnd: config.CSV_LINE_END,
        bom: config.CSV_BOM,
        labels: config.CSV_LABELS,
        distinguishNull: config.CSV_DISTINGUISH_NULL,
        escapeFormulas: config.CSV_ESCAPE_FORMULAS,
      },
      gzip: { level: config.GZIP_LEVEL },
      dsjc: { compression: config.DSJC_COMPRESSION },
      html: { rowsPerPage: config.HTML_ROWS_PER_PAGE },
      xport: { encoding: config.XPORT_ENCODING },
      pdf: {
        pageSize: config.PDF_PAGE_SIZE,
        language: config.PDF_LANGUAGE,
        fonts: createFontFiles(config.PDF_FONTS),
      },
      parquet: { compressPages },
    },
    serviceVersion: readVersion(),
    progressIntervalMs: config.PROGRESS_INTERVAL_MS,
    logger: createLogger({ level: config.LOG_LEVEL, process: 'worker' }),
  }),
);

function readVersion(): string {
  const text = readFileSync('package.json', 'utf8');
  const parsed: unknown = JSON.parse(text);
  const version =
    typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
