import { DefaultLogger, Runtime } from '@temporalio/worker';

// What the SDK has to say of a test's workers and activities is noise; an error still speaks.
Runtime.install({ logger: new DefaultLogger('ERROR') });
