const root = document.querySelector(".calling");
const words = JSON.parse(root.dataset.words);
const handset = root.querySelector(".handset");
const lines = root.querySelector(".lines");
const form = root.querySelector(".say");
const input = form.querySelector("input");
const times = root.querySelector(".times");
const person = root.querySelector("[data-person]");
const microphoneButton = root.querySelector("[data-mic]");

const RATE = 8000;
const FRAME = 160;

/** A call over the simulator's socket: sound both ways as mu-law, everything else as JSON. */
class Call {
  #socket;
  #speaker;
  #microphone = null;
  #hearing = null;
  #recognizer = null;

  constructor() {
    const number = `+3363998${String(Math.floor(Math.random() * 10000)).padStart(4, "0")}`;
    const query = new URLSearchParams({ workspace: root.dataset.workspace, from: number });
    this.#speaker = new Speaker();
    this.#socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/simulator/call?${query}`);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("message", (event) => {
      if (typeof event.data === "string") this.#take(JSON.parse(event.data));
      else this.#speaker.play(new Uint8Array(event.data));
    });
    this.#socket.addEventListener("close", () => this.#over(handset.dataset.state === "ringing" ? "refused" : "ended"));
  }

  tell(said) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(said));
  }

  say(text) {
    this.tell({ type: "say", text, locale: root.dataset.locale });
    if (this.#recognizer !== "typed") return;
    this.#hearing = write("you", text, { note: words.typed });
  }

  async listen() {
    if (this.#microphone) {
      this.#microphone.stop();
      this.#microphone = null;
    } else {
      try {
        this.#microphone = await Microphone.open((sound) => {
          if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(sound);
        });
      } catch {
        write("provider", words.noMicrophone);
      }
    }
    microphoneButton.setAttribute("aria-pressed", String(this.#microphone !== null));
  }

  hangUp() {
    this.tell({ type: "hangUp" });
  }

  #take(told) {
    switch (told.type) {
      case "ringing":
        show("ringing");
        break;
      case "answered":
        this.#recognizer = told.name ?? null;
        show("talking");
        break;
      case "hearing":
        this.#hear(told.text, true);
        break;
      case "heard":
        show("talking");
        this.#hear(told.text, false);
        break;
      case "pressed":
        write("you", "• ".repeat(Number(told.text)).trim(), { note: words.keys });
        break;
      case "said":
        if (handset.dataset.state === "listening") show("talking");
        write("agent", told.text, { joins: true });
        break;
      case "paused":
        show("listening");
        break;
      case "resumed":
        show("talking");
        break;
      case "interrupted":
        show("talking");
        write("agent", told.text, { cut: true });
        break;
      case "timed":
        this.#time(told.times);
        break;
      case "provider":
      case "whisper":
        write(told.type, told.text);
        break;
      case "dialling":
        person.hidden = false;
        person.querySelector("[data-person-number]").textContent = told.text;
        person.querySelector("[data-pick-up]").focus();
        break;
      case "person":
        person.hidden = true;
        show("person");
        break;
      case "recording":
        show("recording");
        break;
      case "refused":
        show("refused");
        break;
      case "ended":
        this.#over("ended");
        break;
    }
  }

  #hear(text, isPartial) {
    if (!text) return;
    if (this.#recognizer === "typed" && this.#hearing) {
      if (!isPartial) this.#hearing = null;
      return;
    }
    if (this.#hearing) this.#hearing.querySelector("q").textContent = text;
    else this.#hearing = write("you", text);
    this.#hearing.classList.toggle("partial", isPartial);
    if (!isPartial) this.#hearing = null;
  }

  #time(known) {
    times.hidden = false;
    for (const cell of times.querySelectorAll("[data-time]")) {
      const value = known[cell.dataset.time];
      cell.textContent = value == null ? "–" : String(value);
    }
  }

  #over(state) {
    if (call !== this) return;
    call = null;
    this.#microphone?.stop();
    microphoneButton.setAttribute("aria-pressed", "false");
    person.hidden = true;
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close();
    setTimeout(() => this.#speaker.close(), 1500);
    show(state);
  }
}

