// Reads the command line of `npm run swarm`.
import { readArguments, unknownWord, UsageError } from "./usage-error.ts";

export const swarmHelp = `Usage: npm run swarm -- up|down|status [options]

Runs the production system on a Docker Swarm: replicas of what is stateless, rolling updates that are rolled back
when they do not become healthy, and whatever is killed comes back.

  up        writes docker-stack.yml from the production file, deploys it, and waits until all of it runs and is ready
  down      takes the stack away; its volumes stay
  status    says what runs; exit code 0 when all does and is ready

  --name NAME       of the stack (default pyairtable)
  --file FILE       the compose file (default docker-compose.production.yml)
  --replicas N      of each stateless service (default 2)
  --no-mesh         one replica of the gateway, on its node's own port, as where the kernel lacks ip_vs
  --init            up: make an engine that is in no swarm a swarm of one node
  --leave           down: leave swarm mode, where nothing else runs in it
  --budget SECONDS  up: how long to wait (default 300)
  --help            this text

Exit codes: 0 as it should be, 1 not (rolled back, or not running in time), 2 wrong usage, 3 the machine failed.
`;

const actions = ["up", "down", "status"] as const;

export interface SwarmOptions {
  readonly action: (typeof actions)[number] | "help";
  readonly name: string;
  readonly file: string;
  readonly replicas: number;
  readonly mesh: boolean;
  readonly init: boolean;
  readonly leave: boolean;
  readonly budgetMs: number;
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new UsageError(`--${option} ${text}: give a whole number of at least ${least}`);
}

/** @throws {UsageError} one sentence that names the word at fault. */
export function readSwarmOptions(args: readonly string[]): SwarmOptions {
  const [first = "", ...rest] = args;
  const named = !first.startsWith("-") && first !== "";
  const values = readArguments(named ? rest : args, {
    name: { type: "string", default: "pyairtable" },
    file: { type: "string", default: "docker-compose.production.yml" },
    replicas: { type: "string", default: "2" },
    "no-mesh": { type: "boolean", default: false },
    init: { type: "boolean", default: false },
    leave: { type: "boolean", default: false },
    budget: { type: "string", default: "300" },
    help: { type: "boolean", default: false },
  });
  const action = actions.find((known) => known === first);
  if (!action && !values.help) {
    if (named) throw unknownWord("action", first, actions);
    throw new UsageError(`say what to do: ${actions.join(", ")}; see --help`);
  }
  if (!/^[a-z][a-z0-9-]*$/.test(values.name))
    throw new UsageError(`--name ${values.name}: use small letters, digits and hyphens`);
  return {
    action: values.help ? "help" : (action ?? "help"),
    name: values.name,
    file: values.file,
    replicas: wholeNumber("replicas", values.replicas, 1),
    mesh: !values["no-mesh"],
    init: values.init,
    leave: values.leave,
    budgetMs: wholeNumber("budget", values.budget, 1) * 1000,
  };
}
