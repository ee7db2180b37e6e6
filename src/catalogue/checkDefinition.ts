import { findAncestors, findParent } from '../domain/fieldParents.ts';
import {
  STUDY_VALUE_SOURCES,
  type FieldDefinition,
  type ReportDefinition,
} from '../domain/reportDefinition.ts';

export type DefinitionFault = { path: readonly (string | number)[]; message: string };

const RESERVED = ['tenantId', 'studyId', 'mode'];

/** What is wrong with a definition whose members are each of the right type. */
export function checkDefinition(definition: ReportDefinition): DefinitionFault[] {
  return [
    ...checkFieldNames(definition.fields),
    ...definition.fields.flatMap((field, index) =>
      checkField(field, definition).map((message) => ({ path: ['fields', index], message })),
    ),
    ...checkRows(definition),
  ];
}

/** A field is found by any of its names without regard to case, so none may stand twice. */
function checkFieldNames(fields: readonly FieldDefinition[]): DefinitionFault[] {
  const owners = new Map<string, number>();
  return fields.flatMap((field, index) =>
    [field.name, ...field.otherNames].flatMap((name) => {
      const owner = owners.get(name.toUpperCase());
      owners.set(name.toUpperCase(), index);
      if (owner === undefined) return [];
      return [{ path: ['fields', index], message: `the field name ${name} stands twice` }];
    }),
  );
}

function checkField(field: FieldDefinition, { rows, level, fields }: ReportDefinition): string[] {
  const faults = checkParent(field, fields);
  if (RESERVED.includes(field.name)) faults.push(`a field may not be named ${field.name}: it is a parameter`);
  const source = field.valuesFrom;
  if (level === 'tenant' && source !== undefined && STUDY_VALUE_SOURCES.includes(source)) {
    faults.push(`valuesFrom ${source} needs a study; allowed at level tenant: dataset`);
  }
  if (field.filters === 'dataset' && field.type !== 'list' && field.type !== 'string') {
    faults.push('a field that picks datasets must be of type list or string');
  }
  if (rows.kind !== 'sql') return faults;
  if (field.filters === 'dataset') faults.push('filters: dataset is for rows of kind datasets');
  else if (field.filters !== 'none' && !hasColumn(rows.columns, field.filters.column)) {
    faults.push(
      `the field ${field.name} filters no output column; allowed: ${rows.columns.map(({ name }) => name).join(', ')}, ` +
        'or filters: none for a field that the statement uses itself',
    );
  }
  return faults;
}

/** A value list can only be narrowed by another list. */
function checkParent(field: FieldDefinition, fields: readonly FieldDefinition[]): string[] {
  if (field.parent === undefined) return [];
  const parent = findParent(fields, field);
  if (parent?.type !== 'list' || field.type !== 'list')
    return [`parent: both ${field.name} and ${field.parent} must be fields of type list`];
  const isCircle = findAncestors(fields, field).includes(field);
  return isCircle ? [`parent: ${field.name} stands above itself`] : [];
}

function checkRows({ rows, level }: ReportDefinition): DefinitionFault[] {
  if (rows.kind === 'direct') return [];
  if (rows.kind === 'datasets') {
    if (level === 'study' || !rows.contextColumns) return [];
    return [
      {
        path: ['rows', 'contextColumns'],
        message: 'a report of the tenant has no context columns: say false',
      },
    ];
  }
  const names = rows.columns.map(({ name }) => name.toUpperCase());
  const twice = rows.columns.flatMap(({ name }, index) =>
    names.indexOf(name.toUpperCase()) < index
      ? [{ path: ['rows', 'columns', index], message: `the column ${name} stands twice` }]
      : [],
  );
  const unknown = rows.orderBy.flatMap(({ column }, index) =>
    hasColumn(rows.columns, column)
      ? []
      : [{ path: ['rows', 'orderBy', index], message: `${column} is no output column` }],
  );
  return [...twice, ...unknown];
}

function hasColumn(columns: readonly { name: string }[], name: string): boolean {
  return columns.some((column) => column.name.toUpperCase() === name.toUpperCase());
}
