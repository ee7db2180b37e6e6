import type { FieldSpec, RequestedFieldSpecs } from './fieldSpec.ts';

const MOST_CHARACTERS = 32_000;

/** The filters of a run as one line, the way a person reads them where the caller sent that: `Site:701,703; Visit:WEEK 2`. */
export function toSearchSpec({ fieldSpecs, extFieldSpecs }: RequestedFieldSpecs): string | null {
  const shown = extFieldSpecs.length > 0 ? extFieldSpecs : fieldSpecs;
  if (shown.length === 0) return null;
  const text = shown.map(toText).join('; ');
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}

function toText(spec: FieldSpec): string {
  return `${spec.fieldName}:${spec.fieldValueList.map(String).join(',')}`;
}
