/** Job, study, report and file ids: 32 hexadecimal digits, upper case, no hyphens. */
export type Id = string;

const COMPACT = /^[0-9a-f]{32}$/i;
const HYPHENATED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Accepts either case, with or without hyphens; answers the canonical form, or undefined where it is no id. */
export function parseId(text: string): Id | undefined {
  if (!COMPACT.test(text) && !HYPHENATED.test(text)) return undefined;
  return text.replaceAll('-', '').toUpperCase();
}
