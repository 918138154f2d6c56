/** Makes what Go sent whole: an empty list for each null, and what it may leave out put in. Pure. */
import type { DiffView, ExportView, ImportView, IncomingView, PlanView, RepairView } from '../model/fileviews';
import type { LibraryView } from '../model/libraryviews';
import type { ChunkHead, ChunkView, EditReply, EpisodeView, Matter, PatchView, TurnView } from '../model/views';

const list = <T>(items: T[] | null | undefined): T[] => items ?? [];

export function wholeLibrary(view: LibraryView): LibraryView {
  return {
    ...view,
    series: list(view.series).map((series) => ({
      ...series,
      episodes: list(series.episodes).map((episode) => ({ ...episode, chunks: list(episode.chunks) })),
    })),
  };
}

export function wholeEpisode(view: EpisodeView): EpisodeView {
  return { ...view, speakers: list(view.speakers), chunks: list(view.chunks).map(wholeChunk), notes: list(view.notes) };
}

function wholeChunk(chunk: ChunkView): ChunkView {
  return { ...wholeHead(chunk), turns: list(chunk.turns).map(wholeTurn) };
}

export function wholeHead(head: ChunkHead): ChunkHead {
  return {
    ...head,
    matter: wholeMatter(head.matter),
    lead: list(head.lead),
    problems: list(head.problems),
    touched: list(head.touched),
  };
}

function wholeMatter(matter: Matter): Matter {
  return { form: matter.form, fields: list(matter.fields), raw: matter.raw ?? '' };
}

function wholeTurn(turn: TurnView): TurnView {
  return { ...turn, paragraphs: list(turn.paragraphs) };
}

export function wholePatch(patch: PatchView): PatchView {
  return {
    ...patch,
    heads: list(patch.heads).map(wholeHead),
    orders: list(patch.orders).map((order) => ({ ...order, turns: list(order.turns) })),
    turns: list(patch.turns).map(wholeTurn),
    removed: list(patch.removed),
    notes: list(patch.notes),
    notesGone: list(patch.notesGone),
    speakers: list(patch.speakers),
  };
}

export const wholeReply = (reply: EditReply): EditReply => ({
  ...reply,
  slugs: reply.slugs ?? 0,
  gone: list(reply.gone),
  told: reply.told ?? '',
  patch: wholePatch(reply.patch),
});

export const wholeDiff = (diff: DiffView): DiffView => ({ ...diff, lines: list(diff.lines) });

export const wholePlan = (plan: PlanView): PlanView => ({
  ...plan,
  leave: list(plan.leave),
  waivers: list(plan.waivers),
  files: list(plan.files).map((file) => ({ ...file, without: list(file.without), remarks: list(file.remarks) })),
});

export const wholeExport = (result: ExportView): ExportView => ({
  ...result,
  files: list(result.files),
  stands: list(result.stands),
});

export const wholeImport = (result: ImportView): ImportView => ({
  ...result,
  conflicts: list(result.conflicts),
  renamed: list(result.renamed),
  gone: list(result.gone),
  away: list(result.away),
  lost: list(result.lost),
  refused: list(result.refused),
  passed: list(result.passed),
  twice: list(result.twice),
  episodes: list(result.episodes),
});

export const wholeIncoming = (files: IncomingView[] | null): IncomingView[] =>
  list(files).map((file) => ({
    ...file,
    series: file.series ?? '',
    episode: file.episode ?? '',
    opening: list(file.opening),
  }));

export const wholeRepairs = (repairs: RepairView[] | null): RepairView[] =>
  list(repairs).map((repair) => ({ ...repair, diff: wholeDiff(repair.diff) }));
