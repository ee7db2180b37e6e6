/** A file on its way in. Errors and the registry name it by `name`, its base name. */
export type SourceFile = {
  path: string;
  name: string;
  sizeBytes: number;
  modifiedAtMs: number;
  /** The file's first bytes, enough to tell its format. */
  head: Buffer;
  /** In hexadecimal; the file is read once for it, whoever asks. Throws BAD_IMPORT_FILE where it was changed since it was opened. */
  readSha256: (signal: AbortSignal) => Promise<string>;
};
