import type { FieldDefinition } from './reportDefinition.ts';

/** The fields above one, the nearest first; a circle ends where it began. */
export function findAncestors(
  fields: readonly FieldDefinition[],
  field: FieldDefinition,
): readonly FieldDefinition[] {
  const above: FieldDefinition[] = [];
  for (let next = findParent(fields, field); next !== undefined; next = findParent(fields, next)) {
    if (above.includes(next)) return above;
    above.push(next);
  }
  return above;
}

export function findParent(
  fields: readonly FieldDefinition[],
  { parent }: FieldDefinition,
): FieldDefinition | undefined {
  return fields.find(({ name }) => name.toUpperCase() === parent?.toUpperCase());
}
