// A sound compose file, and for each of its rules the one change that breaks it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readComposeFile } from "../compose-file.ts";
import type { Finding } from "../finding.ts";
import { judgeCompose } from "../judge-compose.ts";
import type { RuleId } from "../rule-ids.ts";

const sound = `
x-hardened: &hardened
  read_only: true
  cap_drop: ["ALL"]
  security_opt: ["no-new-privileges:true"]
  restart: unless-stopped
  logging: { driver: json-file, options: { max-size: 10m } }
  deploy: { resources: { limits: { cpus: "1", memory: 256M, pids: 64 } } }
services:
  api-gateway:
    <<: *hardened
    image: services:1
    user: node
    command: ["node", "main.ts"]
    environment: { PYAIRTABLE_ENV: production, API_KEY_FILE: /run/secrets/api_key }
    ports: ["8000:8000"]
    healthcheck: { test: ["CMD", "node", "probe.ts"] }
    x-verify: { role: service }
  mcp-server:
    <<: *hardened
    image: services:1
    user: node
    environment: { PYAIRTABLE_ENV: production }
    healthcheck: { test: ["CMD", "node", "probe.ts"] }
    x-verify: { role: service }
  redis:
    <<: *hardened
    image: redis:8
    user: redis
    command: ["sh", "-c", "echo requirepass $$(cat /run/secrets/redis) | redis-server - --appendonly yes"]
    volumes: ["redis-data:/data"]
    networks: [cache]
    healthcheck: { test: ["CMD", "redis-cli", "ping"] }
networks: { cache: { internal: true } }
`;

type ComposeRuleId = Extract<RuleId, `compose.${string}`>;

/** To the lines of one service. */
const to = (service: string, line: string) => [`  ${service}:\n`, `  ${service}:\n    ${line}\n`] as const;
const inEnvironment = (pair: string) =>
  ["{ PYAIRTABLE_ENV: production, API", `{ PYAIRTABLE_ENV: production, ${pair}, API`] as const;

const changes: Readonly<Record<ComposeRuleId, readonly [string, string]>> = {
  "compose.privileged": to("mcp-server", "privileged: true"),
  "compose.capabilities": ['cap_drop: ["ALL"]', 'cap_drop: ["NET_RAW"]'],
  "compose.capability-added": to("mcp-server", "cap_add: [SYS_ADMIN]"),
  "compose.new-privileges": ["no-new-privileges:true", "no-new-privileges:false"],
  "compose.unconfined": ['"no-new-privileges:true"', '"no-new-privileges:true", "seccomp:unconfined"'],
  "compose.root-user": ["user: node", 'user: "0:0"'],
  "compose.host-namespace": to("mcp-server", "pid: host"),
  "compose.engine-socket": to("mcp-server", 'volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]'),
  "compose.device": to("mcp-server", 'devices: ["/dev/sda:/dev/sda"]'),
  "compose.read-only": ["read_only: true", "read_only: false"],
  "compose.host-mount": to("mcp-server", 'volumes: ["./services:/app/services"]'),
  "compose.shared-volume": to("mcp-server", "volumes_from: [redis]"),
  "compose.datastore-volume": ['volumes: ["redis-data:/data"]', "volumes: []"],
  "compose.durability": ["--appendonly yes", "--appendonly no"],
  "compose.memory-limit": ["memory: 256M, ", ""],
  "compose.cpu-limit": ['cpus: "1", ', ""],
  "compose.pids-limit": [", pids: 64", ""],
  "compose.log-rotation": ["max-size: 10m", "labels: all"],
  "compose.restart": ["restart: unless-stopped", 'restart: "no"'],
  "compose.health-check": ['test: ["CMD", "redis-cli", "ping"]', "disable: true"],
  "compose.published": to("mcp-server", 'ports: ["8001:8001"]'),
  "compose.datastore-published": to("redis", 'ports: ["127.0.0.1:6379:6379"]'),
  "compose.datastore-network": ["networks: [cache]", "networks: [cache, edge]"],
  "compose.image-pin": ["image: services:1", "image: services"],
  "compose.secret-in-environment": inEnvironment('JWT_SECRET: "${JWT_SECRET:-}"'),
  "compose.secret-on-command-line": ['"node", "main.ts"', '"node", "main.ts", "--token", "${X:-}"'],
  "compose.test-value": inEnvironment("JWT_ISSUER: test-only-issuer"),
  "compose.redis-password": ["requirepass", "maxmemory"],
  "compose.postgres-trust": inEnvironment("POSTGRES_HOST_AUTH_METHOD: trust"),
  "compose.production-mode": ["PYAIRTABLE_ENV: production", "PYAIRTABLE_ENV: test"],
  "compose.lax-setting": inEnvironment('PASSWORD_HASH_ROUNDS: "8"'),
  "compose.debugger": inEnvironment("NODE_OPTIONS: --inspect=0.0.0.0"),
  "compose.tls-verification": inEnvironment('NODE_TLS_REJECT_UNAUTHORIZED: "0"'),
  "compose.plain-http": inEnvironment("AIRTABLE_API_URL: http://api.airtable.com"),
};

/** What the rules say of a compose file with this text. */
function judgeText(text: string): readonly Finding[] {
  const root = mkdtempSync(path.join(tmpdir(), "security-scan-"));
  try {
    writeFileSync(path.join(root, "compose.yml"), text);
    return judgeCompose(readComposeFile({ root, file: "compose.yml", env: {} }));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What the rules say of the file that nothing is wrong with. */
export const judgeSound = (): readonly Finding[] => judgeText(sound);

export const composePlants = Object.fromEntries(
  Object.entries(changes).map(([id, [from, into]]) => [id, async () => judgeText(sound.replace(from, into))]),
) as unknown as Readonly<Record<ComposeRuleId, () => Promise<readonly Finding[]>>>;
