/** A screen that nobody sees, with a window manager, and a session bus. What runs on it is told where it is by `env`. */
import { Child } from './child';

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
    // Without borders, so that a screenshot is the program's window and nothing else.
    children.push(new Child('evilwm', 'evilwm', ['-bw', '0'], { env: here }));
    return { env: here, end };
  } catch (error) {
    await end();
    throw error;
  }
}
