import type { CasebookKind, RenderCasebook } from '../domain/casebook.ts';
import type { StudyMode } from '../domain/dataset.ts';
import { AppError } from '../domain/errors.ts';
import { checkFieldSpecs, type FieldSpec } from '../domain/fieldSpec.ts';
import type { Id } from '../domain/id.ts';
import type { Authorize } from './authorize.ts';
import { CASEBOOK_REPORT } from './casebookReport.ts';
import type { CasebookLimits, CasebookSource, RowSource, StudyDirectory } from './ports.ts';

export type CasebookOrder = {
  studyId: Id;
  mode: StudyMode;
  kind: CasebookKind;
  /** As it stands in the query. */
  reportName: string;
  fieldSpecs: readonly FieldSpec[];
  tenantId: string;
  authorize: Authorize;
};

/** XML text piece by piece; whoever takes it closes it, read or not. */
export type Casebook = { xml: AsyncIterable<string>; close: () => Promise<void> };

/**
 * Collates the data of the chosen subjects, from one moment. Throws UNAUTHORIZED, REPORT_NOT_FOUND, STUDY_NOT_FOUND, what
 * `checkFieldSpecs` and RowSource throw, CASEBOOK_TOO_LARGE, and CASEBOOKS_BUSY.
 */
export type CollateCasebook = (order: CasebookOrder, signal: AbortSignal) => Promise<Casebook>;

type Deps = {
  studies: StudyDirectory;
  rowSource: Pick<RowSource, 'resolve'>;
  casebooks: CasebookSource;
  render: RenderCasebook;
  limits: CasebookLimits;
  /** Milliseconds in which a casebook is to be taken, so that a slow reader keeps no connection from others. */
  readingMs: number;
};

/** Each has connections of its own to the clinical database. */
const MOST_AT_ONCE = 4;

export function createCollateCasebook(deps: Deps): CollateCasebook {
  let underWay = 0;

  return async function collateCasebook(order, signal) {
    const { studyId, mode, tenantId, kind } = order;
    order.authorize({ studyId, mode });
    if (order.reportName.toUpperCase() !== CASEBOOK_REPORT.name) {
      throw new AppError('REPORT_NOT_FOUND', { details: `Allowed: ${CASEBOOK_REPORT.name}.` });
    }
    const study = await deps.studies.findStudy({ tenantId, studyId }, signal);
    if (study === undefined) throw new AppError('STUDY_NOT_FOUND');
    const query = {
      definition: CASEBOOK_REPORT,
      scope: { tenantId, studyId, mode },
      studyName: study.name,
      filters: checkFieldSpecs(CASEBOOK_REPORT, order.fieldSpecs),
    };
    if (underWay >= MOST_AT_ONCE) {
      throw new AppError('CASEBOOKS_BUSY', { details: `${MOST_AT_ONCE} are answered at a time.` });
    }
    underWay += 1;
    try {
      await deps.rowSource.resolve(query, signal);
      const snapshot = await deps.casebooks.open(query, deps.limits, signal);
      const { takenAt, forms, visits, sites } = snapshot;
      const head = { study, mode, takenAt, forms, visits, sites };
      try {
        // UNIQUE holds no data, and reads none.
        const rows = kind === 'UNIQUE' ? snapshot.rows() : await begin(snapshot.rows());
        const close = once(() => snapshot.close().finally(end));
        const overdue = setTimeout(() => void close().catch(() => undefined), deps.readingMs).unref();
        return {
          xml: deps.render({ kind, head }, rows),
          close: () => {
            clearTimeout(overdue);
            return close();
          },
        };
      } catch (error) {
        await snapshot.close();
        throw error;
      }
    } catch (error) {
      end();
      throw error;
    }
  };

  function end(): void {
    underWay -= 1;
  }
}

/** Answers once the first of them is there: what sorts before it is to fail before the answer begins. */
async function begin<T>(items: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = items[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
