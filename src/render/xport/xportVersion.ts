/** What one version of the format can hold; sizes in bytes (TS-140; "Record layout of a SAS version 8 or 9 data set in SAS transport format"). */
export type XportVersion = {
  name: string;
  headers: { library: string; member: string; descriptor: string; namestr: string; rows: string };
  nameBytes: number;
  labelBytes: number;
  textBytes: number;
  /** Of a format's name, a dollar sign included. */
  formatBytes: number;
  /** Names are upper case there. */
  upperCase: boolean;
};

export const XPORT_5: XportVersion = {
  name: 'SAS transport version 5',
  headers: { library: 'LIBRARY', member: 'MEMBER', descriptor: 'DSCRPTR', namestr: 'NAMESTR', rows: 'OBS' },
  nameBytes: 8,
  labelBytes: 40,
  textBytes: 200,
  formatBytes: 8,
  upperCase: true,
};

export const XPORT_8: XportVersion = {
  name: 'SAS transport version 8',
  headers: { library: 'LIBV8', member: 'MEMBV8', descriptor: 'DSCPTV8', namestr: 'NAMSTV8', rows: 'OBSV8' },
  nameBytes: 32,
  labelBytes: 256,
  textBytes: 32_767,
  formatBytes: 32,
  upperCase: false,
};
