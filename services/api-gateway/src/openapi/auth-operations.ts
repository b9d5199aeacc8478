// What /api/auth answers to.
import { type Operations, answer, problems, ref, takes } from "./operation.ts";

const tokens = (status: number) => answer(status, "Signed in.", ref("Tokens"));
const user = answer(200, "The person.", ref("User"));

export const authOperations: Operations = {
  "/api/auth/register": {
    post: {
      operationId: "register",
      summary: "Register a person",
      requestBody: takes(ref("Registration")),
      responses: { ...tokens(201), ...problems(400, 409, 422) },
    },
  },
  "/api/auth/login": {
    post: {
      operationId: "login",
      summary: "Sign in by e-mail or username",
      requestBody: takes(ref("Login")),
      responses: { ...tokens(200), ...problems(400, 401, 422) },
    },
  },
  "/api/auth/refresh": {
    post: {
      operationId: "refresh",
      summary: "Change a refresh token for a new pair",
      description: "A refresh token works once; used again, it ends its session.",
      requestBody: takes(ref("Refresh")),
      responses: { ...tokens(200), ...problems(400, 401, 422) },
    },
  },
  "/api/auth/logout": {
    post: {
      operationId: "logout",
      summary: "End the session, everywhere and at once",
      responses: { ...answer(204, "Signed out."), ...problems(401) },
    },
  },
  "/api/auth/verify": {
    get: {
      operationId: "verify",
      summary: "Who a token speaks for",
      responses: { ...answer(200, "The token is good.", ref("Verification")), ...problems(401) },
    },
  },
  "/api/auth/profile": {
    get: {
      operationId: "getProfile",
      summary: "One's own profile",
      responses: { ...user, ...problems(401) },
    },
    put: {
      operationId: "updateProfile",
      summary: "Change one's own profile",
      requestBody: takes(ref("Profile")),
      responses: { ...user, ...problems(400, 401, 422) },
    },
  },
  "/api/auth/users/:id": {
    delete: {
      operationId: "deleteUser",
      summary: "Delete oneself",
      responses: {
        ...answer(200, "The person as it was.", ref("User")),
        ...problems(401, 403),
      },
    },
  },
};
