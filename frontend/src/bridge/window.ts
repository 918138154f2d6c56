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

/** Reads whatever a bound method rejected with: Wails makes an Error of it whose message is the program's answer in JSON. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const text = thrown instanceof Error ? thrown.message : thrown;
  const said = typeof text === 'string' ? parsed(text) : text;
  if (typeof said === 'object' && said !== null && 'message' in said) {
    const { code, message } = said as { code?: unknown; message: unknown };
    return new Failure((typeof code === 'string' ? code : 'failed') as FailureCode, String(message));
  }
  return new Failure('failed', String(text));
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
