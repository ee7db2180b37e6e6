import { ConfigError, loadConfig, toTemporalOptions } from './config.ts';
import { connectClient } from './temporal/connectTemporal.ts';
import { ensureReconciliationSchedule } from './temporal/reconciliationSchedule.ts';
import { registerSearchAttributes } from './temporal/searchAttributes.ts';

try {
  const config = loadConfig(process.env);
  const temporal = await connectClient(toTemporalOptions(config), 'temporal-setup');
  try {
    const registered = await registerSearchAttributes(temporal);
    console.log(
      registered.length === 0 ? 'All search attributes stand.' : `Registered: ${registered.join(', ')}.`,
    );
    await ensureReconciliationSchedule(temporal, config.RECONCILIATION_INTERVAL_MS);
    console.log('The reconciliation schedule stands.');
  } finally {
    await temporal.connection.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}
