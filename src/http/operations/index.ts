import { audit } from './audit.ts';
import { crfReports } from './crfReports.ts';
import { directV1, directV2 } from './direct.ts';
import { download } from './download.ts';
import { downloadList } from './downloadList.ts';
import { history } from './history.ts';
import { job } from './job.ts';
import { kickstart } from './kickstart.ts';
import { manifest } from './manifest.ts';
import { order } from './order.ts';
import { reportDetails } from './reportDetails.ts';
import { reportMetadata } from './reportMetadata.ts';
import { scheduledOrder } from './scheduledOrder.ts';
import { remove, removeOfStudy } from './remove.ts';
import { cancel, comment, pause, resume } from './steer.ts';

/** Every operation of the API: what is not in this list is neither served nor documented. */
export const OPERATIONS = [
  kickstart,
  job,
  manifest,
  order,
  scheduledOrder,
  reportMetadata,
  reportDetails,
  downloadList,
  download,
  directV1,
  directV2,
  crfReports,
  audit,
  history,
  cancel,
  pause,
  resume,
  comment,
  remove,
  removeOfStudy,
];