/** Plays mu-law as it comes, a moment late so that it does not break off. */
class Speaker {
  #context = new AudioContext();
  #next = 0;

  play(sound) {
    const buffer = this.#context.createBuffer(1, sound.length, RATE);
    const samples = buffer.getChannelData(0);
    for (let at = 0; at < sound.length; at++) samples[at] = decode(sound[at]) / 32768;
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    const now = this.#context.currentTime;
    if (this.#next < now) this.#next = now + 0.06;
    source.start(this.#next);
    this.#next += buffer.duration;
  }

  close() {
    this.#context.close();
  }
}

/** The microphone, as mu-law at 8 kHz in frames of 20 ms. */
class Microphone {
  #stream;
  #context;

  static async open(onFrame) {
    const microphone = new Microphone();
    microphone.#stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    microphone.#context = new AudioContext({ sampleRate: RATE });
    await microphone.#context.audioWorklet.addModule(root.dataset.worklet ?? new URL("phone-worklet.js", import.meta.url));
    const node = new AudioWorkletNode(microphone.#context, "frames");
    node.port.addEventListener("message", ({ data }) => {
      const frame = new Uint8Array(FRAME);
      for (let at = 0; at < FRAME; at++) frame[at] = encode(Math.max(-1, Math.min(1, data[at])) * 32767);
      onFrame(frame);
    });
    node.port.start();
    microphone.#context.createMediaStreamSource(microphone.#stream).connect(node);
    return microphone;
  }

  stop() {
    for (const track of this.#stream.getTracks()) track.stop();
    this.#context.close();
  }
}

/** G.711. */
function decode(value) {
  const bits = ~value & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 0x07)) - 132;
  return bits & 0x80 ? -magnitude : magnitude;
}

function encode(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(sample)), 32635) + 132;
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

function write(who, text, { note = null, cut = false, joins = false } = {}) {
  lines.querySelector(".empty")?.remove();
  const last = lines.lastElementChild;
  if (joins && last?.dataset.who === who && !last.classList.contains("cut")) {
    last.querySelector("q").textContent += ` ${text}`;
    last.scrollIntoView({ block: "nearest" });
    return last;
  }
  // What was cut off replaces the words that were on their way.
  const line = cut && last?.dataset.who === who ? last : document.createElement("li");
  line.dataset.who = who;
  line.classList.toggle("cut", cut);
  line.replaceChildren();
  const name = document.createElement("strong");
  name.textContent = words[who];
  const said = document.createElement("q");
  said.textContent = text;
  line.append(name, " ", said);
  if (note || cut) {
    const small = document.createElement("small");
    small.textContent = cut ? words.cut : note;
    line.append(" ", small);
  }
  lines.append(line);
  line.scrollIntoView({ block: "nearest" });
  return line;
}

function show(state) {
  handset.dataset.state = state;
  root.querySelector("[data-state-words]").textContent = words[state];
  const isOn = call !== null;
  root.querySelector("[data-ring]").hidden = isOn;
  root.querySelector("[data-hang]").hidden = !isOn;
  microphoneButton.hidden = !isOn;
  for (const key of root.querySelectorAll("[data-key]")) key.disabled = !isOn;
  input.disabled = form.querySelector("button").disabled = !isOn;
}

let call = null;

root.querySelector("[data-ring]").addEventListener("click", () => {
  lines.replaceChildren();
  times.hidden = true;
  call = new Call();
  show("ringing");
  input.focus();
});
root.querySelector("[data-hang]").addEventListener("click", () => call?.hangUp());
microphoneButton.addEventListener("click", () => call?.listen());
root.querySelector("[data-pick-up]").addEventListener("click", () => call?.tell({ type: "pickUp" }));
root.querySelector("[data-decline]").addEventListener("click", () => call?.tell({ type: "decline" }));
for (const key of root.querySelectorAll("[data-key]"))
  key.addEventListener("click", () => call?.tell({ type: "key", key: key.dataset.key }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text || !call) return;
  call.say(text);
  input.value = "";
});
