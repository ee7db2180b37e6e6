import { PackedNumbers } from './packedNumbers.ts';

/** Numbers of objects, of which there may be one for each page: what is kept is how far each is from the one before. */
export class ObjectList {
  readonly #steps = new PackedNumbers();
  #last = 0;

  push(id: number): void {
    this.#steps.add(id - this.#last);
    this.#last = id;
  }

  *[Symbol.iterator](): Generator<number, void, undefined> {
    let id = 0;
    for (const step of this.#steps) yield (id += step);
  }
}
