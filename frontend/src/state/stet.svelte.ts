/** The whole state of the window, put together in one place, and the events that keep it true. */
import { createContext } from 'svelte';
import * as backend from '../bridge/backend';
import { listen } from '../bridge/events';
import { sentence } from '../model/failure';
import type { PressView } from '../model/pedals';
import type { Flicks, ID, MenuItem } from '../model/views';
import { SECOND } from '../model/timecode';
import { Besides } from './besides';
import { Board } from './board.svelte';
import { ChunkChange } from './chunkchange.svelte';
import { Aligning } from './aligning';
import { Clips } from './clips';
import { Checks } from './checks';
import { Coverage } from './coverage.svelte';
import { Disk } from './disk.svelte';
import { Dialogs } from './dialogs.svelte';
import { Edges } from './edges';
import { Episode } from './episode.svelte';
import { Exporting } from './exporting.svelte';
import { Hearing } from './hearing.svelte';
import { History } from './history.svelte';
import { Finding } from './finding.svelte';
import { Glossaries } from './glossaries.svelte';
import { Importing } from './importing.svelte';
import { Jobs } from './jobs.svelte';
import { Lens } from './lens.svelte';
import { Library } from './library.svelte';
import { Listening } from './listening.svelte';
import { Names } from './names.svelte';
import { Notices } from './notices.svelte';
import { Noting } from './noting.svelte';
import { Pedals } from './pedals.svelte';
import { Player } from './player.svelte';
import { Registry } from './registry.svelte';
import { Saving } from './saving.svelte';
import { Proposing } from './proposing.svelte';
import { Scrub } from './scrub';
import { Searching } from './searching.svelte';
import { Profiles } from './profiles';
import { Settings } from './settings.svelte';
import { Speakers } from './speakers.svelte';
import { Suggestions } from './suggestions.svelte';
import { Spelling } from './spelling.svelte';
import { Tagging } from './tagging.svelte';
import { Timing } from './timing.svelte';
import { Waveform } from './waveform.svelte';

/** How long after the last letter no other is on its way to the page, in milliseconds. */
const onTheWay = 150;

export class Stet {
  readonly settings = new Settings();
  readonly notices = new Notices();
  readonly dialogs = new Dialogs();
  readonly saving = new Saving();
  readonly library = new Library();
  readonly player = new Player(() => this.settings.kept.resumeBack * SECOND);
  readonly scrub = new Scrub(this.player);
  readonly pedals = new Pedals();
  readonly jobs = new Jobs();
  readonly episode = new Episode(this.saving, this.library, this.notices);
  readonly waveform = new Waveform();
  readonly lens = new Lens();
  readonly edges = new Edges(this.episode, this.notices, this.waveform);
  readonly speakers = new Speakers(this.episode, this.notices);
  readonly suggestions = new Suggestions(this.episode, this.notices);
  readonly names = new Names(this.episode, this.notices);
  readonly besides = new Besides(this.notices, (series, path) => this.registry.readFor(series, path));
  readonly checks = new Checks(this.episode, this.notices);
  readonly coverage = new Coverage(this.episode, this.notices);
  readonly proposing = new Proposing(this.episode, this.notices, this.edges);
  readonly profiles = new Profiles();
  readonly tagging = new Tagging(this.episode, this.notices);
  readonly history = new History(this.episode, this.notices);
  readonly spelling = new Spelling(this.episode, this.settings, this.dialogs, this.notices);
  readonly timing = new Timing(this.episode, this.player);
  readonly hearing = new Hearing(this.player, this.settings);
  readonly listening = new Listening(this.player, this.settings);
  readonly clips = new Clips(this.episode, this.player, this.jobs, this.notices);
  readonly aligning = new Aligning(
    this.episode,
    this.player,
    this.saving,
    this.jobs,
    this.notices,
    () => this.settings.kept.alignUnasked,
  );
  readonly noting = new Noting(this.episode, this.notices);
  readonly exporting = new Exporting(this.episode, this.library, this.jobs, this.notices, this.dialogs, this.checks);
  readonly importing = new Importing(this.library, this.episode, this.jobs, this.notices, this.dialogs);

