import { ByteSink } from './byteSink.ts';
import type { ObjectRun } from './packedRuns.ts';
import type { PdfFile } from './pdfFile.ts';

/** Of objects that are compressed together; a reader that wants one of them unpacks all. */
const ENOUGH_BYTES = 128 * 1024;
const SPACE = 0x20;
const LINE_END = 0x0a;

/** Many small objects that go into the file together: `begin` one, write it to `content`, and so on. */
export type ObjectPack = {
  content: ByteSink;
  begin: (id: number) => void;
  put: (id: number, text: string) => void;
  /** Writes what has come together, if it is enough to be worth it. */
  settle: () => void;
  /** Writes what has come together, if anything has. */
  flush: () => void;
};

export function createObjectPack(file: PdfFile): ObjectPack {
  const spare: ByteSink[] = [];
  const index = new ByteSink();
  const content = new ByteSink();
  let run = { first: 0, count: 0 };
  let runs: Pick<ObjectRun, 'first' | 'count'>[] = [];
  let count = 0;

  const begin = (id: number): void => {
    if (count > 0) content.byte(LINE_END);
    index.integer(id).byte(SPACE).integer(content.length).byte(SPACE);
    count += 1;
    if (id === run.first + run.count) run.count += 1;
    else {
      run = { first: id, count: 1 };
      runs.push(run);
    }
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
    run = { first: 0, count: 0 };
    count = 0;
  }

  return {
    content,
    begin,
    put: (id, text) => {
      begin(id);
      content.ascii(text);
    },
    settle: () => {
      if (content.length >= ENOUGH_BYTES) flush();
    },
    flush,
  };
}
