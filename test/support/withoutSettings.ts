import { SETTINGS } from '../../src/config.ts';

const NAMES: ReadonlySet<string> = new Set(Object.keys(SETTINGS.shape));

/** What the developer has set for a service of their own is not meant for those that tests start. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NAMES.has(name)));
}
