export type TemporalType = 'date' | 'time' | 'datetime';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY_SECONDS = 24 * 60 * 60;
const EPOCH_MS = Date.UTC(1960, 0, 1);
/** PostgreSQL and ISO 8601 agree on the years that have four digits. */
const FIRST_DAY = Math.round((Date.parse('0001-01-01T00:00:00Z') - EPOCH_MS) / DAY_MS);
const LAST_DAY = Math.round((Date.UTC(9999, 11, 31) - EPOCH_MS) / DAY_MS);

/** SAS's own formats and informats by what their values count. `TOD` is absent: it prints both times and date-times. */
const FORMATS: readonly [TemporalType, RegExp][] = [
  [
    'datetime',
    /^(DATETIME|DATEAMPM|MDYAMPM|DT(DATE|MONYY|WKDATX|YEAR|YYQC)|[BE]8601(DT|DN|DX|DZ|LX)|IS8601(DT|DN|DZ)|NLDATM.*)$/,
  ],
  ['time', /^(TIME|TIMEAMPM|HHMM|HOUR|MMSS|[BE]8601(TM|TX|TZ|LZ)|IS8601(TM|TZ)|NLTIM.*)$/],
  [
    'date',
    /^(DATE|(DDMMYY|MMDDYY|YYMMDD|MMYY|YYMM|YYQ|YYQR)[BCDNPS]?|DAY|DOWNAME|JULDAY|JULIAN|MONNAME|MONTH|MONYY|QTRR?|WEEK(DATE|DATX|DAY|[UVW])|WORDDAT[EX]|YEAR|YYMON|[BE]8601DA|IS8601DA|NLDATE.*)$/,
  ],
];

/** What a numeric variable with this format counts: days, or seconds of a day or since 1960; undefined for plain numbers. */
export function findTemporalType(formatName: string): TemporalType | undefined {
  const name = formatName.toUpperCase();
  return FORMATS.find(([, pattern]) => pattern.test(name))?.[0];
}

/** Whether ISO 8601 text can say this value wholly: a whole day, a time of one day, no finer than a microsecond. */
export function fitsTemporal(type: TemporalType, value: number): boolean {
  if (type === 'date') return Number.isInteger(value) && value >= FIRST_DAY && value <= LAST_DAY;
  const isFine = Number.isInteger(value) || /^-?\d+(\.\d{1,6})?$/.test(String(value));
  if (type === 'time') return isFine && value >= 0 && value < DAY_SECONDS;
  return isFine && value >= FIRST_DAY * DAY_SECONDS && value < (LAST_DAY + 1) * DAY_SECONDS;
}

/** ISO 8601 of a SAS date, time or datetime that fits. */
export function toIsoText(type: TemporalType, value: number): string {
  if (type === 'date') return toIso(value * DAY_SECONDS).slice(0, 10);
  const seconds = Math.floor(value);
  const text = toIso(seconds).slice(type === 'time' ? 11 : 0, 19) + toFraction(value, seconds);
  return text;
}

const toIso = (seconds: number): string => new Date(EPOCH_MS + seconds * 1000).toISOString();

/** Of a SAS time or datetime that fits: its whole seconds, and the microseconds behind them as its ISO 8601 text has them. */
export function toSeconds(value: number): { seconds: number; micros: number } {
  const seconds = Math.floor(value);
  const micros = value === seconds ? 0 : Number(toFraction(value, seconds).slice(1).padEnd(6, '0'));
  return { seconds, micros };
}

/** The digits behind the point as the number's own decimal text has them; before 1960 they count from the second below. */
function toFraction(value: number, seconds: number): string {
  if (value === seconds) return '';
  if (value > 0) return `.${String(value).split('.')[1] ?? ''}`;
  const micros = Math.round((value - seconds) * 1e6);
  return `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`;
}
