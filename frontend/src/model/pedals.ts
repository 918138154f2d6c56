/** Foot pedals as they are told of, the mirror of backend/service/pedals.go, and their switches as keys. */
import type { KeyPress } from './keys';

/** A device that is a foot pedal, or that could be chosen as one. */
export interface PedalView {
  /** Maker and model in hexadecimal digits. */
  id: string;
  name: string;
  /** It needs no choosing. */
  known: boolean;
  chosen: boolean;
  /** Its switches are heard. */
  read: boolean;
  /** Why it is not heard, and what to do; "" when it is, or was not asked for. */
  problem: string;
  /** A line for udev that lets it be read; "" where that is of no use. */
  rule: string;
}

/** A switch that was pressed or let go. Switches count from 1. */
export interface PressView {
  switch: number;
  down: boolean;
  device: string;
}

/** The key that a switch is: "Pedal2". */
export const pedalKey = (number: number): string => `Pedal${number}`;

/** The press of a switch, as one of a key. No other key is held for it, whatever hands do meanwhile. */
export const pedalPress = (number: number): KeyPress => ({
  key: pedalKey(number),
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
});
