// Reads an OpenAPI document as far as a caller depends on it, and says what is wrong with it (OpenAPI 3.1 §4.8).

interface Operation {
  readonly responses?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly required?: boolean;
  }[];
}

export interface Described {
  readonly openapi?: unknown;
  readonly info?: { readonly title?: unknown; readonly version?: unknown };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

export interface DescribedOperation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export const operationsOf = ({ paths = {} }: Described): readonly DescribedOperation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([name]) => methods.has(name))
      .map(([name, operation]) => ({ method: name.toUpperCase(), path, operation })),
  );

/** `#/a/b~1c` leads to a member; anything else is not of this document. */
function isThere(document: unknown, reference: string): boolean {
  const [first, ...names] = reference.split("/");
  let place = first === "#" ? document : undefined;
  for (const name of names) {
    const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
    place = (place as Readonly<Record<string, unknown>> | undefined)?.[key];
  }
  return place !== undefined;
}

const referencesIn = (document: object): readonly string[] => [
  ...new Set(Array.from(JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu), ([, to = ""]) => to)),
];

function faultsOf({ method, path, operation }: DescribedOperation): readonly string[] {
  const { responses = {}, parameters = [] } = operation;
  const codes = Object.keys(responses);
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const declared = new Set(inPath.map(({ name }) => name));
  const wanted = Array.from(path.matchAll(/\{(\w+)\}/gu), ([, name = ""]) => name);
  return [
    ...(path.startsWith("/") ? [] : ["its path does not begin with /"]),
    ...(codes.length > 0 ? [] : ["it has no responses"]),
    ...codes
      .filter((code) => !/^([1-5](\d\d|XX)|default)$/u.test(code))
      .map((code) => `${code} is no response`),
    ...wanted.filter((name) => !declared.has(name)).map((name) => `${name} is no parameter of it`),
  ].map((fault) => `${method} ${path}: ${fault}`);
}

const said = (value: unknown) => typeof value === "string" && value !== "";

/** One sentence for each; none for a document that can be worked with. */
export function documentFaults(document: Described): readonly string[] {
  const { openapi, info } = document;
  const described = operationsOf(document);
  return [
    ...(/^3\.\d+\.\d+$/u.test(String(openapi)) ? [] : [`openapi is ${String(openapi)}, not 3.x.y`]),
    ...(said(info?.title) && said(info?.version) ? [] : ["info has no title or no version"]),
    ...(described.length > 0 ? [] : ["it describes no operation"]),
    ...described.flatMap(faultsOf),
    ...referencesIn(document)
      .filter((reference) => !isThere(document, reference))
      .map((reference) => `${reference} leads nowhere`),
  ];
}
