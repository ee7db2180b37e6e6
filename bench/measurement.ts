/** One figure beside the one it is held against. */
export type Measurement = {
  name: string;
  unit: string;
  ours: number;
  reference: number;
  referenceName: string;
  /** Ours to the reference, the median over the rounds; for memory ours to what is allowed. */
  ratio: number;
  /** What the ratio must reach or may not exceed; null where none is set. */
  bar: number | null;
  holds: boolean;
};

/** `npm run bench` runs it by name, and without a name where `byDefault` says so. */
export type Measure = {
  name: string;
  byDefault: boolean;
  run(bench: { tell: (line: string) => void }, signal: AbortSignal): Promise<readonly Measurement[]>;
};
