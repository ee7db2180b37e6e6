import type { Piece } from './readPieces.ts';

/** What a scan has found, and where what follows begins. */
export type Scanned<T> = { value: T; end: number };

/** The part of the text that is in memory; `isLast` says that nothing follows it. */
export type TextWindow = { text: string; isDamaged: boolean; isLast: boolean };

/** A scan of the window from `at` on; undefined where the text stops inside of what is looked for. */
export type Scan<T> = (window: TextWindow, at: number) => Scanned<T> | undefined;

export type TextReader = {
  /** What the scan finds at the present place, which moves behind it. Calls `fail` where the text ends inside of it. */
  take<T>(scan: Scan<T>): Promise<T>;
  close(): Promise<void>;
};

/** The longest row or attribute, in characters. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

type Options = { pieces: AsyncGenerator<Piece>; fail: (problem: string) => never };

/** Reads a text of any length by scans that look at a part of it at a time. */
export function createTextReader({ pieces, fail }: Options): TextReader {
  const window: TextWindow = { text: '', isDamaged: false, isLast: false };
  let at = 0;

  /** Twice as much as is there, so that what spans many pieces is not looked at once for each. */
  async function grow(): Promise<void> {
    const kept = window.text.slice(at);
    const parts = [kept];
    const wanted = Math.max(1, kept.length);
    at = 0;
    for (let added = 0; added < wanted && !window.isLast;) {
      const next = await pieces.next();
      if (next.done === true) {
        window.isLast = true;
      } else {
        added += next.value.text.length;
        window.isDamaged ||= next.value.isDamaged;
        parts.push(next.value.text);
      }
    }
    window.text = parts.join('');
    if (window.text.length > MOST_CHARACTERS) fail('a row or attribute of more than 64 Mi characters.');
  }

  return {
    async take(scan) {
      for (;;) {
        const found = scan(window, at);
        if (found !== undefined) {
          at = found.end;
          return found.value;
        }
        if (window.isLast) fail('the file is cut: it ends too early.');
        await grow();
      }
    },
    close: async () => {
      await pieces.return(undefined);
    },
  };
}
