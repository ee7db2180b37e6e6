import { AppError } from '../../domain/errors.ts';
import type { LayoutOrder } from './layoutOrder.ts';

/** Notes what is done instead where the definition allows it; else throws FORMAT_CANNOT_HOLD with the problem. */
export function concede(
  { lossy, note }: Pick<LayoutOrder, 'lossy' | 'note'>,
  { problem, instead }: { problem: string; instead: string },
): void {
  if (!lossy.cut) throw new AppError('FORMAT_CANNOT_HOLD', { details: `${problem}.` });
  note(`${problem}: ${instead}.`);
}
