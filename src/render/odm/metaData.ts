import type { CasebookForm, CasebookHead, CasebookVisit } from '../../domain/casebook.ts';
import type { Column, DataType } from '../../domain/dataset.ts';
import { OID } from './oids.ts';
import { element, escapeXml } from './xml.ts';

const DATA_TYPES: Readonly<Record<DataType, string>> = {
  string: 'text',
  integer: 'integer',
  // A double may be printed with an exponent, which ODM's float does not take.
  float: 'double',
  decimal: 'float',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  datetime: 'datetime',
};
/** ISO 8601 text may name a part of a date only. */
const PARTIAL = { date: 'partialDate', time: 'partialTime', datetime: 'partialDatetime' } as const;

/** The Study element: its forms, each once, and where `withVisits` is said the visits that they stand in. */
export function toStudy(head: CasebookHead, { withVisits }: { withVisits: boolean }): string {
  const { study, mode, forms } = head;
  const text = (name: string, content: string) => element(name, {}, escapeXml(content));
  const visits = withVisits ? head.visits : [];
  return element(
    'Study',
    { OID: OID.study(head) },
    element(
      'GlobalVariables',
      {},
      text('StudyName', study.name),
      text('StudyDescription', `${study.name}, mode ${mode}`),
      text('ProtocolName', study.name),
    ),
    element(
      'MetaDataVersion',
      { OID: OID.metaData(head), Name: `${study.name}, mode ${mode}` },
      visits.length === 0 ? '' : toProtocol(visits),
      ...visits.map((visit) => toVisit(visit, forms)),
      ...forms.map(toForm),
      ...forms.map(toGroup),
      ...forms.flatMap(toItems),
    ),
  );
}

function toProtocol(visits: readonly CasebookVisit[]): string {
  const refs = visits.map(({ key }, index) =>
    element('StudyEventRef', { StudyEventOID: OID.visit(key), OrderNumber: index + 1, Mandatory: 'No' }),
  );
  return element('Protocol', {}, ...refs);
}

function toVisit(visit: CasebookVisit, forms: readonly CasebookForm[]): string {
  const refs = visit.forms.map((position, index) =>
    element('FormRef', {
      FormOID: OID.form(forms[position]?.name ?? ''),
      OrderNumber: index + 1,
      Mandatory: 'No',
    }),
  );
  const scheduled = visit.isUnscheduled ? 'Unscheduled' : 'Scheduled';
  return element(
    'StudyEventDef',
    {
      OID: OID.visit(visit.key),
      Name: visit.name,
      Repeating: 'No',
      Type: visit.key === null ? 'Common' : scheduled,
    },
    ...refs,
  );
}

function toForm({ name, label }: CasebookForm): string {
  return element(
    'FormDef',
    { OID: OID.form(name), Name: label === '' ? name : label, Repeating: 'No' },
    element('ItemGroupRef', { ItemGroupOID: OID.group(name), OrderNumber: 1, Mandatory: 'No' }),
  );
}

function toGroup({ name, label, columns }: CasebookForm): string {
  const refs = columns.map((column, index) =>
    element('ItemRef', { ItemOID: OID.item(name, column.name), OrderNumber: index + 1, Mandatory: 'No' }),
  );
  return element(
    'ItemGroupDef',
    { OID: OID.group(name), Name: label === '' ? name : label, Repeating: 'Yes', Domain: name },
    ...refs,
  );
}

function toItems({ name, columns }: CasebookForm): string[] {
  return columns.map((column) =>
    element(
      'ItemDef',
      { OID: OID.item(name, column.name), Name: column.name, ...toType(column) },
      column.label === '' ? '' : toDescription(column.label),
    ),
  );
}

function toType({ type, logicalType, length }: Column): { DataType: string; Length?: number } {
  if (type !== 'string') return { DataType: DATA_TYPES[type] };
  if (logicalType !== undefined) return { DataType: PARTIAL[logicalType] };
  return { DataType: 'text', ...(length !== undefined && length > 0 && { Length: length }) };
}

function toDescription(label: string): string {
  return element('Description', {}, element('TranslatedText', {}, escapeXml(label)));
}
