import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const KIB = 1024;
const SAMPLE_MS = 50;

/** Resident memory of a process and all its descendants now, in bytes. Linux only. */
export function readMemory(pid: number): number {
  return sum(pid, 'VmRSS');
}

/** The greatest resident memory of a process and its descendants, each at its own peak, from now until `stop`. */
export function followMemory(pid: number): { stop(): number } {
  for (const each of listTree(pid)) resetPeak(each);
  let peak = sum(pid, 'VmHWM');
  const timer = setInterval(() => {
    peak = Math.max(peak, sum(pid, 'VmHWM'));
  }, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.max(peak, sum(pid, 'VmHWM'));
    },
  };
}

function sum(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  return listTree(pid).reduce((bytes, each) => bytes + readField(each, field), 0);
}

function listTree(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .map(Number)
      .filter(Number.isInteger)
      .map((pid) => [pid, readParent(pid)] as const),
  );
  const isInTree = (pid: number | undefined): boolean =>
    pid !== undefined && pid !== 0 && (pid === root || isInTree(parents.get(pid)));
  return [...parents.keys()].filter(isInTree);
}

function readParent(pid: number): number | undefined {
  const [, parent] = /^PPid:\s+(\d+)/m.exec(readProc(pid, 'status')) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function readField(pid: number, field: string): number {
  const [, kib] = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readProc(pid, 'status')) ?? [];
  return kib === undefined ? 0 : Number(kib) * KIB;
}

/** Empty where the process has ended meanwhile. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Makes VmHWM begin anew at the present size (proc(5), clear_refs). */
function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // It has ended meanwhile.
  }
}
