import { bindAskButtons } from "./ask.js";

bindAskButtons();

const copy = document.querySelector("[data-copy]");
if (navigator.clipboard !== undefined) {
  const words = copy.textContent;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("pre").textContent);
    copy.textContent = copy.dataset.copy;
    setTimeout(() => (copy.textContent = words), 2000);
  });
}
