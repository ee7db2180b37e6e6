import { describeValues } from './describeValues.ts';
import { findField, type FieldFilter, type FieldSpec, type RequestedFieldSpecs } from './fieldSpec.ts';
import type { ReportDefinition } from './reportDefinition.ts';

type HeaderLine = { label: string; text: string };

type Header = {
  definition: ReportDefinition;
  requested: RequestedFieldSpecs;
  filters: readonly FieldFilter[];
  /** One line per filter, in the order of the filters. */
  header: readonly HeaderLine[];
};

/**
 * The header with the words of the request where it has some: a caller sends each filter once more as a person reads it,
 * known by the field's id, else by its name or label.
 */
export function preferReadable({ definition, requested, filters, header }: Header): HeaderLine[] {
  return header.map((line, index) => {
    const filter = filters[index];
    const readable = filter === undefined ? undefined : findReadable(definition, requested, filter);
    if (filter === undefined || readable === undefined) return line;
    const values = readable.fieldValueList.map((value) => String(value).trim());
    if (values.every((value) => value === '')) return line;
    // A machine name is not what a person reads.
    const label = findField(definition, readable.fieldName) === undefined ? readable.fieldName : line.label;
    return { label, text: describeValues(filter.type, values) };
  });
}

function findReadable(
  definition: ReportDefinition,
  { fieldSpecs, extFieldSpecs }: RequestedFieldSpecs,
  { name }: FieldFilter,
): FieldSpec | undefined {
  const field = findField(definition, name);
  const spec = fieldSpecs.find(({ fieldName }) => findField(definition, fieldName) === field);
  const id = spec?.fieldId?.toUpperCase();
  const label = field?.label.toUpperCase();
  return (
    extFieldSpecs.find(({ fieldId }) => id !== undefined && fieldId?.toUpperCase() === id) ??
    extFieldSpecs.find(({ fieldName }) => findField(definition, fieldName) === field) ??
    extFieldSpecs.find(({ fieldName }) => fieldName.toUpperCase() === label)
  );
}
