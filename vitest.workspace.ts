// The test projects: unit tests of every room.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{services,fixtures,suites,reports,commands,contracts}/**/*.test.ts"],
          pool: "threads",
        },
      },
    ],
  },
});
