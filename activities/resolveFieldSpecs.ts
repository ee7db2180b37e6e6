import { Context } from '@temporalio/activity';

import { checkFieldSpecs } from '../src/domain/fieldSpec.ts';
import { preferReadable } from '../src/domain/preferReadable.ts';
import type { QueryPlan, RowSource, RunInput, RunLog, Superseded } from '../src/jobs/ports.ts';
import { currentRun, type RunReference } from './runFence.ts';

type Deps = {
  runLog: Pick<RunLog, 'loadPlan' | 'savePlan'>;
  rowSource: Pick<RowSource, 'resolve'>;
};

/** Names and counts only: values stay in the database. */
export type ResolvedFieldSpecs =
  | { outcome: 'resolved'; fields: { name: string; values: number }[]; estimatedRows: number | null }
  | Superseded;

/** Turns the job's field specs into a checked query plan, once: a plan that is there already stands. */
export function createResolveFieldSpecs({ runLog, rowSource }: Deps) {
  return async function resolveFieldSpecs(ref: RunReference): Promise<ResolvedFieldSpecs> {
    const { cancellationSignal: signal } = Context.current();
    const run = currentRun(ref);
    const input = await runLog.loadPlan(run, signal);
    if (input.outcome === 'superseded') return input;
    if (input.plan !== null) return toResult(input.plan);

    const plan = await resolve(input, signal);
    const saved = await runLog.savePlan(run, plan, signal);
    return saved.outcome === 'superseded' ? saved : toResult(plan);
  };

  async function resolve(input: RunInput, signal: AbortSignal): Promise<QueryPlan> {
    const plan = await rowSource.resolve(toQuery(input), signal);
    const { job: requested, definition } = input;
    return { ...plan, header: preferReadable({ ...plan, definition, requested }) };
  }
}

function toQuery({ job, definition }: RunInput): Parameters<RowSource['resolve']>[0] {
  return {
    definition,
    scope: { tenantId: job.tenantId, studyId: job.studyId, mode: job.studyMode },
    studyName: job.studyName,
    filters: checkFieldSpecs(definition, job.fieldSpecs),
  };
}

function toResult({ filters, estimatedRows }: QueryPlan): ResolvedFieldSpecs {
  const fields = filters.map(({ name, values }) => ({ name, values: values.length }));
  return { outcome: 'resolved', fields, estimatedRows };
}
