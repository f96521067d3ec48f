/**
 * Lets the buttons with `data-ask` open the page's chat; their value, if any, is what the visitor says first. They stay hidden where no
 * chat comes to life.
 */
export async function bindAskButtons(root = document) {
  const chat = document.querySelector("gateway-chat");
  if (chat === null) return;
  await customElements.whenDefined("gateway-chat");
  for (const button of root.querySelectorAll("[data-ask]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.closest("dialog")?.close();
      chat.open();
      if (button.dataset.ask) chat.send(button.dataset.ask);
    });
  }
}
