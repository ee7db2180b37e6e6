import { keepRunning, type KeptPart, type Part, type StartedPart } from './keepRunning.ts';

type Options = {
  tell: (line: string) => void;
  /** Told of a death instead of starting the part again. */
  onDeath?: (error: Error) => void;
};

/** Parts that live and end together, in reverse order of their start. */
export class PartGroup {
  readonly #options: Options;
  readonly #steps: (() => Promise<void>)[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** Starts a part, waits until it is ready, and keeps it running from then on. */
  async launch<Started extends StartedPart>(
    part: Part<Started>,
    signal: AbortSignal,
    waitReady?: (started: Started) => Promise<void>,
  ): Promise<{ started: Started; kept: KeptPart }> {
    const started = await part.start(signal);
    this.onStop(started.stop);
    await waitReady?.(started);
    const kept = keepRunning(part, started, this.#options);
    this.onStop(kept.stop);
    return { started, kept };
  }

  onStop(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  async stop(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}
