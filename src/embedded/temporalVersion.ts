/** The pinned CLI, in step with tools/temporal/go.mod: a server's database file opens under no other version. */
export const TEMPORAL_CLI_VERSION = '1.8.2';
