// `npm run dashboard`: writes monitoring/basic-dashboard.json, which Grafana is given, from monitoring/dashboard.ts.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { renderDashboard } from "../monitoring/dashboard.ts";

const file = path.resolve(import.meta.dirname, "../monitoring/basic-dashboard.json");
writeFileSync(file, renderDashboard());
console.log(file);
