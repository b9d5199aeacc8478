// What registering and logging in answer beside the user: a pair of tokens.
import { expect } from "vitest";

/** For `toMatchObject`. */
export const tokenAnswer = {
  access_token: expect.stringMatching(/^ey/),
  refresh_token: expect.stringMatching(/^ey/),
  token_type: "bearer",
  expires_in: expect.any(Number),
};
