// Asks a running API with the client: every region page by page, two refusals, and a text.
import { createClient, ProblemError } from "./planapi.ts";

const [base, document] = Deno.args;
const api = createClient(base);

const codes: string[] = [];
for await (const region of api.each(await api.get("/api/v1/regions/", { query: { page_size: 2 } }))) codes.push(region.code);
console.log(codes.join(" "));

async function refusal(asked: Promise<unknown>): Promise<void> {
  const { problem } = await asked.then(() => Promise.reject(new Error("not refused")), (error: ProblemError) => error);
  const faults = problem.errors.map((fault) => `${fault.parameter} ${fault.code} ${fault.suggestion}`);
  console.log(problem.status, faults.join() || problem.type);
}
const misspelt: Record<string, string> = { regoin: "141100" };
await refusal(api.get("/api/v1/documents/", { query: misspelt }));
await refusal(api.get("/api/v1/documents/{id}/", { path: { id: "019a9d6e-0000-7000-8000-000000000000" } }));

const text = await api.get("/api/v1/documents/{id}/text/", { path: { id: document } });
console.log(text.split("\n").find((line) => line.startsWith("城乡")));
