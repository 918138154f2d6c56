/** The calls about cutting an episode into chunks: where it might be cut, whether chunks hold all of it, and how it comes again. */
import type {
  AgainView,
  CoverageFinding,
  CoverageView,
  ProposalsView,
  RecutChunk,
  RecutRequest,
  RecutView,
} from '../model/cutviews';
import type { ChangeView } from '../model/historyviews';
import type { EditReply, ID } from '../model/views';
import { callService } from './window';
import { wholeReply } from './whole';

const list = <T>(items: T[] | null | undefined): T[] => items ?? [];

const wholeChanges = (changes: ChangeView[]): ChangeView[] =>
  list(changes).map((each) => ({ ...each, before: list(each.before), after: list(each.after) }));

const wholeFinding = (finding: CoverageFinding): CoverageFinding => ({
  ...finding,
  places: list(finding.places),
  repairs: list(finding.repairs).map((each) => ({ ...each, changes: wholeChanges(each.changes) })),
});

const wholeCoverage = (view: CoverageView): CoverageView => ({
  ...view,
  against: list(view.against),
  findings: list(view.findings).map(wholeFinding),
  stands: list(view.stands).map(wholeFinding),
});

export const coverage = (id: number) => callService<CoverageView>('Coverage', id).then(wholeCoverage);
/** No paths means those that are found. */
export const chooseTranscripts = (id: number, paths: string[]) =>
  callService<CoverageView>('ChooseTranscripts', id, paths).then(wholeCoverage);
/** Lets the transcript say what it says now. */
export const letTranscript = (id: number) => callService<CoverageView>('LetTranscript', id).then(wholeCoverage);
/** Lets speech stand that is not to be written, or takes that back. */
export const letUnwritten = (id: number, key: string, stands: boolean) =>
  callService<CoverageView>('LetUnwritten', id, key, stands).then(wholeCoverage);
export const mendCoverage = (id: number, key: string, name: string) =>
  callService<EditReply>('MendCoverage', id, key, name).then(wholeReply);
export const mendAllCoverage = (id: number) => callService<EditReply>('MendAllCoverage', id).then(wholeReply);

export const proposals = (id: number, chunk: ID) =>
  callService<ProposalsView>('Proposals', id, chunk).then((view) => ({
    ...view,
    cuts: list(view.cuts).map((cut) => ({ ...cut, before: list(cut.before), after: list(cut.after) })),
  }));
/** Lets new chunks begin with turns, in one step. */
export const cutChunks = (id: number, turns: ID[]) => callService<EditReply>('CutChunks', id, turns).then(wholeReply);

export const again = (paths: string[], open: number) => callService<AgainView>('Again', paths, open);
export const recut = (request: RecutRequest) => callService<RecutView>('Recut', request).then(wholeRecut);
export const takeAgain = (request: RecutRequest) => callService<EditReply>('TakeAgain', request).then(wholeReply);

const wholeRecut = (view: RecutView): RecutView => ({
  ...view,
  renamed: list(view.renamed),
  unknown: list(view.unknown),
  chunks: list(view.chunks).map((chunk: RecutChunk): RecutChunk => ({
    ...chunk,
    changes: wholeChanges(chunk.changes),
    conflicts: list(chunk.conflicts).map((each) => ({ ...each, change: wholeChanges([each.change])[0]! })),
  })),
});
