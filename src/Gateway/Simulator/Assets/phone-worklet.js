/** Gathers the microphone's samples into frames of 20 ms at 8 kHz. */
class Frames extends AudioWorkletProcessor {
  #frame = new Float32Array(160);
  #filled = 0;

  process([[samples]]) {
    if (!samples) return true;
    for (const sample of samples) {
      this.#frame[this.#filled++] = sample;
      if (this.#filled === this.#frame.length) {
        this.port.postMessage(this.#frame.slice());
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("frames", Frames);
