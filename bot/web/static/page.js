// Makes the page livelier; everything works without it but suggestions and drawn charts.
const form = document.getElementById("ask");
const conversation = document.getElementById("conversation");
const status = document.getElementById("status");
const charts = document.body.dataset;
const MAX_CONTEXT = 4;
let current = location.pathname + location.search;

async function drawCharts(root) {
  const figures = [...root.querySelectorAll("figure.chart")];
  if (figures.length === 0) return;
  await import(charts.chart);
  const { draw } = await import(charts.charts);
  for (const figure of figures) draw(figure);
}

// XMLHttpRequest parses into a document of its own, in which no script runs.
function fetchPart(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.timeout = 30000;
    request.onload = () => {
      const part = request.response?.querySelector("article, main");
      if (part) resolve(part); else reject(new Error("no answer"));
    };
    request.onerror = request.ontimeout = () => reject(new Error("not reached"));
    request.send();
  });
}

async function ask(address) {
  status.textContent = form.dataset.working;
  form.setAttribute("aria-busy", "true");
  const url = new URL(address, location.href);
  const shared = url.pathname + url.search;
  url.searchParams.set("part", "answer");
  try {
    const part = document.importNode(await fetchPart(url), true);
    if (part.localName === "main") {
      status.textContent = part.querySelector(".lead")?.textContent ?? form.dataset.failed;
      return;
    }
    document.querySelectorAll(".hero, .examples").forEach((node) => node.remove());
    renameAnchors(part);
    conversation.append(part);
    history.pushState({ asked: true }, "", shared);
    current = shared;
    document.title = `${part.dataset.question} · kilowit`;
    keepContext(part.dataset.question);
    status.textContent = form.dataset.ready;
    const heading = part.querySelector(".question");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
    await drawCharts(part);
  } catch {
    status.textContent = form.dataset.failed;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

// Several answers on one page number their sources alike; each gets anchors of its own.
let answers = 0;
function renameAnchors(part) {
  answers += 1;
  for (const node of part.querySelectorAll("[id]")) node.id = `a${answers}-${node.id}`;
  for (const link of part.querySelectorAll('a[href^="#"]')) {
    link.setAttribute("href", `#a${answers}-${link.getAttribute("href").slice(1)}`);
  }
}

function keepContext(question) {
  const kept = [...form.querySelectorAll('input[name="context"]')].map((input) => input.value);
  form.querySelectorAll('input[name="context"]').forEach((input) => input.remove());
  for (const text of [...kept, question].slice(-MAX_CONTEXT)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "context", value: text });
    form.append(input);
  }
  const box = form.elements.q;
  box.value = "";
  form.querySelector("label").textContent = box.dataset.follow;
}

function formAddress() {
  const query = new URLSearchParams();
  query.append("q", form.elements.q.value.trim());
  for (const input of form.querySelectorAll('input[name="context"]')) query.append("context", input.value);
  return `/ask?${query}`;
}

function startAsking() {
  form.addEventListener("submit", (event) => {
    if (form.elements.q.value.trim() === "") return;
    event.preventDefault();
    hideSuggestions();
    ask(formAddress());
  });
  conversation.addEventListener("click", (event) => {
    const link = event.target.closest("a.follow");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    ask(link.href);
  });
  addEventListener("popstate", () => {  // a step to an anchor of this page is none to another answer
    if (location.pathname + location.search !== current) location.reload();
  });
}

// Suggestions: the combobox pattern of the ARIA Authoring Practices, list autocomplete.
const box = form?.elements.q;
const list = document.getElementById("suggestions");
let chosen = -1;
let waiting;
let latest = 0;

function hideSuggestions() {
  latest += 1;
  clearTimeout(waiting);
  list.hidden = true;
  list.replaceChildren();
  chosen = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function showSuggestions(texts) {
  list.replaceChildren(...texts.map((text, at) => {
    const item = document.createElement("li");
    item.id = `suggestion-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = text;
    return item;
  }));
  chosen = -1;
  list.hidden = texts.length === 0;
  box.setAttribute("aria-expanded", String(texts.length > 0));
  box.removeAttribute("aria-activedescendant");
  status.textContent = texts.length ? form.dataset.count.replace("{n}", texts.length) : "";
}

function choose(at) {
  const items = [...list.children];
  if (items.length === 0) return;
  chosen = (at + items.length) % items.length;
  items.forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
  box.setAttribute("aria-activedescendant", items[chosen].id);
  items[chosen].scrollIntoView({ block: "nearest" });
}

function take(text) {
  box.value = text;
  hideSuggestions();
  box.focus();
}

async function suggest() {
  const mine = ++latest;
  const query = new URLSearchParams({ q: box.value, lang: form.dataset.lang });
  try {
    const response = await fetch(`/api/suggest?${query}`);
    if (!response.ok) return;
    const { suggestions } = await response.json();
    if (mine === latest) showSuggestions(suggestions.filter((text) => text !== box.value));
  } catch {
    hideSuggestions();
  }
}

function startSuggesting() {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(waiting);
    if (box.value.trim() === "") hideSuggestions();
    else waiting = setTimeout(suggest, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Escape") hideSuggestions();
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen].textContent); }
  });
  box.addEventListener("blur", () => setTimeout(hideSuggestions, 150));
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li");
    if (item) { event.preventDefault(); take(item.textContent); }
  });
}

// Tables of countries: a press on a heading sorts by it.
function startSorting(table) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    if (!heading.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const compare = heading.dataset.sort === "number"
        ? (a, b) => Number(value(a)) - Number(value(b))
        : (a, b) => value(a).localeCompare(value(b), document.documentElement.lang);
      const rows = [...table.tBodies[0].rows].sort(compare);
      table.tBodies[0].append(...(down ? rows.reverse() : rows));
    });
  });
}

if (form) {
  startAsking();
  startSuggesting();
}
document.querySelectorAll("table.sortable").forEach(startSorting);
drawCharts(document);
