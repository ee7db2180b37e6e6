export const FIELD_TYPES = ['list', 'date', 'date-time', 'number', 'string', 'boolean'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
