/**
 * Checks the sign-up form as it is filled in: the server says what is wrong and what it understood; nothing is decided
 * here. Without this script the form is sent and answered as a page.
 */
const form = document.querySelector(".signup-form");
const summary = form.querySelector(".summary");
const button = form.querySelector("button[type=submit]");
const hours = form.elements.namedItem("opening_hours");
const week = form.querySelector("[data-week]");
const touched = new Set(form.querySelector(".summary:not([hidden])") ? [...new FormData(form).keys()] : []);
const quietMs = 350;
let timer = 0;
let asked = 0;
let sent = false;

function fields() {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name);
    const several = field instanceof RadioNodeList;
    if (several) (values[name] ??= []).push(value);
    else values[name] = value;
  }
  values.closed_on_holidays ??= "false";
  return values;
}

async function check() {
  const number = ++asked;
  try {
    const answer = await fetch(form.dataset.check, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(fields()),
    });
    if (!answer.ok) return null;
    const read = await answer.json();
    // An answer that was overtaken by a newer question says nothing any more.
    if (number !== asked) return read;
    show(read);
    return read;
  } catch {
    return null;
  }
}

function show({ errors, understood }) {
  for (const field of form.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    const said = sent || touched.has(name) ? errors[name]?.[0] : undefined;
    const line = field.querySelector(".error");
    if (line === null) continue;
    if (line.textContent !== (said ?? "")) line.textContent = said ?? "";
    line.hidden = said === undefined;
    const input = field.querySelector("input:not([type=checkbox]), textarea");
    if (said === undefined) input?.removeAttribute("aria-invalid");
    else input?.setAttribute("aria-invalid", "true");
  }
  const hoursRead = errors.opening_hours ? undefined : understood.opening_hours;
  list("opening_hours", hoursRead?.lines);
  if (!errors.pricing_grid && understood.vehicle_types) tick(understood.vehicle_types);
  list("pricing_grid", errors.pricing_grid ? undefined : understood.pricing_grid);
  // What one is setting stays under the fingers.
  if (hoursRead && !document.activeElement?.matches("[data-week] input")) fillWeek(hoursRead.week);
}

/** What there is a price for is inspected, as long as nobody said otherwise. */
function tick(kinds) {
  if (touched.has("vehicle_types")) return;
  for (const box of form.querySelectorAll("[name=vehicle_types]")) if (kinds.includes(box.value)) box.checked = true;
}

function list(name, lines) {
  const box = form.querySelector(`[data-understood="${name}"]`);
  const rows = (lines ?? []).map(({ label, text }) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const value = document.createElement("dd");
    term.textContent = label;
    value.textContent = text;
    row.append(term, value);
    return row;
  });
  const now = rows.map((row) => row.textContent).join("\n");
  // A screen reader hears what is new, and not the same again.
  if (box.dataset.now === now) return;
  box.dataset.now = now;
  box.querySelector("dl").replaceChildren(...rows);
  box.hidden = rows.length === 0;
}

function fillWeek(days) {
  for (const row of week.querySelectorAll("[data-day]")) {
    const spans = (days[row.dataset.day] ?? "").split(", ").filter(Boolean).map((span) => span.split("-"));
    const inputs = row.querySelectorAll("input");
    inputs.forEach((input, place) => {
      input.value = (spans[Math.floor(place / 2)]?.[place % 2] ?? "").replace("24:00", "23:59");
    });
  }
}

/** The week in words: what stands in the text is what counts, and what one sees. */
function weekInWords() {
  const french = form.dataset.locale === "fr";
  const days = [];
  for (const row of week.querySelectorAll("[data-day]")) {
    const times = [...row.querySelectorAll("input")].map((input) => input.value);
    const spans = [times.slice(0, 2), times.slice(2)].filter(([from, to]) => from || to).map((span) => span.join("-"));
    if (spans.length === 0) continue;
    const text = spans.join(french ? " et " : " and ");
    const last = days.at(-1);
    if (last?.text === text && last.next === row) last.to = row.dataset.word;
    else days.push({ from: row.dataset.word, to: null, text });
    days.at(-1).next = row.nextElementSibling;
  }
  return days.map(({ from, to, text }) => `${from}${to ? `${french ? " au " : " to "}${to}` : ""} ${text}`).join(", ");
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, quietMs);
}

form.addEventListener("input", (event) => {
  if (week.contains(event.target)) {
    hours.value = weekInWords();
    touched.add("opening_hours");
  }
  // What is being typed for the first time is not wrong yet; what was wrong may be right by now.
  later();
});

form.addEventListener("change", (event) => {
  const name = event.target.closest("[data-field]")?.dataset.field;
  if (name !== undefined) touched.add(name);
  later();
});

form.addEventListener("focusout", (event) => {
  const name = event.target.closest("[data-field]")?.dataset.field;
  if (name === undefined || event.target.value === "") return;
  touched.add(name);
  later();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") return;
  clearTimeout(timer);
  sent = true;
  const words = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.busy;
  const read = await check();
  const errors = Object.entries(read?.errors ?? {});
  if (errors.length === 0) {
    form.submit();
    return;
  }
  button.removeAttribute("aria-disabled");
  button.textContent = words;
  const title = document.createElement("h2");
  title.textContent = summary.dataset.title;
  const items = errors.map(([name, [said]]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${name}`;
    link.textContent = `${labelOf(name)} – ${said}`;
    item.append(link);
    return item;
  });
  const all = document.createElement("ul");
  all.append(...items);
  summary.replaceChildren(title, all);
  summary.hidden = false;
  summary.focus();
});

function labelOf(name) {
  const label = form.querySelector(`label[for="${name}"], #${CSS.escape(name)}.group-label`);
  return label?.firstChild?.textContent.trim() ?? name;
}

// A page that is gone back to is ready again.
addEventListener("pageshow", () => button.removeAttribute("aria-disabled"));

week.hidden = false;
if (hours.value !== "" || form.elements.namedItem("pricing_grid").value !== "") check();

// Whoever frames the form may give it the height it needs.
if (window.parent !== window) {
  new ResizeObserver(() =>
    window.parent.postMessage({ type: "gateway-signup-height", height: document.documentElement.scrollHeight }, "*"),
  ).observe(document.body);
}
