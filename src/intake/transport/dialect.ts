/** What the two versions of the format call their records, and how they say a dataset's name. */
export type Dialect = {
  headers: { library: string; member: string; descriptor: string; namestr: string; rows: string };
  nameBytes: number;
  /** Whether namestrs go on with long names, and long labels and the number of rows follow. */
  isLong: boolean;
};

/** TS-140. */
const VERSION_5: Dialect = {
  headers: { library: 'LIBRARY', member: 'MEMBER', descriptor: 'DSCRPTR', namestr: 'NAMESTR', rows: 'OBS' },
  nameBytes: 8,
  isLong: false,
};

/** "Record layout of a SAS version 8 or 9 data set in SAS transport format". */
const VERSION_8: Dialect = {
  headers: { library: 'LIBV8', member: 'MEMBV8', descriptor: 'DSCPTV8', namestr: 'NAMSTV8', rows: 'OBSV8' },
  nameBytes: 32,
  isLong: true,
};

/** The version that a file's first header record names; undefined where it is neither. */
export function findDialect(header: string | undefined): Dialect | undefined {
  return [VERSION_5, VERSION_8].find(({ headers }) => headers.library === header);
}
