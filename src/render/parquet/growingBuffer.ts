/** Bytes of unknown number, kept from use to use. */
export class GrowingBuffer {
  bytes = Buffer.allocUnsafeSlow(1024);
  view = viewOf(this.bytes);
  size = 0;

  /** Makes room for more bytes behind those that are there. */
  reserve(more: number): void {
    if (this.size + more <= this.bytes.length) return;
    const longer = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.size + more));
    longer.set(this.bytes.subarray(0, this.size));
    this.bytes = longer;
    this.view = viewOf(longer);
  }

  append(bytes: ArrayLike<number>): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.size);
  }
}

/** The same bytes, for numbers of several bytes. */
export function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
