// Rules for what a container may do to its host.
import { serviceRule, when } from "../finding.ts";
import { isOn } from "./is-on.ts";

const rootUser = /^(?:root|0+)(?::|$)/;
const hostNamespaces = ["network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup"];
const engineSockets = /(?:docker|containerd|podman|crio)[\w.-]*\.sock|\/var\/run\/?(?::|$)|^\/run\/?(?::|$)/;

export const privileges = [
  serviceRule("compose.privileged", (service) =>
    when(isOn(service.text("privileged")), {
      key: "privileged",
      summary: "is privileged",
      cure: "take privileged out",
    }),
  ),
  serviceRule("compose.capabilities", (service) =>
    when(!service.list("cap_drop").some(({ text }) => text.toUpperCase() === "ALL"), {
      key: "cap_drop",
      summary: "keeps capabilities of root",
      cure: 'cap_drop: ["ALL"]',
    }),
  ),
  serviceRule("compose.capability-added", (service) =>
    service.list("cap_add").map(({ text, line }) => ({
      line,
      summary: `gets the capability ${text}`,
      cure: "do without, or write down why not in security-exceptions.yml",
    })),
  ),
  serviceRule("compose.new-privileges", (service) =>
    when(!service.list("security_opt").some(({ text }) => /^no-new-privileges(?:[:=]true)?$/.test(text)), {
      key: "security_opt",
      summary: "may gain privileges by set-uid programs",
      cure: 'security_opt: ["no-new-privileges:true"]',
    }),
  ),
  serviceRule("compose.unconfined", (service) =>
    service
      .list("security_opt")
      .filter(({ text }) => /[:=](?:unconfined|disable)$/.test(text))
      .map(({ text, line }) => ({
        line,
        summary: `runs with ${text}`,
        cure: "keep the engine's own profile",
      })),
  ),
  serviceRule("compose.root-user", (service) => {
    const user = service.text("user");
    return [
      ...when(user === undefined, { summary: "does not say which user it runs as", cure: "user: node" }),
      ...when(user !== undefined && rootUser.test(user), {
        key: "user",
        summary: "runs as root",
        cure: "name a user of the image that is not root",
      }),
    ];
  }),
  serviceRule("compose.host-namespace", (service) =>
    hostNamespaces
      .filter((key) => service.text(key) === "host")
      .map((key) => ({
        key,
        summary: `shares the host's namespace (${key}: host)`,
        cure: `take ${key} out`,
      })),
  ),
  serviceRule("compose.engine-socket", (service) =>
    service.compose.volumes
      .filter(({ text }) => engineSockets.test(text))
      .map(({ text, at }) => ({
        line: at.line,
        summary: `mounts the engine's socket (${text})`,
        cure: "take the mount out",
      })),
  ),
  serviceRule("compose.device", (service) =>
    service.list("devices").map(({ text, line }) => ({
      line,
      summary: `gets the device ${text}`,
      cure: "take it out of devices",
    })),
  ),
];
