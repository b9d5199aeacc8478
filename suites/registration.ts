// In which order criteria are registered: as their checks are declared, or service after service.
import type { Criterion } from "./check.ts";

export interface Registration<Judging> {
  readonly add: (judging: Judging) => void;
  /** All that `declare` adds of one service before the next one's turn. */
  readonly serviceByService: (declare: () => void) => void;
}

export function createRegistration<Judging extends { readonly criterion: Pick<Criterion, "service"> }>(
  register: (judging: Judging) => void,
): Registration<Judging> {
  let heldBack: Judging[] | undefined;
  return {
    add: (judging) => {
      if (heldBack) heldBack.push(judging);
      else register(judging);
    },
    serviceByService: (declare) => {
      const held: Judging[] = [];
      heldBack = held;
      try {
        declare();
      } finally {
        heldBack = undefined;
      }
      for (const ofService of Map.groupBy(held, ({ criterion }) => criterion.service).values())
        ofService.forEach(register);
    },
  };
}
