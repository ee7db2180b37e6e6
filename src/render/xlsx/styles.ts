const NUMBER_FORMATS = [
  'yyyy\\-mm\\-dd',
  'yyyy\\-mm\\-dd\\ hh:mm:ss',
  'yyyy\\-mm\\-dd\\ hh:mm:ss.000',
  'hh:mm:ss',
  'hh:mm:ss.000',
];
/** Excel's own formats end before this one. */
const FIRST_FORMAT = 164;

/** What the attribute `s` of a cell may say: the place of a format in `cellXfs`. */
export const STYLE = {
  head: 1,
  /** All digits, where Excel would else write 1.23E+11. */
  longInteger: 2,
  date: 3,
  datetime: 4,
  datetimeMs: 5,
  time: 6,
  timeMs: 7,
  title: 8,
} as const;

const FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>';

/** `xl/styles.xml`; the order of `cellXfs` is that of `STYLE`. */
export const STYLES_XML =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  `<numFmts count="${NUMBER_FORMATS.length}">` +
  NUMBER_FORMATS.map(
    (code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${code}"/>`,
  ).join('') +
  '</numFmts>' +
  `<fonts count="3"><font>${FONT}</font><font><b/>${FONT}</font>` +
  '<font><b/><sz val="14"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6F0"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="9">' +
  toFormat({}) +
  toFormat({ font: 1, fill: 2 }) +
  toFormat({ number: 1 }) +
  NUMBER_FORMATS.map((_, index) => toFormat({ number: FIRST_FORMAT + index })).join('') +
  toFormat({ font: 2 }) +
  '</cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>';

function toFormat({ number = 0, font = 0, fill = 0 }): string {
  const applied = [
    number === 0 ? '' : ' applyNumberFormat="1"',
    font === 0 ? '' : ' applyFont="1"',
    fill === 0 ? '' : ' applyFill="1"',
  ].join('');
  return `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0"${applied}/>`;
}
