/**
 * The program's side of the window, as Wails puts it there: bound methods under window.go, events under
 * window.runtime. Only this folder knows that they exist. Nothing is caught here but the shape of an error.
 */
import { Failure, type FailureCode } from '../model/failure';

type Bound = Record<string, (...args: unknown[]) => Promise<unknown>>;

declare global {
  interface Window {
    go?: { service?: { Service?: Bound }; main?: { App?: Bound } };
    runtime?: {
      EventsOn(name: string, then: (...data: unknown[]) => void): () => void;
    };
  }
}

/** Whether the program is there; it is not when the page was opened in a browser by itself. */
export function hasBackend(): boolean {
  return window.go?.service?.Service !== undefined && window.runtime !== undefined;
}

/** Calls a method of the service. Rejects with a Failure and nothing else. */
export function callService<T>(method: string, ...args: unknown[]): Promise<T> {
  return call<T>(window.go?.service?.Service, method, args);
}

/** Calls a method of the window's app: native dialogs, quitting. Rejects with a Failure and nothing else. */
export function callApp<T>(method: string, ...args: unknown[]): Promise<T> {
  return call<T>(window.go?.main?.App, method, args);
}

async function call<T>(bound: Bound | undefined, method: string, args: unknown[]): Promise<T> {
  const run = bound?.[method];
  if (!run) throw new Failure('unreachable', 'Stet’s program does not answer. Close the window and start Stet again.');
  try {
    return (await run(...args)) as T;
  } catch (thrown) {
    throw toFailure(thrown);
  }
}

/** Reads whatever a bound method rejected with. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    const { code, message } = thrown as { code?: unknown; message: unknown };
    return new Failure((typeof code === 'string' ? code : 'failed') as FailureCode, String(message));
  }
  if (typeof thrown === 'string' && thrown.startsWith('{')) {
    try {
      return toFailure(JSON.parse(thrown));
    } catch {
      return new Failure('failed', thrown);
    }
  }
  return new Failure('failed', String(thrown));
}
