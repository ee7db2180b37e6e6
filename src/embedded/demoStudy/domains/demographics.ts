import { toIsoDate, toStudyDay } from '../calendar.ts';
import { isoDate, number, SUBJECT_COLUMNS, text } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';

const RACES = ['ASIAN', 'WHITE', 'BLACK OR AFRICAN AMERICAN', 'OTHER', ''] as const;

export const demographics: DemoDomain = {
  name: 'DM',
  label: 'Demographics',
  columns: [
    ...SUBJECT_COLUMNS,
    text('SUBJID', 'Subject Identifier for the Study', 10),
    text('SCRNID', 'Screening Number', 12),
    isoDate('RFSTDTC', 'Subject Reference Start Date/Time'),
    isoDate('RFENDTC', 'Subject Reference End Date/Time'),
    text('SITEID', 'Study Site Identifier', 10),
    text('SITENAME', 'Study Site Name', 60),
    text('INVID', 'Investigator Identifier', 10),
    text('INVNAM', 'Investigator Name', 60),
    isoDate('BRTHDTC', 'Date/Time of Birth'),
    number('AGE', 'Age', 'integer'),
    text('AGEU', 'Age Units', 5),
    text('SEX', 'Sex', 1),
    text('RACE', 'Race', 40),
    text('ARMCD', 'Planned Arm Code', 8),
    text('ARM', 'Description of Planned Arm', 40),
    text('COUNTRY', 'Country', 3),
    isoDate('DMDTC', 'Date/Time of Collection'),
    number('DMDY', 'Study Day of Collection', 'integer'),
  ],
  rowsOf(subject, random) {
    const { site, arm } = subject;
    const screeningDay = subject.firstDoseDay - 14;
    const born = String(2014 - subject.age);
    return [
      [
        ...subjectCells(subject, 'DM'),
        subject.subjid,
        subject.screeningNumber,
        toIsoDate(subject.firstDoseDay),
        toIsoDate(subject.lastDay),
        site.id,
        site.name,
        site.investigatorId,
        site.investigator,
        random.pick([born, `${born}-0${random.integer(1, 9)}`, `${born}-06-1${random.integer(0, 9)}`]),
        random.chance(0.03) ? null : String(subject.age),
        'YEARS',
        subject.sex,
        random.pick(RACES),
        arm.code,
        arm.name,
        site.country,
        toIsoDate(screeningDay),
        toStudyDay(screeningDay, subject.firstDoseDay),
      ],
    ];
  },
};
