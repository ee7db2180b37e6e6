/** A file on its way in. Errors and the registry name it by `name`, its base name. */
export type SourceFile = {
  path: string;
  name: string;
  sizeBytes: number;
  modifiedAtMs: number;
  sha256: string;
  /** The file's first bytes, enough to tell its format. */
  head: Buffer;
};
