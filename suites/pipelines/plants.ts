// A planted fault for each rule of the workflow lint: a rule that never caught anything is not known to work.
import { lintWorkflow, type WorkflowText } from "./lint-workflows.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";

/** Nothing is wrong with these; each plant changes one of them in one place. */
const sound = {
  ci: `name: CI
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
concurrency:
  group: ci-\${{ github.ref }}
  cancel-in-progress: true
defaults:
  run:
    shell: bash
jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@${commit} # v7.0.1
        with:
          persist-credentials: false
      - run: npm ci
      - run: npm run check -- "$WORD"
        env:
          WORD: \${{ github.head_ref }}
  publish:
    needs: check
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      pages: write
      id-token: write
    steps:
      - uses: actions/deploy-pages@v5.0.0
`,
  deploy: `name: Deploy
on:
  workflow_run:
    workflows: [CI]
    types: [completed]
permissions: {}
concurrency:
  group: deploy
  cancel-in-progress: false
defaults:
  run:
    shell: bash
jobs:
  deploy:
    if: github.event.workflow_run.event == 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    environment: development
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${commit} # v7.0.1
        with:
          ref: \${{ github.event.workflow_run.head_sha }}
          persist-credentials: false
      - run: npm ci
`,
} as const;

interface Plant {
  readonly rule: string;
  readonly in: keyof typeof sound;
  /** Stands there exactly once. */
  readonly text: string;
  readonly instead: string;
}

const pinnedCheckout = `checkout@${commit} # v7.0.1`;

const plants: readonly Plant[] = [
  { rule: "actionlint", in: "ci", text: "  pull_request:\n", instead: "  pull_requests:\n" },
  { rule: "actionlint", in: "ci", text: "needs: check", instead: "needs: checks" },
  { rule: "actionlint", in: "ci", text: "github.head_ref", instead: "github.head_reff" },
  { rule: "actionlint", in: "deploy", text: "      - run: npm ci", instead: "      - ran: npm ci" },
  { rule: "pinned", in: "ci", text: pinnedCheckout, instead: "checkout@v7" },
  { rule: "pinned", in: "ci", text: pinnedCheckout, instead: "checkout@main" },
  { rule: "pinned", in: "ci", text: pinnedCheckout, instead: `checkout@${commit}` },
  {
    rule: "pinned-alike",
    in: "ci",
    text: "- uses: actions/deploy-pages@v5.0.0",
    instead: "- uses: actions/deploy-pages@v5.0.0\n      - uses: actions/deploy-pages@v5.0.1",
  },
  { rule: "permissions-declared", in: "deploy", text: "permissions: {}\n", instead: "" },
  { rule: "permissions-declared", in: "deploy", text: "permissions: {}", instead: "permissions: write-all" },
  { rule: "permissions-declared", in: "ci", text: "contents: read", instead: "contents: write" },
  {
    rule: "permissions-used",
    in: "ci",
    text: "pages: write",
    instead: "pages: write\n      packages: write",
  },
  { rule: "permissions-trusted", in: "ci", text: "    if: github.ref == 'refs/heads/main'\n", instead: "" },
  { rule: "no-pull-request-target", in: "ci", text: "  pull_request:", instead: "  pull_request_target:" },
  {
    rule: "no-foreign-checkout",
    in: "deploy",
    text: "    if: github.event.workflow_run.event == 'push'\n",
    instead: "",
  },
  {
    rule: "no-secret-for-forks",
    in: "ci",
    text: "github.head_ref",
    instead: "secrets.TOKEN",
  },
  {
    rule: "no-credentials-kept",
    in: "ci",
    text: "persist-credentials: false",
    instead: "persist-credentials: true",
  },
  { rule: "concurrency", in: "ci", text: "cancel-in-progress: true", instead: "cancel-in-progress: false" },
  {
    rule: "concurrency",
    in: "deploy",
    text: "cancel-in-progress: false",
    instead: "cancel-in-progress: true",
  },
  {
    rule: "concurrency",
    in: "deploy",
    text: "concurrency:\n  group: deploy\n  cancel-in-progress: false\n",
    instead: "",
  },
  { rule: "time-limit", in: "deploy", text: "    timeout-minutes: 20\n", instead: "" },
  { rule: "runner-named", in: "deploy", text: "ubuntu-24.04", instead: "ubuntu-latest" },
  { rule: "shell", in: "deploy", text: "    shell: bash", instead: "    shell: sh" },
  { rule: "no-expression-in-run", in: "ci", text: '"$WORD"', instead: "${{ github.head_ref }}" },
  { rule: "run-is-script", in: "deploy", text: "run: npm ci", instead: "run: curl -fsS https://example.com" },
  {
    rule: "run-is-script",
    in: "deploy",
    text: "run: npm ci",
    instead: "run: |\n          npm ci\n          npm test",
  },
  { rule: "also-in-ci-run", in: "deploy", text: "run: npm ci", instead: "run: npm run nobody-knows" },
];

const ciRun = "npm ci\nstep npm run check\n";

function planted({ in: name, text, instead }: Plant): WorkflowText {
  const source: string = sound[name];
  if (source.split(text).length !== 2) throw new Error(`the plant does not fit: ${text} in ${name}`);
  return { file: `${name}.yml`, text: source.replace(text, () => instead) };
}

/** Sentences on plants that are not seen by the rule that is there for them; empty when each is. */
export async function missedWorkflowPlants(): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const plant of plants) {
    const findings = await lintWorkflow(planted(plant), ciRun);
    const seen = findings.some(({ rule, line, cure }) => rule === plant.rule && line > 0 && cure !== "");
    if (!seen) missed.push(`${plant.rule}: ${plant.instead || `without ${plant.text.trim()}`}`);
  }
  return missed;
}

/** What is found where nothing is planted. */
export async function soundWorkflowFindings() {
  const found = Object.entries(sound).map(([name, text]) =>
    lintWorkflow({ file: `${name}.yml`, text }, ciRun),
  );
  return (await Promise.all(found)).flat();
}

/** Rules that have a plant. */
export const plantedRules: ReadonlySet<string> = new Set(plants.map(({ rule }) => rule));
