/** A struct in Thrift's compact protocol: its fields by ascending number. */
export type Struct = readonly (readonly [id: number, value: Value])[];

/** A value with its type, made by the functions below. */
export type Value = { type: number; write: (out: number[]) => void };

const TRUE = 1;
const FALSE = 2;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

export const bool = (value: boolean): Value => ({ type: value ? TRUE : FALSE, write: () => undefined });
export const i32 = (value: number): Value => integer(I32, value);
export const i64 = (value: number): Value => integer(I64, value);

export function text(value: string): Value {
  const bytes = Buffer.from(value);
  return {
    type: BINARY,
    write(out) {
      writeVarint(out, bytes.length);
      for (const byte of bytes) out.push(byte);
    },
  };
}

export function struct(fields: Struct): Value {
  return {
    type: STRUCT,
    write(out) {
      let before = 0;
      for (const [id, value] of fields) {
        out.push(((id - before) << 4) | value.type);
        value.write(out);
        before = id;
      }
      out.push(0);
    },
  };
}

/** Of one type, and at least one value. */
export function list(values: readonly Value[]): Value {
  return {
    type: LIST,
    write(out) {
      const type = values[0]?.type ?? STRUCT;
      if (values.length < 15) out.push((values.length << 4) | type);
      else {
        out.push(0xf0 | type);
        writeVarint(out, values.length);
      }
      for (const value of values) value.write(out);
    },
  };
}

export function encode(fields: Struct): Buffer {
  const out: number[] = [];
  struct(fields).write(out);
  return Buffer.from(out);
}

/** Seven bits a byte, the lowest first; up to 2^53. */
export function writeVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

/** ZigZag: small numbers of either sign are short. */
function integer(type: number, value: number): Value {
  return {
    type,
    write: (out) => {
      writeVarint(out, value < 0 ? -2 * value - 1 : 2 * value);
    },
  };
}
