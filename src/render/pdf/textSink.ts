import { ByteSink } from './byteSink.ts';

const SHOW = Buffer.from(' Td(');
const SHOWN = Buffer.from(')Tj\n');
const SPACE = 0x20;
const BEGIN_STRING = 0x28;

/** The text of a page, which knows where its line under way begins: the next one is placed from there. */
export class TextSink extends ByteSink {
  #x = 0;
  #y = 0;

  override clear(): void {
    super.clear();
    this.#x = 0;
    this.#y = 0;
  }

  /** Begins a string at a place in whole tenths of a point. */
  showAt(x: number, y: number): this {
    this.tenths(x - this.#x)
      .byte(SPACE)
      .tenths(y - this.#y)
      .copy(SHOW);
    this.#x = x;
    this.#y = y;
    return this;
  }
  /** A whole string by the codes of its bytes, after `showAt`. */
  codesShown(codeOf: Uint16Array, text: Uint8Array, start: number, end: number): void {
    this.codes(codeOf, text, start, end).copy(SHOWN);
  }

  /** One code more behind the string that was shown last: in it, where nothing has come after. */
  goOn(code: number): void {
    if (this.endsWith(SHOWN)) this.drop(SHOWN.length);
    else this.byte(BEGIN_STRING);
    this.pair(code).copy(SHOWN);
  }
}
