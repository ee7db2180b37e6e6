import type { DatasetSource } from '../../domain/dataset.ts';
import { toIsoDate } from './calendar.ts';
import { text } from './column.ts';
import { generatedDataset } from './generatedDataset.ts';
import { createRandom, type Random } from './random.ts';
import { countSites } from './site.ts';
import { createSubject, type Subject } from './subject.ts';

/** What an EDC exports for every record of a form, in its names. */
const RECORD_COLUMNS = [
  text('studyid', 'Study', 20),
  text('siteid', 'Site', 10),
  text('subjectid', 'Subject identifier', 40),
  text('subjid', 'Subject number', 10),
  text('datapagename', 'Form', 40),
  text('foldername', 'Visit', 40),
  text('instancename', 'Visit instance', 40),
  text('folderseq_nsv', 'Visit number', 10),
  text('recordid', 'Record', 12),
  text('recordposition', 'Row', 4),
  text('mincreated_dts', 'Entered', 19),
  text('maxupdated_dts', 'Last changed', 19),
];
const QUERY_COLUMNS = [
  text('protocolname', 'Study', 20),
  text('subjectname', 'Subject', 40),
  text('visit', 'Visit', 40),
  text('formoid', 'Form', 40),
  text('fieldoid', 'Question', 40),
  text('log_number', 'Row', 4),
  text('datapointid', 'Data point', 12),
  text('querystatus', 'Status', 10),
  text('created', 'Opened', 10),
  text('answered', 'Answered', 10),
  text('resolved', 'Closed', 10),
  text('queryage', 'Age in days', 6),
  text('markinggroup', 'Raised by', 20),
];
type Table = {
  name: string;
  label: string;
  columns: typeof RECORD_COLUMNS;
  rowsOf(subject: Subject, random: Random): string[][];
};

const TABLES: readonly Table[] = [
  {
    name: 'RAWPLUS_DM',
    label: 'Demographics',
    columns: [
      ...RECORD_COLUMNS,
      text('subject_nsv', 'Subject name', 40),
      text('scrnid', 'Screening number', 12),
      text('invid', 'Investigator', 10),
      text('country', 'Country', 3),
      text('sex', 'Sex', 1),
    ],
    rowsOf: (subject, random) => [
      [
        ...recordCells(subject, { form: 'Demographics', visit: 0, position: 0 }, random),
        ...[subject.usubjid, subject.screeningNumber, subject.site.investigatorId],
        ...[subject.site.country, subject.sex],
      ],
    ],
  },
  {
    name: 'RAWPLUS_VISDT',
    label: 'Visit Date',
    columns: [...RECORD_COLUMNS, text('visit_dt', 'Visit date', 10)],
    rowsOf: (subject, random) =>
      subject.visits.map(({ day }, visit) => [
        ...recordCells(subject, { form: 'Visit Date', visit, position: 0 }, random),
        toIsoDate(day),
      ]),
  },
  {
    name: 'RAWPLUS_AE',
    label: 'Adverse Events',
    columns: [...RECORD_COLUMNS, text('aeterm', 'Event', 100)],
    rowsOf: (subject, random) =>
      Array.from({ length: random.integer(0, 3) }, (_, index) => [
        ...recordCells(
          subject,
          {
            form: 'Adverse Event',
            visit: Math.min(index + 1, subject.visits.length - 1),
            position: index + 1,
          },
          random,
        ),
        random.pick(['HEADACHE', 'Đau đầu, "nhẹ"', '発疹']),
      ]),
  },
  {
    name: 'EDC_QUERIES',
    label: 'Queries',
    columns: QUERY_COLUMNS,
    rowsOf: (subject, random) =>
      Array.from({ length: random.integer(0, 6) }, (_, index) => queryCells(subject, index, random)),
  },
];

/** The tables that an EDC keeps beside a study's domains: records with when they were entered, and queries. All text. */
export function createEdcTables({ subjects, name }: { subjects: number; name: string }): DatasetSource[] {
  const siteCount = countSites(subjects);
  return TABLES.map((table) =>
    generatedDataset({
      ...{ name: table.name, label: table.label, columns: table.columns },
      parameters: { subjects, study: name },
      *rows() {
        for (let index = 0; index < subjects; index++) {
          const subject = createSubject({ seed: 1, studyName: name, index, siteCount });
          yield* table.rowsOf(subject, createRandom(`${subject.key}/${table.name}`));
        }
      },
    }),
  );
}

type Place = { form: string; visit: number; position: number };

/** The cells for RECORD_COLUMNS; some records were changed after they were entered. */
function recordCells(subject: Subject, { form, visit, position }: Place, random: Random): string[] {
  const { name = '', number = '', day = 0 } = subject.visits[visit] ?? {};
  const time = () => `T${random.integer(10, 17)}:${random.integer(10, 59)}:${random.integer(10, 59)}`;
  const enteredDay = day + random.integer(0, 5);
  const entered = `${toIsoDate(enteredDay)}${time()}`;
  const changed = random.chance(0.3) ? `${toIsoDate(enteredDay + random.integer(1, 40))}${time()}` : entered;
  return [
    ...[subject.studyName, subject.site.id, subject.usubjid, subject.subjid, form, name, name, number],
    ...[String(random.integer(1000, 999_999)), String(position), entered, changed],
  ];
}

/** The cells for QUERY_COLUMNS. */
function queryCells(subject: Subject, index: number, random: Random): string[] {
  const visit = subject.visits[random.integer(0, subject.visits.length - 1)];
  const openedDay = (visit?.day ?? 0) + random.integer(1, 30);
  const age = random.integer(0, 60);
  const status = random.pick(['Closed', 'Closed', 'Answered', 'Open']);
  const day = (known: boolean, days: number) => (known ? toIsoDate(openedDay + days) : '');
  return [
    ...[subject.studyName, subject.usubjid, visit?.name ?? ''],
    random.pick(['Demographics', 'Visit Date', 'Adverse Event']),
    random.pick(['BRTHDAT', 'VISITDAT', 'AETERM']),
    ...[String(random.integer(0, 3)), `${subject.subjid}${index}`, status, toIsoDate(openedDay)],
    ...[day(status !== 'Open', Math.min(age, 3)), day(status === 'Closed', age), String(age)],
    random.pick(['System Query', 'CRA Query', 'CDA Query']),
  ];
}
