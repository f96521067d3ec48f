import { bindAskButtons } from "./ask.js";

bindAskButtons();
showProductsInDialog();
filterWhileTyping();
markShelfInView();

/** Opens a product over the page it was chosen on. Its own page stays the way there for new tabs, and when something fails. */
function showProductsInDialog() {
  const dialog = document.querySelector(".product-dialog");
  const content = dialog.querySelector(".product-dialog-content");

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-product]");
    if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const product = (await fetchPage(link.href)).querySelector(".product-detail");
      const title = product.querySelector("h1");
      title.id = "dialog-title";
      dialog.setAttribute("aria-labelledby", title.id);
      content.replaceChildren(product);
      bindAskButtons(content);
      dialog.showModal();
      dialog.scrollTop = 0;
    } catch {
      location.assign(link.href);
    }
  });

  // A click beside the dialog lands on the dialog itself: its content fills it.
  dialog.addEventListener("click", (event) => {
    const box = dialog.getBoundingClientRect();
    const beside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target === dialog && beside) dialog.close();
  });
}

/** Narrows the shelves to what is being typed; when nothing on them matches, asks the shop's own search, which forgives typos. */
function filterWhileTyping() {
  const field = document.querySelector("#search");
  const shelves = document.querySelector("#shelves");
  if (shelves === null || shelves.querySelector("[data-found]") !== null) return;
  const line = shelves.querySelector(".result-line");
  const intro = document.querySelectorAll(".hero, .promises");
  const sections = [...shelves.querySelectorAll(".shelf")];
  const cards = sections.flatMap((section) =>
    [...section.querySelectorAll(".product-card")].map((card) => ({ card, section, words: plain(card.dataset.words) })),
  );
  let asking = new AbortController();

  field.addEventListener("input", () => {
    asking.abort();
    asking = new AbortController();
    const wanted = plain(field.value).split(/\s+/).filter((word) => word !== "");
    shelves.querySelector("[data-found]")?.remove();
    for (const one of cards) one.card.hidden = !wanted.every((word) => one.words.includes(word));
    for (const section of sections) section.hidden = !cards.some((one) => one.section === section && !one.card.hidden);
    for (const element of intro) element.hidden = wanted.length > 0;
    const shown = cards.filter((one) => !one.card.hidden).length;
    line.hidden = wanted.length === 0 || shown > 0;
    if (wanted.length > 0) scrollTo({ top: 0, behavior: "instant" });
    if (shown === 0) void askTheShop(field, line, shelves, asking.signal);
  });
}

async function askTheShop(field, line, shelves, signal) {
  line.textContent = shelves.dataset.none;
  const address = new URL(field.form.action);
  address.search = new URLSearchParams(new FormData(field.form)).toString();
  try {
    const found = (await fetchPage(address, signal)).querySelector("[data-found]");
    if (signal.aborted || found?.querySelector(".product-card") === null) return;
    line.hidden = true;
    shelves.append(found);
  } catch (error) {
    if (error.name !== "AbortError") field.form.requestSubmit();
  }
}

/** Shows in the navigation which shelf is being looked at. */
function markShelfInView() {
  const links = new Map([...document.querySelectorAll("[data-shelf]")].map((link) => [link.dataset.shelf, link]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) links.get(target.id)?.setAttribute("aria-current", "true");
        else links.get(target.id)?.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-30% 0px -69% 0px" },
  );
  for (const section of document.querySelectorAll(".shelf[id]")) observer.observe(section);
}

async function fetchPage(address, signal) {
  const answer = await fetch(address, { headers: { accept: "text/html" }, signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Without accents and capitals. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").toLowerCase();
}
