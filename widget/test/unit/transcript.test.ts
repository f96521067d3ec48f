import { describe, expect, test } from "vitest";
import { Transcript } from "../../src/transcript.ts";
import type { Entry } from "../../src/wire.ts";

function entry(seq: number, more: Partial<Entry> = {}): Entry {
  return { seq, role: "agent", text: `entry ${seq}`, parts: [], at: "2026-11-21T10:00:00+00:00", ...more };
}

const seqs = (transcript: Transcript): number[] => transcript.entries.map(({ seq }) => seq);
const words = (transcript: Transcript): string[] => transcript.running.map(({ text }) => text);

describe("entries", () => {
  test("stand in the order of their seq, however they come", () => {
    const transcript = new Transcript();
    for (const seq of [1, 3, 2, 5, 4]) transcript.add(entry(seq));
    expect(seqs(transcript)).toEqual([1, 2, 3, 4, 5]);
  });

  test("that come twice are held once", () => {
    const transcript = new Transcript();
    expect(transcript.add(entry(1))).toBe("applied");
    expect(transcript.add(entry(1))).toBe("ignored");
    expect(seqs(transcript)).toEqual([1]);
  });

  test("that skip a place tell of a gap, and of where it begins", () => {
    const transcript = new Transcript();
    transcript.add(entry(1));
    expect(transcript.add(entry(4))).toBe("gap");
    expect(transcript.contiguousSeq).toBe(1);
    transcript.add(entry(2));
    transcript.add(entry(3));
    expect(transcript.contiguousSeq).toBe(4);
  });

  test("that are the first of an empty session but not number one tell of a gap", () => {
    const transcript = new Transcript();
    transcript.load([]);
    expect(transcript.add(entry(2))).toBe("gap");
    expect(transcript.contiguousSeq).toBe(0);
  });

  test("that Start cuts off at fifty are no gap but older history", () => {
    const transcript = new Transcript();
    expect(transcript.load([entry(101), entry(102)]).applied).toBe("applied");
    expect(transcript.floor).toBe(100);
    expect(transcript.contiguousSeq).toBe(102);
  });

  test("that lie between what is held and what Start answers after a long break are a gap", () => {
    const transcript = new Transcript();
    transcript.load([entry(1), entry(2)]);
    const { added, applied } = transcript.load([entry(60), entry(61)]);
    expect(applied).toBe("gap");
    expect(added.map(({ seq }) => seq)).toEqual([60, 61]);
    expect(transcript.contiguousSeq).toBe(2);
  });

  test("that are older than what is held move the floor down", () => {
    const transcript = new Transcript();
    transcript.load([entry(3), entry(4)]);
    transcript.add(entry(1));
    transcript.add(entry(2));
    expect(transcript.floor).toBe(0);
    expect(transcript.contiguousSeq).toBe(4);
  });
});

describe("deltas", () => {
  test("put the text where their index says", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bon" });
    transcript.delta({ turnId: "t", index: 3, text: "jour" });
    expect(words(transcript)).toEqual(["Bonjour"]);
  });

  test("that are heard twice change nothing, even when others came between", () => {
    const transcript = new Transcript();
    const deltas = [
      { turnId: "t", index: 0, text: "Bon" },
      { turnId: "t", index: 3, text: "jour" },
      { turnId: "t", index: 7, text: " !" },
    ];
    for (const delta of deltas) transcript.delta(delta);
    transcript.delta({ turnId: "t", index: 3, text: "jour" });
    transcript.delta({ turnId: "t", index: 7, text: " !" });
    expect(words(transcript)).toEqual(["Bonjour !"]);
  });

  test("that start over at 0 replace what another node had worded", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bonjour, je" });
    transcript.delta({ turnId: "t", index: 0, text: "Salut" });
    expect(words(transcript)).toEqual(["Salut"]);
  });

  test("that start over in the same words begin again from there", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bonjour, je" });
    transcript.delta({ turnId: "t", index: 0, text: "Bonjour" });
    expect(words(transcript)).toEqual(["Bonjour"]);
  });

  test("count in UTF-16 units", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "👋" });
    expect(transcript.delta({ turnId: "t", index: 2, text: " hi" })).toBe("applied");
    expect(words(transcript)).toEqual(["👋 hi"]);
  });

  test("beyond the text held tell of a gap, and join once the missing text is there", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bon" });
    expect(transcript.delta({ turnId: "t", index: 7, text: " !" })).toBe("gap");
    expect(words(transcript)).toEqual(["Bon"]);
    transcript.setRunning({ turnId: "t", text: "Bonjour" });
    expect(words(transcript)).toEqual(["Bonjour !"]);
  });

  test("that overtook the answer of Resume are not undone by it", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bonjour !" });
    transcript.setRunning({ turnId: "t", text: "Bon" });
    expect(words(transcript)).toEqual(["Bonjour !"]);
  });

  test("give way to the entry of their turn, and do not come back after it", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bon" });
    transcript.add(entry(1, { turnId: "t", text: "Bonjour !" }));
    expect(transcript.delta({ turnId: "t", index: 3, text: "jour" })).toBe("ignored");
    expect(words(transcript)).toEqual([]);
  });

  test("of a turn that nobody words any more are dropped", () => {
    const transcript = new Transcript();
    transcript.delta({ turnId: "t", index: 0, text: "Bon" });
    transcript.setRunning(undefined);
    expect(words(transcript)).toEqual([]);
  });

  test("end as the sent text for any order, repetition and loss that a resync follows", () => {
    // A small generator of its own, so that a failure can be run again from its seed.
    for (let seed = 1; seed <= 300; seed += 1) {
      let state = seed * 2_654_435_761;
      const random = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state % below;
      };
      const pieces = Array.from({ length: 1 + random(12) }, () => "abcdefgh ".slice(random(4), 5 + random(4)));
      const text = pieces.join("");
      const transcript = new Transcript();
      let index = 0;
      let missed = false;
      for (const piece of pieces) {
        for (let times = random(3); times > 0; times -= 1)
          missed = transcript.delta({ turnId: "t", index, text: piece }) === "gap" || missed;
        index += piece.length;
      }
      if (missed || words(transcript)[0] !== text) transcript.setRunning({ turnId: "t", text });
      expect(words(transcript), `seed ${seed}`).toEqual([text]);
    }
  });
});
