import type { DatasetSource, InputCell } from '../../domain/dataset.ts';
import { toIsoDate } from './calendar.ts';
import { isoDate, number, text } from './column.ts';
import { generatedDataset } from './generatedDataset.ts';
import { createRandom } from './random.ts';

const COURSES = [
  { id: 'GCP-001', title: 'Good Clinical Practice, "E6(R3)"' },
  { id: 'EDC-010', title: 'Entering data, basics' },
  { id: 'EDC-020', title: 'Trả lời truy vấn' },
  { id: 'RTSM-005', title: '治験薬の管理' },
  { id: 'SAF-100', title: 'Reporting serious events <24 h' },
];
const PEOPLE = [
  'Nguyễn Văn An',
  'Maria Παππά',
  '佐藤 健',
  "D'Souza, Rita",
  'Müller, Jörg',
  'Ada Okafor',
] as const;
const STUDIES = ['DEMO01', 'DEMO02'];

/** The tenant's dataset TRAINING: which user was assigned which course for which study, and how it went. */
export function createTrainingRecords({ seed = 1, users }: { seed?: number; users: number }): DatasetSource {
  return generatedDataset({
    name: 'TRAINING',
    label: 'Training Records',
    columns: [
      text('USERID', 'User Identifier', 12),
      text('USERNAME', 'User Name', 60),
      text('STUDYID', 'Study Identifier', 20),
      text('COURSEID', 'Course Identifier', 10),
      text('COURSE', 'Course Title', 60),
      isoDate('ASSIGNED', 'Date Assigned'),
      isoDate('COMPLETED', 'Date Completed'),
      number('SCORE', 'Score in Percent', 'integer'),
    ],
    parameters: { seed, users },
    *rows() {
      for (let index = 0; index < users; index++) yield* recordsOf(seed, index);
    },
  });
}

function recordsOf(seed: number, index: number): InputCell[][] {
  const random = createRandom(`${seed}/user/${index}`);
  const userId = `U${String(index + 1).padStart(5, '0')}`;
  const userName = `${random.pick(PEOPLE)} (${index + 1})`;
  return STUDIES.flatMap((study) =>
    COURSES.filter(() => random.chance(0.7)).map((course) => {
      const assignedDay = random.integer(-60, 700);
      const done = random.chance(0.75);
      const completed = done ? toIsoDate(assignedDay + random.integer(0, 45)) : '';
      const score = done ? String(random.integer(40, 100)) : null;
      return [userId, userName, study, course.id, course.title, toIsoDate(assignedDay), completed, score];
    }),
  );
}
