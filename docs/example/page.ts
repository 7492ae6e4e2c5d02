/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// A page on the client alone: a plan to read, an indicator's series as a chart, a search. `make client` turns it into page.js.
import { type Answer, createClient, type Page, ProblemError, type Schemas } from "../../client/planapi.ts";

const asked = new URLSearchParams(location.search);
const base = (asked.get("api") ?? (location.protocol === "file:" ? "http://127.0.0.1:8000" : location.origin)).replace(/\/$/, "");
const api = createClient(base);

const TYPES: Record<Schemas["DocumentType"], string> = { outline: "规划纲要", special_plan: "专项规划", work_report: "政府工作报告" };
const KINDS: Record<Schemas["HitKind"], string> = {
  document: "文档", chapter: "章", section: "节", paragraph: "段落", target: "目标", outcome: "成效", project_mention: "项目",
};
const MEASURES: Record<Schemas["Measure"], string> = { level: "水平", change: "增减", count: "数量" };
const SVG = "http://www.w3.org/2000/svg";

type Child = Node | string;
type Attributes = Record<string, string | number>;

/** An element; what stands in `children` as text is text, never HTML. */
function el(name: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  return filled(document.createElement(name), attributes, children);
}

function svg(name: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  return filled(document.createElementNS(SVG, name) as SVGElement, attributes, children);
}

function filled<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

function select(label: string, options: [string, string][], chosen: string, changed: (value: string) => void): HTMLElement {
  const list = el("select", {}, ...options.map(([value, text]) => el("option", { value }, text))) as HTMLSelectElement;
  list.value = chosen;
  list.addEventListener("change", () => changed(list.value));
  return el("label", {}, label, list);
}

// ---- Reading -------------------------------------------------------------------------------------------------------

async function read([id]: string[]): Promise<Child[]> {
  const { results } = await api.get("/api/v1/documents/", { query: { page_size: 200, ordering: ["region", "-published_on"] } });
  if (!results.length) return [el("p", {}, "还没有文档。")];
  const chosen = id ?? results[0].id;
  const [tree, figures] = await Promise.all([api.get("/api/v1/documents/{id}/tree/", { path: { id: chosen } }), marks(chosen)]);
  const options = results.map((plan): [string, string] => [plan.id, plan.title ?? "(无标题)"]);
  const { document: plan } = tree;
  const period = plan.period_start ? `${plan.period_start}–${plan.period_end ?? ""}` : "";
  const about = [plan.region_name, plan.type && TYPES[plan.type], period, plan.issuer, plan.doc_number].filter(Boolean).join(" · ");
  const toc = el("details", { class: "toc", open: "" }, el("summary", {}, "目录"), outline(tree.body));
  if (matchMedia("(max-width: 760px)").matches) toc.removeAttribute("open");
  return [
    el("form", {}, select("文档", options, chosen, (value) => location.hash = `#/read/${value}`)),
    el("div", { class: "reader" }, toc, el("article", {}, el("h2", {}, plan.title ?? "(无标题)"), el("p", { class: "about" }, about),
      ...[...tree.preamble, ...tree.body].flatMap((node) => shown(node, 3, figures)))),
  ];
}

type Figure = Schemas["Target"] | Schemas["Outcome"];

/** Targets and outcomes of a document by the paragraph they stand in, first to last. */
async function marks(id: string): Promise<Map<string, Figure[]>> {
  const query = { document: id, page_size: 200 };
  const found = new Map<string, Figure[]>();
  const add = (figure: Figure) => {
    const { paragraph, start } = figure.highlight;
    if (paragraph && start !== null) found.set(paragraph, [...found.get(paragraph) ?? [], figure]);
  };
  for await (const figure of api.each(await api.get("/api/v1/targets/", { query }))) add(figure);
  for await (const figure of api.each(await api.get("/api/v1/outcomes/", { query }))) add(figure);
  for (const figures of found.values()) figures.sort((a, b) => a.highlight.start! - b.highlight.start!);
  return found;
}

/** Headings have no text, texts have no children. */
function isHeading(node: Schemas["Node"]): boolean {
  return node.text === null;
}

function name(node: Schemas["Node"]): string {
  return [node.marker, node.heading].filter(Boolean).join(" ") || "(无标题)";
}

function outline(nodes: Schemas["Node"][]): HTMLElement {
  const headings = nodes.filter(isHeading);
  return el("ol", {}, ...headings.map((node) => {
    const link = el("a", { href: `#${node.eid}` }, name(node));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(node.eid!)?.scrollIntoView();
    });
    return el("li", {}, link, ...node.children.some(isHeading) ? [outline(node.children)] : []);
  }));
}

