import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until the condition holds; fails after the deadline, naming the condition. */
export async function untilTrue(
  isTrue: () => boolean | Promise<boolean>,
  deadlineMs = 30_000,
): Promise<void> {
  const giveUpAt = Date.now() + deadlineMs;
  while (!(await isTrue())) {
    if (Date.now() > giveUpAt) throw new Error(`Not true within ${deadlineMs} ms: ${isTrue.toString()}`);
    await delay(20);
  }
}
