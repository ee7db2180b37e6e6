/**
 * Values travel in settings of the render's transaction, because COPY takes no parameters. Each is read once, by a
 * sub-select that the planner turns into an init plan or a hashed sub-plan.
 */
export type Bindings = {
  readonly values: ReadonlyMap<string, string>;
  /** A scalar as SQL of type text. */
  text(value: string): string;
  /** The values of a list, as a sub-select with one column `v` of type text. */
  list(values: readonly string[]): string;
  /** The whole list as SQL of type text[]; null where there is none. */
  array(values: readonly (string | null)[] | undefined): string;
};

export function createBindings(): Bindings {
  const values = new Map<string, string>();
  const bind = (value: string): string => {
    const name = `r.p${values.size + 1}`;
    values.set(name, value);
    return `current_setting('${name}')`;
  };
  return {
    values,
    text: (value) => `(select ${bind(value)})`,
    list: (items) => `select v from unnest(${bind(toArrayLiteral(items))}::text[]) v`,
    // The cast outside keeps `= any (…)` from reading the rows of a sub-select instead of the elements of an array.
    array: (items) =>
      items === undefined ? 'null::text[]' : `(select ${bind(toArrayLiteral(items))}::text[])::text[]`,
  };
}

/** One statement that sets every value for the transaction; its parameters are the names and the values. */
export function toSetStatement({ values }: Bindings): { text: string; values: [string[], string[]] } {
  return {
    text: 'select set_config(n, v, true) from unnest($1::text[], $2::text[]) as s(n, v)',
    values: [[...values.keys()], [...values.values()]],
  };
}

/** An array as PostgreSQL reads it; every element is quoted, so nothing in it can be read as syntax. */
function toArrayLiteral(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? 'NULL' : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
}
