import type { Readable } from 'node:stream';

import type { FileStamp } from '../domain/fileStamp.ts';
import type { Id } from '../domain/id.ts';

/** One file of one job and attempt, on its way: a part until it is published. */
export type FileClaim = { jobId: Id; runAttempt: number; tryNumber: number; storageId: Id };

/** A stored file, opened once: its stamp and its bytes are of one file, whatever happens to its name meanwhile. */
export interface OpenedFile {
  readonly stamp: FileStamp;
  /** Fills the buffer from this position on; throws FILE_MISMATCH where the file is shorter, FILE_STORE_UNAVAILABLE where it cannot be read. */
  read(buffer: Uint8Array, position: number): Promise<void>;
  /** Waits for a read under way, then frees everything. */
  close(): Promise<void>;
}

export interface FileStore {
  /** Writes the stream to a part file and syncs it; throws DISK_FULL or FILE_STORE_UNAVAILABLE; leaves nothing on failure. */
  writePart(claim: FileClaim, content: Readable, signal: AbortSignal): Promise<{ sizeBytes: number }>;
  /** Renames the part to its final name and syncs the folder; throws FILE_STORE_UNAVAILABLE where the part is gone. */
  publish(claim: FileClaim): Promise<FileStamp>;
  /** Removes a file, or the part that it still is; nothing where it is gone. */
  remove(file: { jobId: Id; runAttempt: number; storageId: Id }): Promise<void>;
  /** Removes the parts that tries before this one left, those of earlier attempts included. */
  removeParts(job: { jobId: Id; runAttempt: number; before: number }): Promise<void>;
  /**
   * Removes every part and file of this job and attempt, and the parts of earlier ones, but the one to keep. Only for a
   * job whose file is committed, or that is over: else a stalled caller removes what a later try has committed meanwhile.
   */
  removeOthers(job: { jobId: Id; runAttempt: number; keep: Id | null }): Promise<void>;
  /** Removes every part and file of this attempt and of earlier ones but those that were committed. For a job that is over. */
  removeOrphans(job: { jobId: Id; runAttempt: number; committed: readonly Id[] }): Promise<void>;
  stat(file: { jobId: Id; runAttempt: number; storageId: Id }): Promise<FileStamp | undefined>;
  /** Opens a published file; undefined where it is gone, FILE_STORE_UNAVAILABLE where the store cannot say. */
  open(file: { jobId: Id; runAttempt: number; storageId: Id }): Promise<OpenedFile | undefined>;
  /** Throws where the store cannot be written to. */
  check(): Promise<void>;
}
