// Which clients a limit takes for one: an IPv4 address, or the network that an IPv6 client picks its addresses from.
import { isIPv6 } from "node:net";

const groupsOfNetwork = 4;
const groupsInAll = 8;

const groupsOf = (text: string): readonly string[] => (text === "" ? [] : text.split(":"));

/** An IPv6 client has all of its /64 (RFC 4291 §2.5.4): counted by address, it could ask without end. */
export function clientNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  // An IPv4 address at the end stands for two groups.
  const given = before.length + after.length + (address.includes(".") ? 1 : 0);
  const zeros = Array.from({ length: groupsInAll - given }, () => "0");
  const network = [...before, ...zeros, ...after].slice(0, groupsOfNetwork);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
