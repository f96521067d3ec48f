const root = document.querySelector(".simulator");
const workspace = root.dataset.workspace;

function start(words) {
  const apps = new Map([...root.querySelectorAll(".app")].map((panel) => [panel.dataset.kind, new App(panel, words)]));
  const tabs = [...root.querySelectorAll("[role=tab]")];
  let person = recallPerson() ?? newPerson();
  let shown = null;

  const show = (kind, focus = false) => {
    shown = kind;
    for (const tab of tabs) {
      const isIt = tab.dataset.kind === kind;
      tab.setAttribute("aria-selected", `${isIt}`);
      tab.tabIndex = isIt ? 0 : -1;
      if (isIt && focus) tab.focus();
      if (isIt) tab.querySelector(".dot").hidden = true;
    }
    for (const [name, app] of apps) app.panel.hidden = name !== kind;
    apps.get(kind).toEnd();
    history.replaceState(null, "", `#${kind}`);
  };

  const meet = (number) => {
    person = number;
    localStorage.setItem("gateway-simulator:person", number);
    root.querySelector("[data-number]").textContent = spaced(number);
    root.querySelector(".person").hidden = false;
    for (const [kind, app] of apps)
      app.follow(number, () => {
        if (kind !== shown) tabs.find((tab) => tab.dataset.kind === kind).querySelector(".dot").hidden = false;
      });
  };

  for (const tab of tabs) tab.addEventListener("click", () => show(tab.dataset.kind));
  root.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex((tab) => tab.dataset.kind === shown);
    show(tabs[(at + step + tabs.length) % tabs.length].dataset.kind, true);
  });
  root.querySelector("[data-new-person]").addEventListener("click", () => meet(newPerson()));
  for (const button of root.querySelectorAll("[data-say]"))
    button.addEventListener("click", () => {
      apps.get(shown).send({ text: button.dataset.say });
      apps.get(shown).panel.scrollIntoView({ block: "nearest" });
    });

  tickClock();
  meet(person);
  const asked = location.hash.slice(1);
  show(apps.has(asked) ? asked : tabs[0].dataset.kind);
}

/** One channel on the phone: follows its conversation, shows it, and sends what is written. */
class App {
  #words;
  #log;
  #nodes = new Map();
  #person = null;
  #watch = new AbortController();
  #sending = Promise.resolve();
  #typing;

  constructor(panel, words) {
    this.panel = panel;
    this.kind = panel.dataset.kind;
    this.#words = words;
    this.#log = panel.querySelector(".messages");
    const form = panel.querySelector("form");
    const field = form.querySelector("textarea");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      field.value = "";
      grow(field);
      if (text !== "") this.send({ text });
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    field.addEventListener("input", () => grow(field));
    form.querySelector(".start")?.addEventListener("click", () => this.send({ text: "/start" }));
    const photo = form.querySelector("input[type=file]");
    photo.addEventListener("change", () => {
      photo.closest("details").open = false;
      if (photo.files.length > 0) this.#sendPhoto(photo.files[0]);
      photo.value = "";
    });
    for (const button of form.querySelectorAll("[data-share]"))
      button.addEventListener("click", () => {
        button.closest("details").open = false;
        this.send(
          button.dataset.share === "number"
            ? { sharesNumber: true }
            : { location: { latitude: 48.8556, longitude: 2.3655, label: words.location } },
        );
      });
  }

