// The sprint plan's verification commands, as they stand there, with what each must answer.

export interface PlanLine {
  /** The plan's section. */
  readonly section: number;
  readonly command: string;
  /** What the output must contain for the plan's success criterion to hold. */
  readonly expect: RegExp;
  /** Set where the line needs a container engine or what only the engine's images bring. */
  readonly engine?: true;
}

const json = '-H "Content-Type: application/json"';
const person = '{"username": "test@example.com", "password": "testpass123"}';
const registration = '{"email": "test@example.com", "password": "testpass123"}';
const code = '-o /dev/null -w "%{http_code}"';
const login = `curl -s -X POST http://localhost:7007/auth/login ${json} -d '${person}'`;

/** In the plan's order, the flood of section 9 last, since it spends the login's limit. */
export const planLines: readonly PlanLine[] = [
  { section: 1, command: "curl -sf http://localhost:7002/health", expect: /"healthy"/ },
  { section: 2, command: "docker-compose ps | wc -l", expect: /^\s*([7-9]|\d\d)/, engine: true },
  { section: 2, command: "curl -sf http://localhost:8000/api/health", expect: /"healthy"/ },
  { section: 2, command: "curl -sf http://localhost:8001/health", expect: /"healthy"/ },
  { section: 2, command: "curl -sf http://localhost:8003/health", expect: /"healthy"/ },
  {
    section: 3,
    command: `curl -s -H "Authorization: Bearer $(grep AIRTABLE_TOKEN .env | cut -d'=' -f2)" http://localhost:7002/api/airtable/tables`,
    expect: /"tables":\[\{/,
  },
  {
    section: 4,
    command: `curl -s ${code} -X POST http://localhost:7007/auth/register ${json} -d '${registration}'`,
    expect: /^(201|409)$/,
  },
  { section: 3, command: login, expect: /"access_token":"ey/ },
  {
    section: 4,
    command: `curl -s -H "Authorization: Bearer $(${login} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')" http://localhost:7002/api/airtable/tables`,
    expect: /"tables":\[\{/,
  },
  {
    section: 5,
    command:
      "docker kill pyairtable-compose-airtable-gateway-1; sleep 30; docker-compose ps | grep airtable-gateway",
    expect: /Up/,
    engine: true,
  },
  {
    section: 6,
    command: "curl -s http://localhost:7007/metrics | grep request_count",
    expect: /request_count/,
  },
  {
    section: 6,
    command: "curl -s http://localhost:7002/metrics | grep airtable_requests_total",
    expect: /airtable_requests_total/,
  },
  {
    section: 6,
    command: "curl -s http://localhost:3003/api/dashboards/uid/pyairtable-basic | grep title",
    expect: /title/,
    engine: true,
  },
  {
    section: 7,
    command: "docker-compose -f compose.test.yml up --build --abort-on-container-exit",
    expect: /^$/,
    engine: true,
  },
  { section: 8, command: "./deploy-local.sh", expect: /healthy/, engine: true },
  {
    section: 8,
    command:
      "docker-compose -f docker-compose.production.yml up -d && docker-compose -f docker-compose.production.yml ps",
    expect: /healthy/,
    engine: true,
  },
  {
    section: 9,
    command: 'curl -sI http://localhost:7007/health | grep -E "(X-Content-Type-Options|X-Frame-Options)"',
    expect: /x-content-type-options[^]*x-frame-options/i,
  },
  {
    section: 9,
    command: `for i in {1..100}; do curl -s http://localhost:7007/auth/login > /dev/null; done; curl -s ${code} http://localhost:7007/auth/login`,
    expect: /^429$/,
  },
];
