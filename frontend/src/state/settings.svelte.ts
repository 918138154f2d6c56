/**
 * How this person has set up the window for this library: widths, what is hidden, theme, size of the words. Kept by
 * the program as one small text; losing it loses nothing but comfort, so no failure of it is ever shown.
 */
import * as backend from '../bridge/backend';
import { fastest, loudest, slowest } from '../model/hearing';
import { type KeyChoice, places } from '../model/keys';
import { Keeping } from './keeping';

export type Theme = 'system' | 'light' | 'dark';
const tabs = ['metadata', 'entities', 'checks', 'notes', 'history'] as const;
export type Tab = (typeof tabs)[number];

/** Everything that is kept. Widths and heights are pixels; null is the design's own for the window. */
export interface Kept {
  theme: Theme;
  railWidth: number | null;
  inspectorWidth: number | null;
  dockHeight: number | null;
  rail: boolean;
  inspector: boolean;
  /** The lanes show; without them the dock is the strip alone. */
  dock: boolean;
  textSize: number;
  follow: boolean;
  tab: Tab;
  closedSeries: string[];
  openEpisodes: string[];
  diff: 'side' | 'inline';
  wrap: boolean;
  /** Typing stops the sound, which goes on so many seconds after the last letter, so many seconds before. */
  pauseTyping: boolean;
  goOnAfter: number;
  goOnBack: number;
  /** Playing after a pause begins so many seconds before. */
  resumeBack: number;
  /** Letting go of the key that plays while it is held goes so many seconds back. */
  holdBack: number;
  /** Silences longer than so many seconds are played short; 0 plays all as they are. */
  shortSilences: number;
  speed: number;
  /** 1 is as recorded. */
  volume: number;
  /** So many milliseconds later than the system says the sound is heard. */
  soundDelay: number;
  keys: KeyChoice;
  /** Commands that the palette ran, the last one first. */
  recent: string[];
  /** Doubtful words are underlined. */
  spelling: boolean;
  /** All words are marked by how their times are known; else those alone that the sound does not hold. */
  howTimed: boolean;
  /** Words are found in the sound by themselves. */
  alignUnasked: boolean;
  /** So many of a hundred words of a turn were heard, where its time is taken with those of others. */
  takeHeard: number;
}

/** What can be chosen of the settings that are numbers of seconds. */
export const choices = {
  goOnAfter: [0.5, 1, 2, 3],
  goOnBack: [0, 1, 2, 3],
  resumeBack: [0, 1, 1.5, 2, 3, 5],
  holdBack: [0, 0.5, 1, 2, 3],
  shortSilences: [0, 0.5, 1, 2],
} as const;

/** What can be chosen of how many words of a turn must have been heard, in hundredths. */
export const heardChoices = [50, 75, 90, 100];

const first: Kept = {
  theme: 'system',
  railWidth: null,
  inspectorWidth: null,
  dockHeight: null,
  rail: true,
  inspector: true,
  dock: true,
  textSize: 17,
  follow: true,
  tab: 'metadata',
  closedSeries: [],
  openEpisodes: [],
  diff: 'side',
  wrap: false,
  pauseTyping: false,
  goOnAfter: 1,
  goOnBack: 0,
  resumeBack: 0,
  holdBack: 1,
  shortSilences: 0,
  speed: 1,
  volume: 1,
  soundDelay: 0,
  keys: { preset: 'stet', own: {} },
  recent: [],
  spelling: true,
  howTimed: false,
  alignUnasked: true,
  takeHeard: 90,
};

const name = 'layout';
const themeName = 'stet.theme';
const settle = 400;

export const leastText = 14;
export const mostText = 22;
export const leastDock = 146;
export const mostDock = 320;
export const mostDelay = 500;
const mostRecent = 8;

export class Settings {
  kept = $state.raw<Kept>(first);
  readonly keeping = new Keeping(() => backend.remember(name, JSON.stringify(this.kept)), settle);

  constructor() {
    this.kept = { ...first, theme: cachedTheme() };
  }

  async load(): Promise<void> {
    const text = await backend.recall(name).catch(() => '');
    this.kept = { ...this.kept, ...read(text) };
  }

  set<K extends keyof Kept>(key: K, value: Kept[K]): void {
    if (this.kept[key] === value) return;
    this.kept = { ...this.kept, [key]: value };
    if (key === 'theme') cacheTheme(this.kept.theme);
    this.keeping.soon();
  }

  /** Puts a key into one of the kept lists, or takes it out. */
  toggle(key: 'closedSeries' | 'openEpisodes', item: string, on: boolean): void {
    const without = this.kept[key].filter((each) => each !== item);
    if (on || without.length !== this.kept[key].length) this.set(key, on ? [...without, item] : without);
  }

  /** Notes that the palette ran a command. */
  ran(command: string): void {
    this.set('recent', [command, ...this.kept.recent.filter((each) => each !== command)].slice(0, mostRecent));
  }

  resizeText(by: number): void {
    this.set('textSize', Math.min(mostText, Math.max(leastText, this.kept.textSize + by)));
  }
}

/** Reads what was kept, field by field, so that a newer or a broken text costs only what it spoils. */
export function read(text: string): Partial<Kept> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isRecord(raw)) return {};
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (key in first && fits(key as keyof Kept, value)) out[key] = value;
  }
  return out as Partial<Kept>;
}

function fits(key: keyof Kept, value: unknown): boolean {
  switch (key) {
    case 'theme':
      return value === 'system' || value === 'light' || value === 'dark';
    case 'tab':
      return tabs.some((tab) => tab === value);
    case 'diff':
      return value === 'side' || value === 'inline';
    case 'railWidth':
    case 'inspectorWidth':
      return value === null || (typeof value === 'number' && value >= 220 && value <= 480);
    case 'dockHeight':
      return value === null || (typeof value === 'number' && value >= leastDock && value <= mostDock);
    case 'textSize':
      return typeof value === 'number' && value >= leastText && value <= mostText;
    case 'soundDelay':
      return typeof value === 'number' && value >= 0 && value <= mostDelay;
    case 'speed':
      return typeof value === 'number' && value >= slowest && value <= fastest;
    case 'volume':
      return typeof value === 'number' && value >= 0 && value <= loudest;
    case 'goOnAfter':
    case 'goOnBack':
    case 'resumeBack':
    case 'holdBack':
    case 'shortSilences':
      return choices[key].some((choice) => choice === value);
    case 'takeHeard':
      return heardChoices.some((choice) => choice === value);
    case 'closedSeries':
    case 'openEpisodes':
    case 'recent':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'keys':
      return isKeyChoice(value);
    default:
      return typeof value === 'boolean';
  }
}

function isKeyChoice(value: unknown): value is KeyChoice {
  if (!isRecord(value) || typeof value.preset !== 'string' || !isRecord(value.own)) return false;
  return Object.values(value.own).every((own) => isRecord(own) && isBounds(own.add) && isBounds(own.drop));
}

function isBounds(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (bound) => isRecord(bound) && typeof bound.key === 'string' && places.some((place) => place === bound.where),
    )
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The theme is also kept by the page, so that the first paint is right before the library has been asked. */
function cachedTheme(): Theme {
  try {
    const theme = localStorage.getItem(themeName);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system';
  }
}

function cacheTheme(theme: Theme): void {
  try {
    localStorage.setItem(themeName, theme);
  } catch {
    return; // a page without storage asks the library a moment later
  }
}
