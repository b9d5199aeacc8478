// Opens a page in the browser of whoever sits before this machine; elsewhere, saying the address has to do.
import open from "open";

const hasScreen = ({ platform }: NodeJS.Process, env: NodeJS.ProcessEnv): boolean =>
  platform !== "linux" || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].some((name) => env[name]);

/** Whether a person is there to look at it: a terminal that is no pipeline's, with a screen. */
export function hasBrowser(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.stdout.isTTY && ["", "0", "false"].includes(env["CI"] ?? "") && hasScreen(process, env);
}

/** Never throws: a browser that does not start is no reason to end what it was to show. */
export async function openBrowser(url: string): Promise<void> {
  try {
    const child = await open(url);
    child.on("error", (error) => console.error(`No browser could be started: ${error.message}`));
  } catch (error) {
    console.error(`No browser could be started: ${(error as Error).message}`);
  }
}
