import { parseDefinition, type TextFault } from '../../../src/catalogue/parseDefinition.ts';

/** A definition without a fault, to be spoilt line by line. */
export const VALID = `id: 0123456789abcdef0123456789ABCDEF
name: Ages
level: study
formats: [CSV]
fields:
  - { name: SITEID, otherNames: [siteIds], type: list, valuesFrom: site }
  - { name: SINCE, type: date, filters: none }
rows:
  kind: sql
  datasets: { dm: DM }
  statement: |
    SELECT dm.siteid, dm.age
    FROM dm
    WHERE (:SINCE)[1] IS NULL OR dm.rfstdtc >= (:SINCE)[1]
  columns:
    - { name: SITEID, label: Site, type: string }
    - { name: AGE, label: Age, type: integer }
  orderBy: [SITEID, AGE desc]
`;

/** The text with one part replaced; throws where the part is not there, so that no test goes stale unnoticed. */
export function spoil(part: string, other: string, text = VALID): string {
  if (!text.includes(part)) throw new Error(`The definition has no ${part}.`);
  return text.replace(part, () => other);
}

export function findFaults(text: string): readonly TextFault[] {
  const parsed = parseDefinition(text);
  return 'faults' in parsed ? parsed.faults : [];
}
