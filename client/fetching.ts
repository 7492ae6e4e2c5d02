type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that have a method: "/api/v1/targets/", … */
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends keyof paths> = paths[P] extends { [K in M]: infer O } ? O : never;
type Parameters<O> = O extends { parameters: infer A } ? A : never;
type Asked<A, Place extends string> = A extends { [K in Place]: infer V } ? { [K in Place]: V }
  : A extends { [K in Place]?: infer V } ? ([V] extends [undefined] ? { [K in Place]?: never } : { [K in Place]?: V })
  : { [K in Place]?: never };
type Body<O> = O extends { requestBody: { content: infer C } } ? { body: C[keyof C] }
  : O extends { requestBody?: { content: infer C } } ? { body?: C[keyof C] }
  : { body?: never };
type Content<O> = O extends { responses: { 200: { content: infer C } } } ? C : never;

/** What a successful answer holds: the record or page of records; of texts and files, their text or bytes. */
export type Answer<M extends Method, P extends keyof paths> = Content<Operation<M, P>> extends infer C
  ? C extends { "application/json": infer J } ? J : [C] extends [never] ? null : C extends { "text/plain": unknown } ? string : Blob
  : never;

/** What is asked: parts of the path and parameters of the query by name; `headers` such as If-None-Match. */
export type Options<M extends Method, P extends keyof paths> =
  & Asked<Parameters<Operation<M, P>>, "path">
  & Asked<Parameters<Operation<M, P>>, "query">
  & Body<Operation<M, P>>
  & { headers?: Record<string, string>; signal?: AbortSignal };

type Arguments<O> = Partial<O> extends O ? [options?: O] : [options: O];

/** A page of a list. */
export interface Page<T> {
  next: string | null;
  results: T[];
}

export type Schemas = components["schemas"];

/** A refusal. `problem` is the body of the answer: branch on `problem.type` and `problem.errors[].code`. */
export class ProblemError extends Error {
  readonly problem: Schemas["Problem"];

  constructor(problem: Schemas["Problem"]) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/**
 * Asks the API at `base`, such as "https://plans.example"; "" is the host of the page.
 *
 *     const api = createClient("https://plans.example");
 *     const page = await api.get("/api/v1/targets/", { query: { region: "141100", year__gte: 2025 } });
 *     for await (const target of api.each(page)) console.log(target.name, target.printed);
 */
export function createClient(base = "", defaults: { headers?: Record<string, string>; fetch?: typeof fetch } = {}) {
  const send = defaults.fetch ?? ((...given: [RequestInfo | URL, RequestInit?]) => fetch(...given));

  async function answered(address: string, init: RequestInit): Promise<unknown> {
    const response = await send(address, { ...init, headers: { ...defaults.headers, ...init.headers as Record<string, string> } });
    const type = response.headers.get("Content-Type") ?? "";
    if (!response.ok) {
      if (type.startsWith("application/problem+json")) throw new ProblemError(await response.json());
      throw new Error(`${response.status} ${response.statusText}: ${address}`);
    }
    if (response.status === 204) return null;
    if (type.startsWith("application/json")) return response.json();
    return type.startsWith("text/") ? response.text() : response.blob();
  }

  function ask<M extends Method>(method: M) {
    return <P extends PathsWith<M>>(path: P, ...[options]: Arguments<Options<M, P>>): Promise<Answer<M, P>> => {
      const { headers, signal, body, ...asked } = (options ?? {}) as {
        path?: Record<string, unknown>;
        query?: Record<string, unknown>;
        headers?: Record<string, string>;
        signal?: AbortSignal;
        body?: unknown;
      };
      const init: RequestInit = { method: method.toUpperCase(), headers, signal };
      if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { "Content-Type": "application/json", ...headers };
      }
      return answered(base + filled(path, asked.path) + queryString(asked.query), init) as Promise<Answer<M, P>>;
    };
  }

  /** The page after this one, which has a `next`. */
  async function next<T>(page: Page<T>): Promise<Page<T>> {
    return await answered(page.next!, {}) as Page<T>;
  }

  /** Every record of a list, from this page to the last one. */
  async function* each<T>(page: Page<T>): AsyncGenerator<T> {
    for (let now = page; ; now = await next(now)) {
      yield* now.results;
      if (now.next === null) return;
    }
  }

  return { get: ask("get"), post: ask("post"), patch: ask("patch"), next, each };
}

function filled(path: string, parts: Record<string, unknown> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parts[name])));
}

/** Lists are written with commas; what is undefined is left out. */
export function queryString(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const written = given.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]);
  return written.length ? `?${new URLSearchParams(written)}` : "";
}
