// What a frontend writes with the client. Type-checked by tests/client/test_client.py; where an error is expected, there has to be one.
import { createClient, ProblemError, type Schemas } from "./planapi.ts";

const api = createClient("https://plans.example", { headers: { "Accept-Language": "zh" } });

export async function reader(id: string): Promise<string[]> {
  const tree = await api.get("/api/v1/documents/{id}/tree/", { path: { id } });
  const headings = (nodes: Schemas["Node"][]): string[] => nodes.flatMap((node) => [node.heading ?? "", ...headings(node.children ?? [])]);
  return [tree.document.title ?? "无标题", ...headings(tree.body)];
}

export async function chart(code: string): Promise<[number, number | null][]> {
  const page = await api.get("/api/v1/indicators/{code}/series/", { path: { code }, query: { within: "140000", measure: "level" } });
  const line: Schemas["Point"][] = page.results[0].targets;
  return line.filter((point) => point.newest).map((point) => [point.year, point.normal_value]);
}

export async function everything(): Promise<string[]> {
  const found: string[] = [];
  const page = await api.get("/api/v1/targets/", { query: { region: "141100", year__in: [2024, 2025], comparator: ">=", ordering: ["-year", "id"] } });
  for await (const target of api.each(page)) found.push(`${target.name} ${target.printed} ${target.highlight.start ?? "?"}`);
  return found;
}

export async function search(q: string): Promise<string> {
  try {
    const page = await api.get("/api/v1/search/", { query: { q, facets: true, kind__in: ["target", "paragraph"] } });
    return page.results.map((hit) => hit.marked).join("");
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.errors.map((fault) => `${fault.parameter}: ${fault.suggestion}`).join();
    throw error;
  }
}

export const text: Promise<string> = api.get("/api/v1/documents/{id}/text/", { path: { id: "x" } });
export const root: Promise<Schemas["Root"]> = api.get("/api/v1/");

export async function mistakes(): Promise<void> {
  // @ts-expect-error: no such path
  await api.get("/api/v1/target/");
  // @ts-expect-error: reading is all there is
  await api.post("/api/v1/targets/");
  // @ts-expect-error: no such parameter
  await api.get("/api/v1/targets/", { query: { regoin: "141100" } });
  // @ts-expect-error: a value outside the closed list
  await api.get("/api/v1/targets/", { query: { unit_family: "weight" } });
  // @ts-expect-error: years are numbers
  await api.get("/api/v1/targets/", { query: { year: "2025" } });
  // @ts-expect-error: the id is missing
  await api.get("/api/v1/documents/{id}/", {});
  // @ts-expect-error: q is needed
  await api.get("/api/v1/search/", { query: { facets: true } });
  const target = await api.get("/api/v1/targets/{id}/", { path: { id: "x" } });
  // @ts-expect-error: can be null
  target.region.length;
  // @ts-expect-error: no such field
  target.indicatorName;
}
