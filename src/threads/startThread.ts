import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Runs an entry of `src` as a thread, from the sources as from what is built of them. It does not keep the process alive. */
export function startThread(entry: string): Worker {
  const url = new URL(`../${entry}${extname(import.meta.url)}`, import.meta.url);
  const worker = url.pathname.endsWith('.ts') ? startFromSource(url) : new Worker(url);
  worker.unref();
  return worker;
}

/** tsx reads TypeScript on the main thread alone, unless it is told to. It is found from the working folder, the project's. */
function startFromSource(url: URL): Worker {
  const source = JSON.stringify(url.href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(load, { eval: true });
}