/** A node as elements: a heading and all below it, or a text with its numbers marked. */
function shown(node: Schemas["Node"], level: number, figures: Map<string, Figure[]>): HTMLElement[] {
  const id: Attributes = node.eid ? { id: node.eid } : {};
  if (isHeading(node)) {
    return [el(`h${Math.min(level, 6)}`, id, name(node)), ...node.children.flatMap((child) => shown(child, level + 1, figures))];
  }
  const characters = [...node.text ?? ""]; // places count code points
  const parts: Child[] = [];
  let at = 0;
  for (const figure of figures.get(node.id) ?? []) {
    const { start, end } = figure.highlight;
    if (start! < at) continue;
    const title = `${figure.tense === "target" ? "目标" : "成效"}:${figure.name} ${figure.printed}${figure.year ? `(${figure.year} 年)` : ""}`;
    const words = characters.slice(start!, end!).join("");
    parts.push(characters.slice(at, start!).join(""), el("mark", { class: figure.tense, title }, words));
    at = end!;
  }
  return [el("p", id, ...parts, characters.slice(at).join(""))];
}

// ---- An indicator through time -------------------------------------------------------------------------------------

async function chart([code, asking]: string[]): Promise<Child[]> {
  const { results } = await api.get("/api/v1/indicators/", { query: { within: asked.get("within") ?? "140000", page_size: 200 } });
  if (!results.length) return [el("p", {}, "这里还没有可画的指标。")];
  const chosen = code ?? (results.find((each) => each.code === "gdp") ?? results[0]).code;
  const page = await api.get("/api/v1/indicators/{code}/series/", { path: { code: chosen } });
  const both = page.results.findIndex((each) => each.targets.length && each.outcomes.length);
  const nth = asking ?? String(Math.max(both, 0));
  const indicators = select("指标", results.map((each): [string, string] => [each.code, each.name]), chosen, (value) => location.hash = `#/chart/${value}`);
  const options = page.results.map((each, n): [string, string] => [String(n), `${each.region_name ?? "不明"} · ${MEASURES[each.measure]}(${each.normal_unit ?? "无单位"})`]);
  const series = select("地区与单位", options, nth, (value) => location.hash = `#/chart/${chosen}/${value}`);
  const drawn = page.results[Number(nth)];
  if (!drawn) return [el("form", {}, indicators), el("p", {}, "这个指标没有年份明确的数字。")];
  return [el("form", {}, indicators, series), el("figure", {}, el("figcaption", {}, `${page.indicator.name}:${drawn.region_name ?? ""}`), el("div", { class: "scroll" }, picture(drawn)), numbers(drawn))];
}

function line(points: Schemas["Point"][]): [number, number][] {
  return points.filter((point) => point.newest && point.normal_value !== null).map((point) => [point.year, point.normal_value!]);
}

/** Plan and result as two lines over the years. */
function picture(series: Schemas["Series"]): SVGElement {
  const lines: [string, string, [number, number][]][] = [["plan", "规划", line(series.targets)], ["result", "结果", line(series.outcomes)]];
  const all = lines.flatMap(([, , points]) => points);
  const years = all.map(([year]) => year), values = all.map(([, value]) => value);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const low = Math.min(0, ...values), high = Math.max(...values, low + 1e-9);
  const x = (year: number) => first === last ? 360 : 100 + 560 * (year - first) / (last - first);
  const y = (value: number) => 280 - 230 * (value - low) / (high - low);
  const written = new Intl.NumberFormat("zh-CN", { notation: "compact", maximumFractionDigits: 2 });
  const label = `${series.region_name ?? ""},${first} 至 ${last} 年。${lines.map(([, text, points]) => `${text}:${points.map(([year, value]) => `${year} 年 ${value}`).join(",") || "无"}`).join("。")}`;
  return svg("svg", { viewBox: "0 0 720 330", role: "img", "aria-label": label },
    ...[0, 1, 2, 3, 4].map((n) => low + (high - low) * n / 4).flatMap((value) => [
      svg("line", { class: "grid", x1: 90, x2: 690, y1: y(value), y2: y(value) }),
      svg("text", { x: 82, y: y(value) + 4, "text-anchor": "end" }, written.format(value)),
    ]),
    ...[...new Set(years)].map((year) => svg("text", { x: x(year), y: 306, "text-anchor": "middle" }, String(year))),
    ...lines.flatMap(([kind, text, points], n) => [
      svg("polyline", { class: kind, points: points.map(([year, value]) => `${x(year)},${y(value)}`).join(" ") }),
      ...points.map(([year, value]) => svg("circle", { class: kind, cx: x(year), cy: y(value), r: 5 }, svg("title", {}, `${text} ${year} 年:${value}`))),
      svg("line", { class: kind, x1: 100 + n * 110, x2: 130 + n * 110, y1: 18, y2: 18 }),
      svg("text", { x: 138 + n * 110, y: 23 }, text),
    ]));
}

