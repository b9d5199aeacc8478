// Finds the environment variables that the compose files and the services read, in the text of these files.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** `${NAME}`, `${NAME:-default}` and the like; `$$` is a dollar sign, and comments do not count. */
export function composeVariables(text: string): readonly string[] {
  const code = text.replaceAll(/^\s*#.*$|\s#\s.*$/gm, "").replaceAll("$$", "");
  return [...code.matchAll(/\$(?:\{(?<braced>[A-Za-z_]\w*)|(?<bare>[A-Za-z_]\w*))/g)].map(
    ({ groups }) => groups?.["braced"] ?? groups?.["bare"] ?? "",
  );
}

/** The names of a config's shape: `DATABASE_URL: connectionUrl(…)`, one a line. */
export function configVariables(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/^\s*"?(?<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"?\s*:/gm)].map(
    ({ groups }) => groups?.["name"] ?? "",
  );
}

/** Each variable with the first file that reads it, relative to `root`. */
export function variablesRead(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const collect = (pattern: string, namesIn: (text: string) => readonly string[]) => {
    for (const file of globSync(pattern, { cwd: root }).toSorted()) {
      for (const name of namesIn(readFileSync(path.join(root, file), "utf8")))
        if (!found.has(name)) found.set(name, file);
    }
  };
  collect("{compose,docker-compose}*.{yml,yaml}", composeVariables);
  collect("services/*/src/config.ts", configVariables);
  collect("services/kit/config.ts", configVariables);
  return found;
}
