export type XportOptions = {
  /** A transport file does not say how its text is encoded. */
  encoding: 'UTF-8' | 'WINDOWS-1252';
};
