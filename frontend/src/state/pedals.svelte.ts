/** The foot pedals: which there are, and which switches are pressed now. What a switch does, the keys say. */
import * as backend from '../bridge/backend';
import type { PedalView, PressView } from '../model/pedals';

export class Pedals {
  devices = $state.raw<PedalView[]>([]);
  /** Switches that are pressed now, of all pedals. */
  pressed = $state.raw<PressView[]>([]);
  /** Whoever waits for a press, as for a new key; null while nobody does. */
  taker: ((number: number) => void) | null = null;
  private asked = 0;

  /** Whether a pedal's switches are heard. */
  get heard(): boolean {
    return this.devices.some((each) => each.read);
  }

  isPressed(number: number): boolean {
    return this.pressed.some((each) => each.switch === number);
  }

  take(press: PressView): void {
    const others = this.pressed.filter(
      ({ device, switch: number }) => device !== press.device || number !== press.switch,
    );
    this.pressed = press.down ? [...others, press] : others;
    if (press.down) this.taker?.(press.switch);
  }

  async load(): Promise<void> {
    const mine = ++this.asked;
    const devices = await backend.pedals();
    if (mine === this.asked) this.devices = devices;
  }

  /** Takes a device for a pedal, or no longer. */
  async choose(id: string, on: boolean): Promise<void> {
    await backend.choosePedal(id, on);
    await this.load();
  }
}