  /** Puts a picture up first; what cannot be sent is said where the line stands. */
  #sendPhoto(file) {
    this.send(
      fetch("/simulator/files", { method: "POST", headers: { "content-type": file.type }, body: file })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status}`))))
        .then(
          (kept) => ({ photoId: kept.id }),
          (error) => {
            this.#presence(this.#words.badPicture, false);
            throw error;
          },
        ),
    );
  }

  /** Shows the conversation of that person from now on; the other one is let go. */
  follow(person, onNews) {
    this.#watch.abort();
    this.#watch = new AbortController();
    this.#person = person;
    for (const node of this.#nodes.values()) node.element.remove();
    this.#nodes.clear();
    void this.#run(this.#watch.signal, onNews);
  }

  /** One after the other, in the order they were written. The message may still be on its way from the disk. */
  send(message) {
    const address = this.#address();
    const ready = Promise.resolve(message);
    this.#sending = this.#sending
      .then(async () => {
        const told = { name: "Camille", locale: document.documentElement.lang, ...(await ready) };
        await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(told) });
      })
      .catch(() => {});
    ready.catch(() => {});
  }

  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #address(parameters = {}) {
    return `/simulator/chat?${new URLSearchParams({ workspace, kind: this.kind, from: this.#person, ...parameters })}`;
  }

  async #run(signal, onNews) {
    let version = null;
    while (!signal.aborted) {
      await visible();
      try {
        const answer = await fetch(this.#address(version === null ? {} : { after: version }), { signal });
        if (!answer.ok) throw new Error(`${answer.status}`);
        const view = await answer.json();
        // A gateway that was started anew counts from the beginning.
        if (version !== null && view.version > version && view.bubbles.at(-1)?.isMine === false) onNews();
        if (view.version === version) await pause(300, signal);
        version = view.version;
        this.#show(view);
      } catch (error) {
        if (signal.aborted) return;
        this.#presence(this.#words.offline, false);
        version = null;
        await pause(1500, signal);
      }
    }
  }

  #show(view) {
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80;
    const kept = new Set(view.bubbles.map((bubble) => bubble.id));
    for (const [id, node] of this.#nodes) {
      if (kept.has(id)) continue;
      node.element.remove();
      this.#nodes.delete(id);
    }
    let grew = false;
    let before = this.#log.querySelector(".empty");
    for (const bubble of view.bubbles) {
      const form = JSON.stringify(bubble);
      const known = this.#nodes.get(bubble.id);
      const element = known?.element ?? document.createElement("li");
      if (known?.form !== form) {
        this.#draw(element, bubble);
        this.#nodes.set(bubble.id, { element, form });
        grew = true;
      }
      if (before.nextElementSibling !== element) before.after(element);
      before = element;
    }
    const empty = view.bubbles.length === 0;
    this.#log.querySelector(".empty").hidden = !empty;
    this.panel.classList.toggle("is-empty", empty);
    const startButton = this.panel.querySelector(".start");
    if (startButton !== null) startButton.hidden = !empty;
    this.#offerNumbers(view.bubbles);
    this.#showTyping(view.typingMs);
    if (grew && (atEnd || view.bubbles.at(-1)?.isMine)) this.toEnd();
  }

  #draw(element, bubble) {
    element.className = [
      "message",
      bubble.isMine ? "mine" : "theirs",
      bubble.state,
      bubble.isDraft ? "draft" : "",
    ].join(" ");
    const body = document.createElement("div");
    body.className = "bubble";
    for (const address of bubble.pictures) body.append(this.#picture(address));
    if (bubble.text.length > 0) {
      const text = document.createElement("p");
      text.append(...bubble.text.map(run));
      body.append(text);
    }
    const foot = document.createElement("span");
    foot.className = "foot";
    if (bubble.isEdited && this.kind === "telegram") foot.append(`${this.#words.edited} `);
    const time = document.createElement("time");
    time.dateTime = bubble.at;
    time.textContent = clockTime(new Date(bubble.at));
    foot.append(time);
    if (bubble.isMine && this.kind !== "sms") foot.append(this.#ticks(bubble.state));
    body.append(foot);
    const keyboard = document.createElement("div");
    keyboard.className = "keyboard";
    for (const row of bubble.buttons) keyboard.append(this.#row(row, bubble));
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = this.#note(bubble);
    element.replaceChildren(body, ...(bubble.buttons.length > 0 ? [keyboard] : []), ...(note.textContent ? [note] : []));
  }

  /** What the provider knows of a message: how far it got, and what an SMS costs. */
  #note(bubble) {
    const said = [];
    if (bubble.state === "failed") return bubble.isMine ? this.#words.notTaken : `${this.#words.failed} – ${bubble.problem}`;
    if (this.kind === "sms") said.push(this.#words[bubble.state]);
    if (this.kind === "whatsapp" && !bubble.isMine) said.push(`${{ queued: "", sent: "✓ ", delivered: "✓✓ ", read: "✓✓ ", failed: "" }[bubble.state]}${this.#words[bubble.state]}`);
    if (bubble.segments) said.push(bubble.segments === 1 ? this.#words.segment : this.#words.segments.replace("{n}", bubble.segments), bubble.encoding);
    return said.join(" · ");
  }

  #picture(address) {
    const image = document.createElement("img");
    image.src = address.startsWith("/") ? address : safe(address);
    image.alt = this.#words.picture;
    // Its height is known only now; who looks at the end goes on to.
    image.addEventListener("load", () => {
      if (this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < image.offsetHeight + 80) this.toEnd();
    });
    return image;
  }

  #ticks(state) {
    const ticks = document.createElement("span");
    ticks.className = "ticks";
    ticks.setAttribute("role", "img");
    ticks.setAttribute("aria-label", this.#words[state]);
    ticks.textContent = { queued: "○", sent: "✓", delivered: "✓✓", read: "✓✓", failed: "!" }[state];
    return ticks;
  }

  #row(row, bubble) {
    const line = document.createElement("div");
    for (const button of row) {
      const pressable = document.createElement(button.url ? "a" : "button");
      pressable.textContent = button.title;
      if (button.url) {
        pressable.href = safe(button.url);
        pressable.target = "_blank";
        pressable.rel = "noopener";
      } else {
        pressable.type = "button";
        pressable.addEventListener("click", () => this.send({ text: button.title, bubbleId: bubble.id, data: button.data }));
      }
      line.append(pressable);
    }
    return line;
  }

  /** Where choices are numbered, their numbers are one tap away. */
  #offerNumbers(bubbles) {
    const offer = this.panel.querySelector(".choices");
    const last = bubbles.at(-1);
    const text = last === undefined || last.isMine ? "" : last.text.map((one) => one.text).join("");
    const numbers = this.kind === "telegram" ? [] : [...text.matchAll(/^\s*(\d{1,2})[.)]\s+\S/gm)].map((match) => match[1]);
    offer.hidden = numbers.length === 0;
    if (offer.dataset.numbers === `${last?.id} ${numbers}`) return;
    offer.dataset.numbers = `${last?.id} ${numbers}`;
    offer.replaceChildren(
      ...numbers.map((number) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = number;
        button.setAttribute("aria-label", `${this.#words.choose} ${number}`);
        button.addEventListener("click", () => this.send({ text: number }));
        return button;
      }),
    );
  }

  #showTyping(ms) {
    clearTimeout(this.#typing);
    const presence = this.panel.querySelector(".presence");
    this.#presence(ms > 0 ? this.#words.typing : presence.dataset.idle, ms > 0);
    if (ms > 0) this.#typing = setTimeout(() => this.#presence(presence.dataset.idle, false), ms);
  }

  #presence(text, isTyping) {
    const presence = this.panel.querySelector(".presence");
    if (presence.textContent !== text) presence.textContent = text;
    this.panel.classList.toggle("is-typing", isTyping);
  }
}

