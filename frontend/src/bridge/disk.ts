/** The calls for what other programs did to files. */
import type { ClashView, DiskView, Settlement, TakenInView } from '../model/diskviews';
import type { EditReply, ID } from '../model/views';
import { fetched } from './backend';
import { wholeReply } from './whole';
import { callService } from './window';

/** Looks at the files of an episode, and has the program follow them from then on. */
export const diskNow = (id: number) =>
  callService<DiskView>('DiskNow', id).then((view) => ({
    ...view,
    files: view.files ?? [],
    arrived: view.arrived ?? [],
    texts: view.texts ?? [],
    anew: view.anew ?? [],
  }));

/** Brings chunks together with their files as they are now. */
export const takeIn = (id: number, chunks: ID[]) =>
  callService<TakenInView>('TakeIn', id, chunks).then((taken) => ({
    ...taken,
    reply: wholeReply(taken.reply),
    refused: taken.refused ?? [],
  }));

export const clashes = (id: number) => fetched<ClashView[]>(`/api/episodes/${id}/clashes`);

export const settleClash = (id: number, clash: ID, how: Settlement, text: string) =>
  callService<EditReply>('Settle', id, clash, how, text).then(wholeReply);
