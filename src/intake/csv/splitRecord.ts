/** The values of one record that follows RFC 4180. */
export function splitRecord(record: string): string[] {
  if (!record.includes('"')) return record.split(',');
  const values: string[] = [];
  let at = 0;
  do {
    const isQuoted = record.startsWith('"', at);
    const end = isQuoted ? findClosingQuote(record, at) + 1 : findComma(record, at);
    values.push(isQuoted ? record.slice(at + 1, end - 1).replaceAll('""', '"') : record.slice(at, end));
    at = end + 1;
  } while (at <= record.length);
  return values;
}

function findComma(record: string, start: number): number {
  const comma = record.indexOf(',', start);
  return comma === -1 ? record.length : comma;
}

function findClosingQuote(record: string, start: number): number {
  let close = record.indexOf('"', start + 1);
  while (record.startsWith('""', close)) close = record.indexOf('"', close + 2);
  return close;
}
