import type { CsvRecords, DatasetSource } from '../../domain/dataset.ts';
import { createRecordReader } from './createRecordReader.ts';
import { escapeText } from './encodeRows.ts';
import { SUBJECT_KEYS, VARIABLES, VISIT_DATASETS, VISIT_KEYS } from './subjectVariables.ts';

const BATCH_CHARS = 64 * 1024;
const BLANKS_AROUND = /^ +| +$/g;
/** What all tallies of an import may take, roughly; beyond, the database gathers by itself. */
export const MOST_TALLIED_BYTES = 40_000_000;
const VISIT_BYTES = 100;

/** What the records of one dataset say of subjects and visits, gathered on their way into the database. */
export type SubjectTally = {
  /** The same dataset; its records are tallied while they are read. */
  source: DatasetSource;
  /** What it takes, roughly; nothing once it became too large. */
  sizeBytes(): number;
  /** Undefined where it became too large, or the records were not read to their end. */
  finish(): Tallied | undefined;
};

/** Rows of the table `found` in COPY's text format, by subject: its source, USUBJID, VISITNUM and the attributes that the dataset has. */
export type Tallied = { attributes: readonly string[]; encode(source: number): Iterable<Buffer> };

/**
 * Tallies what `gatherSubjects` else asks the database for, which is busy with the rows while this process waits for it.
 * Undefined where there are no records, where values are not the very text of the file, and where each row is a visit.
 */
export function createSubjectTally(
  source: DatasetSource,
  mostBytes = MOST_TALLIED_BYTES,
): SubjectTally | undefined {
  const { name, columns } = source;
  const positions = new Map(columns.map((column, position) => [column.name.toUpperCase(), position]));
  const find = (variables: readonly string[]) =>
    variables.map((variable) => positions.get(variable)).find((position) => position !== undefined);
  const subject = find(SUBJECT_KEYS);
  const visit = find(VISIT_KEYS);
  const said = Object.entries(VARIABLES).flatMap(([attribute, variables]) => {
    const position = find(variables);
    return position === undefined ? [] : { attribute, position };
  });
  const wanted = [subject, visit, ...said.map(({ position }) => position)].filter(
    (position) => position !== undefined,
  );
  const isPlain =
    positions.size === columns.length && wanted.every((position) => columns[position]?.type === 'string');
  const readRecords = source.csvRecords?.bind(source);
  if (readRecords === undefined || subject === undefined || !isPlain || VISIT_DATASETS.includes(name))
    return undefined;

  const cells = createRecordReader(wanted);
  const texts = new Map<string, string>();
  /** By subject and VISITNUM where the greatest text of each attribute stands, as bytes in Latin-1. */
  const subjects = new Map<string, Map<string, number>>();
  const greatest: string[] = [];
  let last = { usubjid: '', visits: new Map<string, number>() };
  let size = 0;
  let isRead = false;

  /** Texts that come again and again are kept once. */
  function keep(text: string): string {
    const kept = texts.get(text);
    if (kept !== undefined) return kept;
    texts.set(text, text);
    size += text.length;
    return text;
  }

  /** Rows of one subject mostly stand together. */
  function findVisits(): Map<string, number> {
    if (cells.is(subject ?? 0, last.usubjid)) return last.visits;
    const usubjid = cells.read(subject ?? 0);
    let visits = subjects.get(usubjid);
    if (visits === undefined) {
      visits = new Map();
      if (usubjid !== '') subjects.set(keep(usubjid), visits);
    }
    last = { usubjid, visits };
    return visits;
  }

  function take(): void {
    const visits = findVisits();
    if (last.usubjid === '') return;
    const visitnum = visit === undefined ? '' : cells.read(visit);
    const first = visits.get(visitnum);
    if (first === undefined) {
      visits.set(keep(visitnum), greatest.length);
      for (const { position } of said) greatest.push(keep(cells.read(position)));
      size += VISIT_BYTES;
      return;
    }
    for (let index = 0; index < said.length; index++) {
      const position = said[index]?.position ?? 0;
      const text = greatest[first + index] ?? '';
      if (cells.is(position, text)) continue;
      const other = cells.read(position);
      if (other > text) greatest[first + index] = keep(other);
    }
  }

  function* encode(rank: number): Generator<Buffer> {
    let lines = '';
    for (const usubjid of [...subjects.keys()].sort()) {
      const start = `${rank}\t${escapeText(usubjid)}`;
      for (const [visitnum, first] of subjects.get(usubjid) ?? []) {
        lines += `${start}\t${escapeText(visitnum.replace(BLANKS_AROUND, ''))}`;
        for (let at = first; at < first + said.length; at++) lines += `\t${escapeText(greatest[at] ?? '')}`;
        lines += '\n';
      }
      if (lines.length < BATCH_CHARS) continue;
      yield Buffer.from(lines, 'latin1');
      lines = '';
    }
    yield Buffer.from(lines, 'latin1');
  }

  async function* watch(records: AsyncIterable<CsvRecords>): AsyncGenerator<CsvRecords> {
    for await (const batch of records) {
      cells.open(batch.bytes);
      for (let index = 0; index < batch.starts.length && size <= mostBytes; index++) {
        cells.begin(batch.starts[index] ?? 0, batch.ends[index] ?? 0);
        take();
      }
      if (size > mostBytes) {
        subjects.clear();
        texts.clear();
        greatest.length = 0;
        last = { usubjid: '', visits: new Map() };
      }
      yield batch;
    }
    isRead = true;
  }

  return {
    source: { ...source, csvRecords: (signal) => watch(readRecords(signal)) },
    sizeBytes: () => (size <= mostBytes ? size : 0),
    finish: () =>
      isRead && size <= mostBytes
        ? { attributes: said.map(({ attribute }) => attribute), encode }
        : undefined,
  };
}