  readonly disk = new Disk(this.episode, this.saving, this.notices, this.dialogs, {
    bring: (paths) => this.importing.bring(paths),
    export: () => {
      this.dialogs.export();
      void this.exporting.begin('episode');
    },
    anew: () => void this.coverage.look(),
    letTranscript: () => this.coverage.letTranscript(),
  });

  readonly glossaries = new Glossaries(this.episode, this.notices);
  readonly finding = new Finding(this.episode, this.saving, this.notices, this.glossaries);
  readonly searching = new Searching(this.episode, this.notices, this.glossaries);
  readonly board = new Board(this.episode, this.library, this.jobs, this.notices);
  readonly registry = new Registry(this.episode, this.library, this.board, this.notices);
  readonly chunkChange = new ChunkChange(this.board, this.episode, this.jobs, this.dialogs);

  constructor() {
    this.episode.asked = () => this.board.close();
    this.episode.changed = (patch) => this.aligning.changed(patch);
    this.episode.shows = () => this.aligning.look();
    this.checks.waived = () => {
      if (this.coverage.view) void this.coverage.look();
    };
    this.coverage.tookBack = () => this.checks.again();
    this.aligning.ended = () => {
      void this.coverage.look();
      this.checks.again();
    };
  }

  /** Why the library could not be shown at all; "" while it can. */
  trouble = $state('');
  /** The window is so narrow that the inspector slides over the page; then it shows only when asked for. */
  narrow = $state(false);
  inspectorOver = $state(false);

  /** Files are held over the window. */
  dragging = $state(false);
  /** The first answers are in. */
  ready = $state(false);
  /** Whether the view goes along with the sound now: asked for, and not scrolled away from. */
  following = $state(true);

  /** Runs a command that was chosen in the menu bar: the window's, since commands are no part of the state. */
  chosen: (id: string) => void = () => {};
  /** Does what a switch of a pedal is for: the window's, too. */
  stepped: (press: PressView) => void = () => {};

  /** The problem that F8 went to last, and the turn that the caret has been in since. */
  problem: { episode: number; at: number; chunk: ID; turn: ID; field: string; what: string; caret: ID } | null = null;

  /** Asks for everything that shows first, and listens. The function that comes back ends the listening. */
  start(): () => void {
    const ends = [
      listen('player', (view) => {
        this.player.take(view);
        this.aligning.look();
      }),
      listen('times', ({ id, turns }) => void this.aligning.took(id, turns)),
      listen('search', ({ id, searching }) => this.episode.searches(id, searching)),
      listen('waveform', (view) => this.waveform.take(view)),
      listen('job', (job) => {
        this.aligning.going(job);
        this.jobs.take(job);
      }),
      listen('library', () => {
        void this.library.load().catch(() => {});
        if (this.board.open) void this.board.load();
      }),
      listen('episode', ({ id }) => {
        if (this.episode.view?.id === id) void this.episode.reload().catch(() => {});
      }),
      listen('disk', ({ id }) => {
        if (this.episode.view?.id === id) void this.disk.look();
      }),
      listen('registry', (series) => {
        this.names.changed(series);
        this.tagging.again();
        if (series === this.episode.view?.series) this.checks.again();
        this.registry.changed(series);
        if (series === this.episode.view?.series) void this.besides.look(series);
      }),
      listen('patch', (patch) => this.episode.marked(patch)),
      listen('pedal', (press) => {
        this.pedals.take(press);
        this.stepped(press);
      }),
      listen('pedals', () => void this.pedals.load().catch(() => {})),
      listen('drop', ({ paths }) => {
        this.dragging = false;
        this.importing
          .bring(paths)
          .catch((e: unknown) => this.notices.fail('The files could not be taken in', sentence(e)));
      }),
      listen('close', () => void this.close()),
      listen('note', ({ message }) => this.notices.fail('Something is wrong with the library', message)),
      listen('command', ({ id }) => this.chosen(id)),
    ];
    void this.load();
    return () => ends.forEach((end) => end());
  }

