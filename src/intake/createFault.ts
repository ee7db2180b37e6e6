import { AppError } from '../domain/errors.ts';

/** Where in a file a fault lies; `row` counts from 1 without header, `line` is the text file's own. */
export type Place = { dataset?: string; row?: number; line?: number; column?: string };

/** A BAD_IMPORT_FILE that names file and place, then says what is wrong; `text` must hold no cell's value. */
export function createFault(fileName: string, place: Place, text: string, cause?: unknown): AppError {
  const words = [
    fileName,
    place.dataset && `dataset ${place.dataset}`,
    place.row !== undefined && `row ${place.row}`,
    place.line !== undefined && `line ${place.line}`,
    place.column !== undefined && `column ${place.column}`,
  ];
  const details = `${words.filter(Boolean).join(', ')}: ${text}`;
  return new AppError('BAD_IMPORT_FILE', { details, cause });
}
