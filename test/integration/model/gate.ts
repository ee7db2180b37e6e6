import { setImmediate } from 'node:timers/promises';
import type { Scheduler } from 'fast-check';

/** Someone who acts step by step: of the dead nothing more is heard, of the stalled nothing until they wake up. */
export type Actor = { name: string; isDead: boolean; sleep: Promise<void> | null; wakeUp: () => void };

export function createActor(name: string): Actor {
  return { name, isDead: false, sleep: null, wakeUp: () => undefined };
}

export function stall(actor: Actor): void {
  actor.sleep ??= new Promise((resolve) => {
    actor.wakeUp = () => {
      actor.sleep = null;
      resolve();
    };
  });
}

/** Where every step of everybody waits until the scheduler lets one of them go. */
export type Gate = {
  pass(actor: Actor, label: string): Promise<void>;
  /** Input and output that the step just taken waits for. */
  track<T>(work: PromiseLike<T>): Promise<T>;
  /** Lets one go and waits until all it caused waits here again; false where nobody waits. */
  step(): Promise<boolean>;
  /** Waits until everybody waits here. */
  settle(): Promise<void>;
};

export function createGate(scheduler: Scheduler): Gate {
  const underWay = new Set<Promise<unknown>>();

  const settle = async () => {
    do {
      await Promise.all(underWay);
      await setImmediate();
    } while (underWay.size > 0);
  };

  return {
    async pass(actor, label) {
      for (;;) {
        await scheduler.schedule(Promise.resolve(), `${actor.name} ${label}`);
        if (actor.isDead) await new Promise(() => undefined);
        if (actor.sleep === null) return;
        await actor.sleep;
      }
    },
    async track(work) {
      const done = Promise.resolve(work).finally(() => underWay.delete(quiet));
      const quiet: Promise<unknown> = done.catch(() => undefined);
      underWay.add(quiet);
      return await done;
    },
    async step() {
      if (scheduler.count() === 0) return false;
      await scheduler.waitNext(1);
      await settle();
      return true;
    },
    settle,
  };
}
