import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type ServerUser = { name: string; uid: number; gid: number };

/** PostgreSQL refuses to run as root: then an existing unprivileged user lends its name. Undefined for anyone else. */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const user = await findUser(name);
    if (user !== undefined) return user;
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody here.');
}

async function findUser(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => (await run('id', [flag, name])).stdout),
    );
    return { name, uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}
