import { AppError } from '../domain/errors.ts';

/** One call's turn at work that takes much memory. */
export type Turn = {
  /** Throws BODIES_BUSY where as many as may are at it. */
  begin: () => void;
  /** Nothing where it has not begun, or has ended. */
  end: () => void;
};

/** Hands out turns of which `most` are under way at a time. */
export function createTurns(most: number): () => Turn {
  let underWay = 0;
  return () => {
    let own = 0;
    return {
      begin: () => {
        if (underWay >= most) throw new AppError('BODIES_BUSY', { details: `${most} are read at a time.` });
        underWay += 1;
        own = 1;
      },
      end: () => {
        underWay -= own;
        own = 0;
      },
    };
  };
}
