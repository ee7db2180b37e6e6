/** One format: what it took for so many rows; memory is above the idle worker. */
export type Growth = {
  name: string;
  idleMb: number;
  points: readonly { rows: number; seconds: number; mb: number }[];
};

const WIDTH = 1000;
const HEIGHT = 420;
const PANEL = { width: 340, height: 320, top: 40 };
const LEFTS = [60, 500];
/** Okabe and Ito's colours, which people see apart whatever their sight, then again with dashes. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];
const ROW_TICKS = [10_000, 100_000, 1_000_000, 5_000_000];

/** Two panels, rows on a logarithmic scale below: seconds (logarithmic), and memory above the idle worker. */
export function drawGrowth(growths: readonly Growth[]): string {
  const seconds = growths.flatMap(({ points }) => points.map((point) => point.seconds));
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
  const decades = range(Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))).map(
    (power) => 10 ** power,
  );
  const mostMb = Math.max(50, ...growths.flatMap(({ points }) => points.map(({ mb }) => mb)));
  const megabytes = range(0, Math.ceil(mostMb / 50)).map((step) => step * 50);
  const panels = [
    drawPanel(growths, {
      left: LEFTS[0] ?? 0,
      title: 'Seconds for a file',
      ticks: decades,
      toPlace: toScale(decades, Math.log10),
      valueOf: (point) => point.seconds,
    }),
    drawPanel(growths, {
      left: LEFTS[1] ?? 0,
      title: 'Memory above the idle worker, MB',
      ticks: megabytes,
      toPlace: toScale(megabytes, (value) => value),
      valueOf: (point) => Math.max(0, point.mb),
    }),
  ];
  const names = growths.map(({ name }, index) => {
    const y = PANEL.top + 10 + index * 20;
    return `<line x1="855" x2="880" y1="${y}" y2="${y}" ${strokeOf(index)}/><text x="886" y="${y + 4}">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="12">`,
    '<title>Time and memory of a render by its number of rows</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...panels,
    ...names,
    '</svg>\n',
  ].join('\n');
}

type Point = Growth['points'][number];
type Panel = {
  left: number;
  title: string;
  ticks: readonly number[];
  /** From 0 at the bottom to 1 at the top. */
  toPlace: (value: number) => number;
  valueOf: (point: Point) => number;
};

function drawPanel(growths: readonly Growth[], { left, title, ticks, toPlace, valueOf }: Panel): string {
  const toRow = toScale(ROW_TICKS, Math.log10);
  const x = (rows: number) => (left + toRow(rows) * PANEL.width).toFixed(1);
  const y = (value: number) => (PANEL.top + (1 - toPlace(value)) * PANEL.height).toFixed(1);
  const bottom = PANEL.top + PANEL.height;
  return [
    `<text x="${left}" y="24" font-weight="bold">${title}</text>`,
    ...ticks.map(
      (tick) =>
        `<line x1="${left}" x2="${left + PANEL.width}" y1="${y(tick)}" y2="${y(tick)}" stroke="#ddd"/>` +
        `<text x="${left - 6}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick.toLocaleString('en')}</text>`,
    ),
    ...ROW_TICKS.map(
      (rows) =>
        `<line x1="${x(rows)}" x2="${x(rows)}" y1="${PANEL.top}" y2="${bottom}" stroke="#eee"/>` +
        `<text x="${x(rows)}" y="${bottom + 18}" text-anchor="middle">${rows.toLocaleString('en')}</text>`,
    ),
    `<text x="${left + PANEL.width / 2}" y="${bottom + 38}" text-anchor="middle">rows of 20 columns</text>`,
    ...growths.map(({ points }, index) => {
      const places = points.map((point) => `${x(point.rows)},${y(valueOf(point))}`);
      const dots = points.map(
        (point) =>
          `<circle cx="${x(point.rows)}" cy="${y(valueOf(point))}" r="3" fill="${colourOf(index)}"/>`,
      );
      return `<polyline points="${places.join(' ')}" fill="none" ${strokeOf(index)}/>${dots.join('')}`;
    }),
  ].join('\n');
}

function toScale(ticks: readonly number[], measure: (value: number) => number): (value: number) => number {
  const low = measure(ticks[0] ?? 0);
  const high = measure(ticks.at(-1) ?? 1);
  return (value) => (measure(value) - low) / (high - low || 1);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, index) => from + index);
}

const colourOf = (index: number) => COLOURS[index % COLOURS.length] ?? '#000';

function strokeOf(index: number): string {
  const dash = index < COLOURS.length ? '' : ' stroke-dasharray="6 3"';
  return `stroke="${colourOf(index)}" stroke-width="2"${dash}`;
}