  /** Goes to a place in the sound, and shows the turn there. */
  goTo(at: Flicks): void {
    void this.player.seek(at);
    this.show(at);
  }

  /** Shows the turn at a place in the sound. */
  show(at: Flicks): void {
    const turn = this.episode.turnAt(at);
    if (turn !== null) this.episode.revealTurn(turn);
  }

  async load(): Promise<void> {
    this.trouble = '';
    try {
      await this.settings.load();
      this.following = this.settings.kept.follow;
      this.tellDelay();
      this.hearing.tell();
      const [library, jobs, player] = await Promise.all([this.library.load(), backend.jobs(), backend.player()]);
      void this.pedals.load().catch(() => {});
      for (const job of jobs) if (job.state === 'running') this.jobs.take(job);
      this.player.take(player);
      await this.waveform.load();
      const { episode, turn, para, offset } = library.last;
      const first = library.series[0]?.episodes[0]?.id;
      const open = this.library.episode(episode) ? episode : first;
      this.ready = true;
      if (open !== undefined) {
        await this.episode.open(open, open === episode && turn ? { turn, para, offset } : {});
        if (document.activeElement === document.body) this.episode.transcript?.focus();
      }
      await this.noting.recall();
      const paths = await backend.opened();
      if (paths.length > 0) await this.importing.bring(paths);
    } catch (e) {
      this.trouble = sentence(e);
    }
    this.ready = true;
  }

  /**
   * Closes the window once everything is saved and written. While something cannot be, or takes its time, it asks.
   */
  async close(): Promise<void> {
    // Without this answer the program takes the page for stuck, and closes over it.
    await backend.stay();
    this.episode.transcript?.endComposition();
    // Letters typed before may still be on their way to the page, which the word of closing overtakes.
    for (let typed = -1; typed !== this.saving.taken;) {
      typed = this.saving.taken;
      await new Promise((resolve) => setTimeout(resolve, onTheWay));
    }
    this.episode.flushDrafts();
    await this.saving.settled();
    if (this.saving.failure) this.dialogs.unsaved(true);
    else if (this.jobs.awaited.length > 0) this.dialogs.leaving();
    else await this.quit();
  }

  setMenu(items: MenuItem[]): void {
    backend.setMenu(items).catch(() => {});
  }

  async quit(): Promise<void> {
    // Both wait for a rest else.
    await Promise.all([this.episode.lastPlace.now(), this.settings.keeping.now()]);
    await backend.quit();
  }

  get showsInspector(): boolean {
    return this.narrow ? this.inspectorOver : this.settings.kept.inspector;
  }

  showInspector(on: boolean): void {
    if (this.narrow) this.inspectorOver = on;
    else this.settings.set('inspector', on);
  }

  setDelay(milliseconds: number): void {
    this.settings.set('soundDelay', milliseconds);
    this.tellDelay();
  }

  /** A program without a player has no delay, and says itself what it lacks. */
  private tellDelay(): void {
    this.player.setDelay(this.settings.kept.soundDelay).catch(() => {});
  }

  setFollow(on: boolean): void {
    this.following = on;
    this.settings.set('follow', on);
    this.episode.transcript?.follow(on);
    if (on) this.episode.transcript?.playhead(this.player.now(), this.player.playing);
  }

  /** The person scrolled away: the view stays until Follow is asked for again. */
  scrolledAway(): void {
    this.following = false;
  }
}

const [get, set] = createContext<Stet>();

/** The window's state, within the component that put it there. */
export const useStet = get;
export const provideStet = set;