function numbers(series: Schemas["Series"]): HTMLElement {
  const rows = [...series.targets.map((point) => ["规划", point] as const), ...series.outcomes.map((point) => ["结果", point] as const)];
  rows.sort(([, a], [, b]) => a.year - b.year);
  const heads = ["年份", "", "原文", "出处"].map((text) => el("th", { scope: "col" }, text));
  const lines = rows.map(([kind, point]) =>
    el("tr", {}, el("td", {}, String(point.year)), el("td", {}, kind), el("td", {}, point.printed),
      el("td", {}, el("a", { href: `#/read/${point.document}` }, point.document_title ?? "(无标题)")))
  );
  return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines)));
}

// ---- Search --------------------------------------------------------------------------------------------------------

async function search([words = "", kind]: string[]): Promise<Child[]> {
  const input = el("input", { type: "search", value: words, maxlength: 200, placeholder: "两个字以上,如 养老服务" }) as HTMLInputElement;
  const form = el("form", { role: "search" }, el("label", {}, "检索词", input), el("button", {}, "检索"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = `#/search/${encodeURIComponent(input.value.trim())}`;
  });
  if (!words) return [form];
  try {
    const query = { q: words, page_size: 20, kind: kind as Schemas["HitKind"] | undefined };
    const [page, whole] = await Promise.all([
      api.get("/api/v1/search/", { query }),
      api.get("/api/v1/search/", { query: { q: words, facets: true, count: true, page_size: 1 } }),
    ]);
    const facets = whole.facets!.kind.map((facet) =>
      el("li", {}, el("a", { href: `#/search/${encodeURIComponent(words)}/${facet.value}` }, `${KINDS[facet.value]} ${facet.count}`))
    );
    return [form, el("p", { class: "about" }, `共 ${whole.count} 处`), el("ul", { class: "facets" }, ...facets), ...hits(page)];
  } catch (error) {
    if (error instanceof ProblemError) return [form, el("p", { class: "problem" }, `检索词有误:${error.problem.detail}`)];
    throw error;
  }
}

function hits(page: Answer<"get", "/api/v1/search/">): Child[] {
  const list = el("ul", { class: "hits" });
  const more = el("button", { type: "button" }, "更多");
  const add = (next: Page<Schemas["Hit"]>) => {
    list.append(...next.results.map(shownHit));
    more.hidden = next.next === null;
    more.onclick = async () => add(await api.next(next));
  };
  add(page);
  return [list, more];
}

function shownHit(hit: Schemas["Hit"]): HTMLElement {
  const words = el("p");
  words.innerHTML = [hit.marked_name, hit.marked].filter(Boolean).join(":"); // the API has escaped both
  const from = el("a", { href: `#/read/${hit.document}` }, hit.document_title ?? "(无标题)");
  return el("li", {}, words, el("p", { class: "about" }, `${KINDS[hit.kind]} · ${hit.region_name ?? ""} · `, from));
}

// ---- The page ------------------------------------------------------------------------------------------------------

const VIEWS: Record<string, (parts: string[]) => Promise<Child[]>> = { read, chart, search };
const view = document.getElementById("view")!;
const status = document.getElementById("status")!;

async function show(): Promise<void> {
  const [, name = "read", ...parts] = location.hash.split("/").map(decodeURIComponent);
  const here = location.hash;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#/${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  status.textContent = "正在读取……";
  try {
    const children = await (VIEWS[name] ?? read)(parts);
    if (here !== location.hash) return; // somebody has gone on meanwhile
    view.replaceChildren(...children);
    status.textContent = "";
  } catch (error) {
    view.replaceChildren(el("p", { class: "problem" }, `读不到 ${base}:${error instanceof Error ? error.message : error}`));
    status.textContent = "";
  }
  scrollTo(0, 0);
}

document.getElementById("base")!.textContent = `${base}/api/v1/`;
addEventListener("hashchange", show);
show();
