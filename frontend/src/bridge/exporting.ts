/** The calls about exporting: what would be written, writing it, what there is to tell of it, and other formats. */
import type { DiffView, ExportRequest, ExportView, FormatView, LeaveOut, PlanView } from '../model/fileviews';
import { wholeDiff, wholeExport, wholePlan } from './whole';
import { callApp, callService } from './window';

/** Episode 0 means the whole library; no chunks means all of them. */
export const planPublish = (request: ExportRequest) => callService<PlanView>('PlanPublish', request).then(wholePlan);
export const planDiff = (plan: number, index: number) => callService<DiffView>('PlanDiff', plan, index).then(wholeDiff);
export const runExport = (plan: number, overwrite: number[]) => callService<number>('Export', plan, overwrite);
export const exportResult = (id: number) => callService<ExportView>('ExportResult', id).then(wholeExport);

/** What an episode can be written in, each as it would be without some chunks. */
export const formats = (id: number, leave: LeaveOut[]) =>
  callService<FormatView[] | null>('Formats', id, leave).then((list) =>
    (list ?? []).map((format) => ({ ...format, remarks: format.remarks ?? [] })),
  );

/** Asks where to write a report; "" if the person thinks better of it. */
export const chooseReport = (name: string) => callApp<string>('ChooseReport', name);
/** Writes what became of a plan, and what was found, as a page or as a table. */
export const saveReport = (plan: number, path: string) => callService<void>('SaveReport', plan, path);
