import { ByteSink } from './byteSink.ts';
import type { ObjectRun } from './crossReferences.ts';
import type { PdfFile } from './pdfFile.ts';

/** Many small objects that go into the file together: `begin` one, write it to `content`, and so on. */
export type ObjectPack = {
  content: ByteSink;
  begin: (id: number) => void;
  put: (id: number, text: string) => void;
  /** Writes what has come together, if anything has. */
  flush: () => void;
};

export function createObjectPack(file: PdfFile): ObjectPack {
  const spare: ByteSink[] = [];
  const index = new ByteSink();
  const content = new ByteSink();
  let runs: Pick<ObjectRun, 'first' | 'count'>[] = [];
  let count = 0;

  const begin = (id: number): void => {
    if (count > 0) content.ascii('\n');
    index.integer(id).ascii(' ').integer(content.length).ascii(' ');
    count += 1;
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === id) last.count += 1;
    else runs.push({ first: id, count: 1 });
  };

  function flush(): void {
    if (count === 0) return;
    const whole = spare.pop() ?? new ByteSink();
    whole.clear();
    whole.append(index.bytes).append(content.bytes);
    const given = { first: index.length, count, bytes: whole.bytes };
    const free = (): void => {
      spare.push(whole);
    };
    file.writePacked(given, runs).then(free, free);
    index.clear();
    content.clear();
    runs = [];
    count = 0;
  }

  return {
    content,
    begin,
    put: (id, text) => {
      begin(id);
      content.ascii(text);
    },
    flush,
  };
}
