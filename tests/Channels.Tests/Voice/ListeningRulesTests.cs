using Gateway.Channels.Speech;
using Gateway.Channels.Voice.Turns;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>The rules of listening, one by one.</summary>
public sealed class ListeningRulesTests
{
    [Theory]
    [InlineData("", Expectation.Free, 350)]
    [InlineData("une place lundi", Expectation.Free, 350)]
    [InlineData("je voudrais une", Expectation.Free, 750)]
    [InlineData("alors euh", Expectation.Free, 750)]
    [InlineData("d'abord,", Expectation.Free, 750)]
    [InlineData("oui", Expectation.YesNo, 250)]
    [InlineData("a b", Expectation.Plate, 950)]
    [InlineData("zéro six", Expectation.Phone, 1_100)]
    [InlineData("jean", Expectation.Email, 1_250)]
    [InlineData("du", Expectation.Name, 1_350)]
    public void Silence_ends_an_utterance_by_what_was_said_and_asked(string text, Expectation expects, int expected) =>
        EndPointing.SilenceMs(text, "fr", expects, new Pauses()).ShouldBe(expected);

    [Fact]
    public void A_callers_own_pauses_are_waited_for_within_bounds()
    {
        var pauses = new Pauses();
        pauses.Note(150);
        pauses.AverageMs.ShouldBeNull();
        pauses.Note(400);
        EndPointing.SilenceMs("voilà", "fr", Expectation.Free, pauses).ShouldBe(500);
        for (var i = 0; i < 20; i++)
            pauses.Note(60_000);
        EndPointing.SilenceMs("voilà", "fr", Expectation.Free, pauses).ShouldBe(800);
        EndPointing.SilenceMs("le", "fr", Expectation.Email, pauses).ShouldBeLessThanOrEqualTo(EndPointing.MostMs);
    }

    [Fact]
    public void Three_windows_of_four_open_the_gate_and_one_alone_is_a_click()
    {
        var gate = Gate();
        Feed(gate, loud: 1);
        Feed(gate, loud: 0, quiet: 1);
        gate.IsOpen.ShouldBeFalse();
        Feed(gate, loud: 2);
        gate.IsOpen.ShouldBeTrue();
        Feed(gate, loud: 3, quiet: 5);
        gate.SilenceMs.ShouldBe(160);

        Feed(gate, loud: 1);
        gate.SilenceMs.ShouldBe(192);
        Feed(gate, loud: 1);
        gate.SilenceMs.ShouldBe(0);
    }

    [Fact]
    public void Patience_and_deafness_to_noise_are_two_settings()
    {
        var gate = Gate();
        gate.Profile = GateProfile.Speaking;

        Feed(gate, loud: 3);
        gate.IsOpen.ShouldBeFalse();
        Feed(gate, loud: 1);

        gate.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void A_quiet_voice_is_heard_above_the_noise_of_the_line()
    {
        var gate = Gate(threshold: -60);
        // -50 dBFS of noise, then a voice of -32.
        Sound(gate, CodedSpeech.Hum(0xF2), 100);
        gate.IsOpen.ShouldBeFalse($"{gate.FloorDb}");
        gate.FloorDb.ShouldBeInRange(-52, -45);

        Sound(gate, CodedSpeech.Hum(0xD3), 8);

        gate.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void What_hums_on_becomes_the_floor_within_three_seconds()
    {
        var gate = Gate(threshold: -60);
        Feed(gate, quiet: 100);

        Sound(gate, CodedSpeech.Hum(0x90), 160);

        gate.SilenceMs.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void A_zero_is_a_person_unless_a_number_is_asked_for_and_more_follows()
    {
        var keys = new KeyPad();
        keys.Press('0', 0, Expectation.Free, 0).ShouldBe(KeyPad.Person);
        keys.Press('0', 0, Expectation.Phone, 0).ShouldBeNull();
        keys.Due(1_999).ShouldBeNull();
        keys.Due(2_000).ShouldBe(KeyPad.Person);
        keys.Press('0', 3_000, Expectation.Digits, 0).ShouldBeNull();
        keys.Press('7', 3_100, Expectation.Digits, 0).ShouldBeNull();
        keys.Press('#', 3_200, Expectation.Digits, 0).ShouldBe("07");
        keys.Press('#', 3_300, Expectation.Digits, 0).ShouldBeNull();
        for (var i = 0; i < 100; i++)
            keys.Press('1', 4_000, Expectation.Digits, 0);
        keys.Due(9_000)!.Length.ShouldBe(KeyPad.MostKeys);
    }

    [Fact]
    public void Words_interrupt_and_remarks_coughs_and_silence_do_not()
    {
        var barge = new BargeIn();
        barge.Hold(1_000);
        barge.Judge(1_100, 0, "", isSettled: false, isRemark: false).ShouldBe(BargeInVerdict.Wait);
        barge.Judge(1_200, 0, "oui", isSettled: false, isRemark: true).ShouldBe(BargeInVerdict.Wait);
        barge.Judge(1_300, 0, "non", isSettled: false, isRemark: false).ShouldBe(BargeInVerdict.Interrupt);
        barge.Judge(1_400, 288, "oui", isSettled: true, isRemark: true).ShouldBe(BargeInVerdict.Wait);
        barge.Judge(1_500, 320, "oui", isSettled: true, isRemark: true).ShouldBe(BargeInVerdict.Resume);
        barge.Judge(1_500, 320, "", isSettled: false, isRemark: false).ShouldBe(BargeInVerdict.Wait);
        barge.Judge(2_500, 320, "", isSettled: false, isRemark: false).ShouldBe(BargeInVerdict.Resume);
        barge.Judge(1_500, 320, "…", isSettled: true, isRemark: false).ShouldBe(BargeInVerdict.Resume);
    }

    private static SpeechGate Gate(double threshold = -40) => new(new Threshold(threshold));

    private static void Feed(SpeechGate gate, int loud = 0, int quiet = 0)
    {
        Take(gate, [.. Enumerable.Range(0, loud * 256).Select(at => (byte)(at % 2 == 0 ? 0x80 : 0x00))]);
        Take(gate, [.. Enumerable.Repeat((byte)0xFF, quiet * 256)]);
    }

    private static void Sound(SpeechGate gate, byte[] frame, int frames)
    {
        for (var i = 0; i < frames; i++)
            Take(gate, frame);
    }

    private static void Take(SpeechGate gate, byte[] sound) => gate.Take(sound, _ => { });

    private sealed class Threshold(double db) : IVoiceActivity
    {
        public float Next(ReadOnlySpan<short> window) =>
            Gateway.Channels.Speech.Sound.Levels.Of(window) > db ? 1 : 0;

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}
