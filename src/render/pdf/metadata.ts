import type { ReportHeading } from '../fileRenderer.ts';
import { pdfText } from './pdfText.ts';

const PRODUCER = 'Clinical report generation';

/** XML 1.0 has no place for these. */
const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** What the document says of itself in XMP (ISO 16684-1); `isArchivable` claims PDF/A-2b. */
export function toXmp(heading: ReportHeading, language: string, isArchivable: boolean): string {
  const claim = isArchivable
    ? '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n'
    : '';
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
${claim}<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escape(toTitle(heading))}</rdf:li></rdf:Alt></dc:title><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escape(heading.description)}</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>${escape(heading.requestedBy)}</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>${escape(language)}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${toSeconds(heading.snapshotAt)}</xmp:CreateDate><xmp:ModifyDate>${toSeconds(heading.snapshotAt)}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${PRODUCER}</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

/** The same in the document information dictionary, which PDF/A wants to agree with XMP. */
export function toInfo(heading: ReportHeading): string {
  const at = toSeconds(heading.snapshotAt).replaceAll(/[-:TZ]/g, '');
  return `<</Title${pdfText(clean(toTitle(heading)))}/Subject${pdfText(clean(heading.description))}/Author${pdfText(clean(heading.requestedBy))}/Producer(${PRODUCER})/CreationDate(D:${at}Z)/ModDate(D:${at}Z)>>`;
}

export function toTitle({ reportName, study }: ReportHeading): string {
  return study === null ? reportName : `${reportName} – ${study}`;
}

/** Whole seconds, as both forms can say them. */
function toSeconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function clean(text: string): string {
  return text.replaceAll(NOT_IN_XML, '\uFFFD');
}

function escape(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
