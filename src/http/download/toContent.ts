import { randomBytes } from 'node:crypto';

import type { ByteSpan } from '../../domain/byteSpan.ts';

/** What is sent, in turn: bytes of our own, or a span of the file. */
export type Segment = Uint8Array | ByteSpan;

/** The body of an answer and the headers that describe it. */
export type Content = {
  headers: Readonly<Record<string, string>>;
  segments: readonly Segment[];
  sizeBytes: number;
};

type Whole = { mediaType: string; sizeBytes: number };

/** The file as it is. */
export function toWholeContent({ mediaType, sizeBytes }: Whole): Content {
  return { headers: { 'Content-Type': mediaType }, segments: [{ start: 0, end: sizeBytes }], sizeBytes };
}

/** RFC 9110, 15.3.7: one range is the body itself, several are the parts of multipart/byteranges (14.6). */
export function toPartialContent(whole: Whole, spans: readonly ByteSpan[]): Content {
  const [span] = spans;
  if (span !== undefined && spans.length === 1) {
    return {
      headers: { 'Content-Type': whole.mediaType, 'Content-Range': toContentRange(span, whole.sizeBytes) },
      segments: [span],
      sizeBytes: span.end - span.start,
    };
  }
  const boundary = randomBytes(18).toString('hex');
  const segments = [
    ...spans.flatMap((part) => [toPartHead(part, whole, boundary), part]),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  return {
    headers: { 'Content-Type': `multipart/byteranges; boundary=${boundary}` },
    segments,
    sizeBytes: segments.reduce((sum, segment) => sum + sizeOf(segment), 0),
  };
}

function toPartHead(span: ByteSpan, { mediaType, sizeBytes }: Whole, boundary: string): Buffer {
  const range = toContentRange(span, sizeBytes);
  return Buffer.from(`\r\n--${boundary}\r\nContent-Type: ${mediaType}\r\nContent-Range: ${range}\r\n\r\n`);
}

function toContentRange({ start, end }: ByteSpan, sizeBytes: number): string {
  return `bytes ${start}-${end - 1}/${sizeBytes}`;
}

function sizeOf(segment: Segment): number {
  return segment instanceof Uint8Array ? segment.byteLength : segment.end - segment.start;
}
