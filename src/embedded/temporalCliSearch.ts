export type Environment = Readonly<Record<string, string | undefined>>;

/** What a search for the `temporal` program works with; `tell` takes lines for the person who waits. */
export type Search = { env: Environment; tell: (line: string) => void };

/** One way to come by the program: its path, or why this way is closed and what it needs. */
export type Finding = { path: string } | { missing: string };
