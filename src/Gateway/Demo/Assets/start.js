import { bindAskButtons } from "./ask.js";

bindAskButtons();

const health = document.querySelector(".health");
if (health !== null) {
  const up = await fetch("/health/ready").then((answer) => answer.ok, () => false);
  health.textContent = up ? health.dataset.up : health.dataset.down;
  health.classList.toggle("down", !up);
}
