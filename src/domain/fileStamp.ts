/** A stored file as it was at its commit point; another stamp means that somebody touched the file since. */
export type FileStamp = { sizeBytes: number; modifiedAt: Date; inode: string };

export function isSameStamp(left: FileStamp, right: FileStamp): boolean {
  return (
    left.sizeBytes === right.sizeBytes &&
    left.modifiedAt.getTime() === right.modifiedAt.getTime() &&
    left.inode === right.inode
  );
}
