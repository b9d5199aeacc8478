import { expect, test } from "vitest";
import { createRegistration, type Registration } from "./registration.ts";

const judging = (check: string, service: string) => ({ id: `${check}/${service}`, criterion: { service } });
type Recorded = Registration<ReturnType<typeof judging>>;

/** The ids in the order in which `declare` has them registered. */
function registered(declare: (registration: Recorded) => void): readonly string[] {
  const order: string[] = [];
  declare(createRegistration(({ id }) => order.push(id)));
  return order;
}

const twoChecks = ({ add }: Recorded) => {
  for (const check of ["restart", "workflow-after"])
    for (const service of ["api-gateway", "mcp-server"]) add(judging(check, service));
};

test("When checks are declared, then each is registered for every service before the next one", () => {
  expect(registered(twoChecks)).toEqual([
    "restart/api-gateway",
    "restart/mcp-server",
    "workflow-after/api-gateway",
    "workflow-after/mcp-server",
  ]);
});

test("When checks judge one event, then all of a service's come before the next service's turn", () => {
  const order = registered((registration) => {
    registration.serviceByService(() => twoChecks(registration));
    registration.add(judging("drain", "api-gateway"));
  });
  expect(order).toEqual([
    "restart/api-gateway",
    "workflow-after/api-gateway",
    "restart/mcp-server",
    "workflow-after/mcp-server",
    "drain/api-gateway",
  ]);
});

const failing = () => {
  throw new Error("no such check");
};

test("When a declaration throws, then what comes after it is registered at once", () => {
  const order = registered((registration) => {
    expect(() => registration.serviceByService(failing)).toThrow("no such check");
    registration.add(judging("drain", "api-gateway"));
  });
  expect(order).toEqual(["drain/api-gateway"]);
});
