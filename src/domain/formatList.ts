import { AppError } from './errors.ts';
import { type Format, FORMATS } from './reportDefinition.ts';

/** One format, or several to be made from the same rows: names in the order of FORMATS, each once, with commas between. */
export type FormatList = string;

const UNDOCUMENTED: Readonly<Record<string, string>> = {
  CPORT: 'CPORT is a format of SAS that is not documented, so nobody else can write it rightly. Order XPORT.',
  SAS7BDAT:
    'SAS7BDAT is a format of SAS that is not documented, so nobody else can write it rightly. Order XPORT.',
};

/** The formats that a caller names, in any case and order. Throws BAD_FORMAT with those that the report offers. */
export function parseFormatList(
  text: string,
  { name, formats: offered }: { name: string; formats: readonly Format[] },
): FormatList {
  const names = text.split(',').map((part) => part.trim().toUpperCase());
  const unfit = names.filter((wanted) => !offered.some((format) => format === wanted));
  if (unfit.length > 0) {
    const reasons = unfit.flatMap((wanted) => UNDOCUMENTED[wanted] ?? []);
    const offer = `${name} offers ${offered.join(', ')}; several with commas between.`;
    throw new AppError('BAD_FORMAT', { details: [...new Set(reasons), offer].join(' ') });
  }
  return FORMATS.filter((format) => names.includes(format)).join(',');
}

/** The formats of a stored list. */
export function readFormatList(list: FormatList): Format[] {
  const names = list.split(',');
  return FORMATS.filter((format) => names.includes(format));
}