function run(words) {
  const tags = { bold: "strong", italic: "em", underline: "u", strike: "s", code: "code", quote: "blockquote" };
  let node = document.createTextNode(words.text);
  if (words.href) {
    const link = document.createElement("a");
    link.href = safe(words.href);
    link.target = "_blank";
    link.rel = "noopener";
    link.append(node);
    node = link;
  }
  for (const style of words.styles) {
    const element = document.createElement(tags[style] ?? "span");
    element.className = style;
    element.append(node);
    node = element;
  }
  return node;
}

function safe(address) {
  return /^(https?:|mailto:|tel:)/i.test(address) ? address : "#";
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
}

function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** A page that nobody looks at asks nothing. */
function visible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
  });
}

/** From the block that the French numbering plan keeps for stories: it belongs to nobody. */
function newPerson() {
  return `+3363998${String(Math.floor(Math.random() * 10000)).padStart(4, "0")}`;
}

function recallPerson() {
  const known = localStorage.getItem("gateway-simulator:person");
  return /^\+[1-9]\d{6,14}$/.test(known ?? "") ? known : null;
}

function clockTime(at) {
  return at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function spaced(number) {
  return number.replace(/^(\+33)(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1 $2 $3 $4 $5 $6");
}

function tickClock() {
  const clock = root.querySelector("[data-clock]");
  const show = () => (clock.textContent = clockTime(new Date()));
  show();
  setInterval(show, 20_000);
}

if (workspace) start(JSON.parse(root.dataset.words));
