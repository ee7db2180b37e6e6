import { isUtf8 } from 'node:buffer';

import { createFault } from '../createFault.ts';
import { findRecordEnd } from './findRecordEnd.ts';
import { splitRecord } from './splitRecord.ts';

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** Records in UTF-8, each from its start to its end, which is where its line end begins. They stand until the next are asked for. */
export type ScannedRecords = { bytes: Buffer; starts: readonly number[]; ends: readonly number[] };

export type RecordScanner = {
  /** The records that this block completes; the header is not among them. */
  push(block: Buffer): ScannedRecords;
  /** The record that the file's end completes, if any. */
  finish(): ScannedRecords;
  /** The names of the first record, once it is complete. */
  header(): readonly string[] | undefined;
};

/**
 * Finds the records of a CSV file and holds them to RFC 4180, strictly, without making text of them; line ends may be LF
 * or CRLF, and every record must have the header's width. Throws BAD_IMPORT_FILE naming row, line and column.
 */
export function createRecordScanner(fileName: string): RecordScanner {
  let header: readonly string[] | undefined;
  /** What is not scanned yet, at the beginning of what is used again for every block. */
  let store: Buffer = Buffer.alloc(0);
  let bytes = store;
  let isLast = false;
  /** Of the record under way; the header is row 0. */
  let row = 0;
  let line = 1;
  let extraLines = 0;
  let cell = 0;
  let end = 0;

  function fail(problem: string): never {
    const column = header?.[Math.min(cell, header.length - 1)] ?? `${cell + 1}`;
    throw createFault(fileName, { ...(row > 0 && { row }), line: line + extraLines, column }, problem);
  }

  /** Reads the record at `start` up to `end`; answers where the next one begins, or -1 where the bytes stop inside of it. */
  function scanRecord(start: number): number {
    cell = 0;
    extraLines = 0;
    for (let at = start; ; at = end + 1, cell += 1) {
      const isQuoted = bytes[at] === QUOTE;
      end = isQuoted ? scanQuoted(at) : scanPlain(at);
      if (end === -1) return -1;
      const next = bytes[end];
      if (next === COMMA) continue;
      if (next === undefined) return isLast ? end : -1;
      if (next === LF) return end + 1;
      if (next === CR && bytes[end + 1] === LF) return end + 2;
      if (next === CR && end + 1 === bytes.length && !isLast) return -1;
      if (next === CR) fail('a carriage return that no line feed follows.');
      fail(isQuoted ? 'text after the closing quote.' : 'a quote inside of an unquoted value.');
    }
  }

  /** Answers the place of the comma, line end or quote behind the value. */
  function scanPlain(start: number): number {
    for (let at = start; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte > COMMA) continue;
      if (byte === COMMA || byte === LF || byte === CR || byte === QUOTE) return at;
      if (byte === NUL) fail('a NUL byte.');
    }
    return bytes.length;
  }

  /** Answers the place behind the closing quote, or -1. */
  function scanQuoted(start: number): number {
    let lines = 0;
    for (let at = start + 1; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte > QUOTE) continue;
      if (byte === LF) lines += 1;
      else if (byte === NUL) fail('a NUL byte.');
      else if (byte === QUOTE && bytes[at + 1] === QUOTE) at += 1;
      else if (byte === QUOTE) {
        extraLines += lines;
        return at + 1;
      }
    }
    return isLast ? fail('the quote that opens here is never closed.') : -1;
  }

  function scan(): ScannedRecords {
    const starts: number[] = [];
    const ends: number[] = [];
    const first = { row, line };
    let start = 0;
    for (let next = 0; start < bytes.length; start = next) {
      const plainEnd = header === undefined ? -1 : findRecordEnd(bytes, start, header.length);
      if (plainEnd !== -1) {
        starts.push(start);
        ends.push(plainEnd);
        row += 1;
        line += 1;
        next = plainEnd + (bytes[plainEnd] === CR ? 2 : 1);
        continue;
      }
      next = scanRecord(start);
      if (next === -1) break;
      if (header !== undefined && cell + 1 !== header.length) {
        fail(`${cell + 1} values where the header has ${header.length}.`);
      }
      header ??= splitRecord(bytes.toString('utf8', start, end));
      starts.push(start);
      ends.push(end);
      row += 1;
      line += 1 + extraLines;
    }
    const scanned = { bytes, starts, ends };
    if (!isUtf8(bytes.subarray(0, start))) failText(scanned, first);
    if (bytes.length - start > MAX_RECORD_BYTES) fail('a record of more than 64 MiB; a quote may be open.');
    bytes = bytes.subarray(start);
    return first.row > 0 ? scanned : { ...scanned, starts: starts.slice(1), ends: ends.slice(1) };
  }

  /** Names the first value that is no UTF-8; in Latin-1 every byte stays what it is. */
  function failText({ starts, ends }: ScannedRecords, first: { row: number; line: number }): never {
    const isText = (from: number, to: number) => isUtf8(bytes.subarray(from, to));
    const index = starts.findIndex((start, candidate) => !isText(start, ends[candidate] ?? start));
    const start = starts[index] ?? 0;
    row = first.row + index;
    line = first.line + bytes.toString('latin1', 0, start).split('\n').length - 1;
    extraLines = 0;
    const values = splitRecord(bytes.toString('latin1', start, ends[index]));
    cell = values.findIndex((value) => !isUtf8(Buffer.from(value, 'latin1')));
    return fail('bytes that are not UTF-8.');
  }

  return {
    push: (block) => {
      const size = bytes.length + block.length;
      const target = size <= store.length ? store : Buffer.allocUnsafeSlow(2 * size);
      bytes.copy(target);
      block.copy(target, bytes.length);
      store = target;
      bytes = store.subarray(0, size);
      return scan();
    },
    finish: () => {
      isLast = true;
      return scan();
    },
    header: () => header,
  };
}
