// Waits a moment for a peer that restarts: while it refuses connections nothing was sent, so any request may wait.
import { buildConnector } from "undici";

const connectTimeoutMs = 2000;
const intervalMs = 50;

/** The peer is not there: a process that restarts, a name that its container has not got back yet. */
const away = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"]);

/**
 * A connector that tries again until `patienceMs` after an outage began; from then on, until a connection
 * succeeds, it fails at once, so that a peer that stays away slows nobody down.
 */
export function patientConnect(patienceMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs });
  let awaySince: number | undefined;
  return (options, done) => {
    const attempt = () => {
      connect(options, (error, socket) => {
        if (error === null) {
          awaySince = undefined;
          return done(null, socket);
        }
        const isAway = away.has((error as NodeJS.ErrnoException).code ?? "");
        if (isAway) awaySince ??= performance.now();
        const waited = awaySince === undefined ? Infinity : performance.now() - awaySince;
        if (isAway && waited < patienceMs) return void setTimeout(attempt, intervalMs);
        done(error, null);
      });
    };
    attempt();
  };
}
