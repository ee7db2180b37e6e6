import { watch } from 'node:fs';
import { join } from 'node:path';

const WATCHED = ['src', 'workflows', 'activities', 'reports'];
const QUIET_MS = 300;

/** Calls back once files have been quiet for a moment after a change. */
export function watchSources(folder: string, onChange: (file: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = WATCHED.map((name) =>
    watch(join(folder, name), { recursive: true }, (_event, file) => {
      if (file === null || !/\.(ts|ya?ml|json)$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(onChange, QUIET_MS, join(name, file));
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
