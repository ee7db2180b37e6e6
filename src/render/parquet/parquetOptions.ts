/** Makes of each page one frame of zstd (RFC 8878), in their order. The pages stand until it has ended. */
export type CompressPages = (pages: readonly Uint8Array[]) => Promise<Uint8Array[]>;

export type ParquetOptions = { compressPages: CompressPages };
