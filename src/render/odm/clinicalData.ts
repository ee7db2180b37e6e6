import type { CasebookHead, CasebookRow } from '../../domain/casebook.ts';
import { OID } from './oids.ts';
import { closeElement, element, openElement } from './xml.ts';

/** The ClinicalData element of rows that come in the order of subjects, visits and forms. */
export async function* toClinicalData(
  head: CasebookHead,
  rows: AsyncIterable<readonly CasebookRow[]>,
): AsyncGenerator<string> {
  yield openElement('ClinicalData', { StudyOID: OID.study(head), MetaDataVersionOID: OID.metaData(head) });
  let last: CasebookRow | undefined;
  let repeat = 0;
  for await (const batch of rows) {
    let text = '';
    for (const row of batch) {
      const change = findChange(last, row);
      text += closeTo(last, change) + openFrom(head, row, change);
      repeat = change === LEVELS.length ? repeat + 1 : 1;
      text += toItemGroup(head, row, repeat);
      last = row;
    }
    yield text;
  }
  yield closeTo(last, 0) + closeElement('ClinicalData');
}

/** From the outside in. */
const LEVELS = ['SubjectData', 'StudyEventData', 'FormData'] as const;

/** The outermost level in which a row differs from the one before it; as many as there are where it differs in none. */
function findChange(last: CasebookRow | undefined, row: CasebookRow): number {
  if (last?.subject !== row.subject) return 0;
  if (last.visit !== row.visit) return 1;
  return last.form === row.form ? LEVELS.length : 2;
}

function closeTo(last: CasebookRow | undefined, level: number): string {
  return last === undefined ? '' : LEVELS.slice(level).toReversed().map(closeElement).join('');
}

function openFrom({ forms }: CasebookHead, row: CasebookRow, level: number): string {
  const parts = [
    openElement('SubjectData', { SubjectKey: row.subject }) +
      (row.siteId === '' ? '' : element('SiteRef', { LocationOID: OID.site(row.siteId) })),
    openElement('StudyEventData', { StudyEventOID: OID.visit(row.visit) }),
    openElement('FormData', { FormOID: OID.form(forms[row.form]?.name ?? '') }),
  ];
  return parts.slice(level).join('');
}

function toItemGroup({ forms }: CasebookHead, { form, cells }: CasebookRow, repeat: number): string {
  const { name = '', columns = [] } = forms[form] ?? {};
  const items = columns.map((column, index) => {
    const cell = cells[index] ?? null;
    const ItemOID = OID.item(name, column.name);
    return element('ItemData', cell === null ? { ItemOID, IsNull: 'Yes' } : { ItemOID, Value: cell });
  });
  return element('ItemGroupData', { ItemGroupOID: OID.group(name), ItemGroupRepeatKey: repeat }, ...items);
}
