import type { CasebookHead, RenderCasebook } from '../../domain/casebook.ts';
import { toClinicalData } from './clinicalData.ts';
import { toStudy } from './metaData.ts';
import { OID } from './oids.ts';
import { closeElement, element, openElement } from './xml.ts';

/**
 * A casebook as CDISC ODM 1.3.2. CASEBOOK: the study's metadata, its sites, and each subject's data by visit and form;
 * UNIQUE: the metadata of each form alone.
 */
export const renderOdm: RenderCasebook = async function* ({ kind, head }, rows) {
  const isUnique = kind === 'UNIQUE';
  const at = head.takenAt.toISOString();
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield openElement('ODM', {
    xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
    ODMVersion: '1.3.2',
    FileType: 'Snapshot',
    Granularity: isUnique ? 'Metadata' : 'All',
    FileOID: `${kind}.${head.study.id}.${head.mode}.${at}`,
    CreationDateTime: at,
    AsOfDateTime: at,
    SourceSystem: 'clinical-report-generation',
  });
  yield toStudy(head, { withVisits: !isUnique });
  if (!isUnique) {
    yield toAdminData(head);
    yield* toClinicalData(head, rows);
  }
  yield closeElement('ODM');
};

function toAdminData(head: CasebookHead): string {
  const MetaDataVersionOID = OID.metaData(head);
  const StudyOID = OID.study(head);
  const EffectiveDate = head.takenAt.toISOString().slice(0, 10);
  const locations = head.sites.map(({ id, name }) =>
    element(
      'Location',
      { OID: OID.site(id), Name: name === '' ? id : name, LocationType: 'Site' },
      element('MetaDataVersionRef', { StudyOID, MetaDataVersionOID, EffectiveDate }),
    ),
  );
  return locations.length === 0 ? '' : element('AdminData', { StudyOID }, ...locations);
}
