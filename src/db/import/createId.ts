import { randomUUID } from 'node:crypto';

import type { Id } from '../../domain/id.ts';

export const createId = (): Id => randomUUID().replaceAll('-', '').toUpperCase();
