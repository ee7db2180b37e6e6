export { ReportGeneration } from './reportGeneration.ts';
export { ReconcileReports } from './reconcileReports.ts';
