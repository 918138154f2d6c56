/**
 * A value that another takes the place of at every letter. Whoever shows it is told; as long as nobody does, a new one
 * costs nothing, where a rune has the page looked through for what hangs on it.
 */
import { createSubscriber } from 'svelte/reactivity';

export class Fleeting<T> {
  private tell: (() => void) | null = null;
  private readonly watch = createSubscriber((update) => {
    this.tell = update;
    return () => (this.tell = null);
  });

  constructor(private value: T) {}

  get now(): T {
    this.watch();
    return this.value;
  }

  set now(value: T) {
    if (value === this.value) return;
    this.value = value;
    this.tell?.();
  }
}
