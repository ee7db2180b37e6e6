/** Header, tag table and tags of an ICC profile of version 2.1 (ICC.1:1998-09). */
const HEADER_BYTES = 128;
const CURVE_POINTS = 1024;

type Triple = readonly [number, number, number];

/** D50, and the primaries of sRGB (IEC 61966-2-1) adapted to it. */
const WHITE: Triple = [0.9642, 1, 0.8249];
const RED: Triple = [0.43607, 0.22249, 0.01392];
const GREEN: Triple = [0.38515, 0.71687, 0.09708];
const BLUE: Triple = [0.14307, 0.06061, 0.7141];

/** What an RGB value of the document means: the profile that PDF/A asks for. */
export function createSrgbProfile(): Buffer {
  const curve = toCurve();
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', toDescription('sRGB')],
    ['cprt', Buffer.from('text\0\0\0\0No copyright, use freely\0', 'latin1')],
    ['wtpt', toXyz(WHITE)],
    ['rXYZ', toXyz(RED)],
    ['gXYZ', toXyz(GREEN)],
    ['bXYZ', toXyz(BLUE)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length);
  const parts: Buffer[] = [];
  let at = HEADER_BYTES + table.length;
  tags.forEach(([name, bytes], index) => {
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    table.write(name, 4 + index * 12, 'latin1');
    table.writeUInt32BE(at, 8 + index * 12);
    table.writeUInt32BE(bytes.length, 12 + index * 12);
    at += padded.length;
    parts.push(padded);
  });
  return Buffer.concat([toHeader(at), table, ...parts]);
}

function toHeader(size: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  // The first of January 2000, midnight.
  header.writeUInt16BE(2000, 24);
  header.writeUInt16BE(1, 26);
  header.writeUInt16BE(1, 28);
  header.write('acsp', 36, 'latin1');
  WHITE.forEach((value, index) => header.writeInt32BE(Math.round(value * 0x10000), 68 + index * 4));
  return header;
}

function toXyz(values: Triple): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write('XYZ ', 'latin1');
  values.forEach((value, index) => bytes.writeInt32BE(Math.round(value * 0x10000), 8 + index * 4));
  return bytes;
}

function toDescription(text: string): Buffer {
  const bytes = Buffer.alloc(12 + text.length + 1 + 4 + 4 + 2 + 1 + 67);
  bytes.write('desc', 'latin1');
  bytes.writeUInt32BE(text.length + 1, 8);
  bytes.write(text, 12, 'latin1');
  return bytes;
}

/** sRGB's transfer function, from the value as it is stored to light. */
function toCurve(): Buffer {
  const bytes = Buffer.alloc(12 + CURVE_POINTS * 2);
  bytes.write('curv', 'latin1');
  bytes.writeUInt32BE(CURVE_POINTS, 8);
  for (let point = 0; point < CURVE_POINTS; point += 1) {
    const value = point / (CURVE_POINTS - 1);
    const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(light * 0xffff), 12 + point * 2);
  }
  return bytes;
}
