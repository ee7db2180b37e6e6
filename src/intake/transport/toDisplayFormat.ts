import type { Variable } from './member.ts';

type Format = Pick<Variable, 'formatName' | 'formatWidth' | 'formatDecimals'>;

/** As SAS prints it, e.g. `DATE9.`, `8.2`, `$CHAR20.`; undefined where the variable has none. */
export function toDisplayFormat({ formatName, formatWidth, formatDecimals }: Format): string | undefined {
  if (formatName === '' && formatWidth === 0) return undefined;
  return `${formatName}${formatWidth || ''}.${formatDecimals || ''}`;
}
