import { toIsoDate } from '../calendar.ts';
import { isoDate, number, SUBJECT_COLUMNS, text } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';
import { toPartialDate } from '../partialDate.ts';

const TREATMENTS = [
  {
    name: 'ASPIRIN 100',
    decod: 'ACETYLSALICYLIC ACID',
    dose: '100',
    doseText: '0100',
    unit: 'mg',
    indication: 'PREVENTION',
  },
  {
    name: 'Paracetamol, "as needed"',
    decod: 'PARACETAMOL',
    dose: '0.5',
    doseText: '00.50',
    unit: 'g',
    indication: 'Đau đầu',
  },
  {
    name: 'VITAMIN D3',
    decod: 'COLECALCIFEROL',
    dose: '1000',
    doseText: '1,000',
    unit: 'IU',
    indication: '',
  },
  { name: '葛根湯', decod: '', dose: '2.5', doseText: '2.5 - 5', unit: 'g', indication: 'かぜ' },
  {
    name: 'Ινσουλίνη',
    decod: 'INSULIN HUMAN',
    dose: '-1',
    doseText: '-1',
    unit: '',
    indication: 'DOSE UNKNOWN: -1',
  },
] as const;

export const concomitantMedications: DemoDomain = {
  name: 'CM',
  label: 'Concomitant Medications',
  columns: [
    ...SUBJECT_COLUMNS,
    number('CMSEQ', 'Sequence Number', 'integer'),
    text('CMTRT', 'Reported Name of Drug, Med, or Therapy', 60),
    text('CMDECOD', 'Standardized Medication Name', 60),
    text('CMINDC', 'Indication', 40),
    number('CMDOSE', 'Dose per Administration'),
    text('CMDOSTXT', 'Dose Description', 20),
    text('CMDOSU', 'Dose Units', 10),
    isoDate('CMSTDTC', 'Start Date/Time of Medication'),
    isoDate('CMENDTC', 'End Date/Time of Medication'),
  ],
  rowsOf(subject, random) {
    return Array.from({ length: random.integer(0, 5) }, (_, index) => {
      const treatment = random.pick(TREATMENTS);
      const startDay = subject.firstDoseDay - random.integer(0, 2500);
      return [
        ...subjectCells(subject, 'CM'),
        String(index + 1),
        treatment.name,
        treatment.decod,
        treatment.indication,
        random.chance(0.1) ? null : treatment.dose,
        treatment.doseText,
        treatment.unit,
        toPartialDate(toIsoDate(startDay), random),
        random.chance(0.7) ? '' : toPartialDate(toIsoDate(subject.lastDay), random),
      ];
    });
  },
};
