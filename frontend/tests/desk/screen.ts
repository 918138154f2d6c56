/** A screen that nobody sees, with a window manager, and a session bus. What runs on it is told where it is by `env`. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Child } from './child';

const run = promisify(execFile);

export interface Screen {
  env: Record<string, string>;
  end(): Promise<void>;
}

export async function startScreen(env: Record<string, string>, width = 1440, height = 900): Promise<Screen> {
  const children: Child[] = [];
  const end = async () => {
    for (const child of children.reverse()) await child.end();
  };
  try {
    const server = new Child(
      'Xvfb',
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
      { env, pipes: [3] },
    );
    children.push(server);
    const [display] = await server.says(/^\d+(?=\n)/m);
    const bus = new Child('dbus-daemon', 'dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
      env,
    });
    children.push(bus);
    const [address] = await bus.says(/^unix:\S+/m);
    const here = { ...env, DISPLAY: `:${display}`, DBUS_SESSION_BUS_ADDRESS: address };
    // Without borders, so that a picture is the program's window and nothing else; with a font that every server has.
    const manager = new Child('evilwm', 'evilwm', ['-bw', '0', '-fn', 'fixed'], { env: here });
    children.push(manager);
    await managed(manager, here);
    return { env: here, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Waits until the window manager has the screen. */
async function managed(manager: Child, env: Record<string, string>): Promise<void> {
  while (manager.running) {
    try {
      await run('xdotool', ['get_num_desktops'], { env });
      return;
    } catch {
      await pause(50);
    }
  }
  throw new Error(`evilwm ended with ${manager.code}:\n${manager.said}`);
}
