/** Makes of each page one frame of zstd (RFC 8878), in their order. */
export type CompressPages = (pages: readonly Uint8Array[]) => Promise<Uint8Array[]>;

export type ParquetOptions = { compressPages: CompressPages };
