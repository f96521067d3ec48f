using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Activity;
using Gateway.Channels.Speech.Sound;
using Gateway.Channels.Speech.Weights;
using Gateway.Channels.Tests.Speech.Sound;
using Gateway.Testing;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Activity;

public sealed class VoiceActivityTests : IDisposable
{
    private readonly RecordedLogs _logs = new();
    private readonly ILoggerFactory _logging;

    public VoiceActivityTests() => _logging = LoggerFactory.Create(logging => logging.AddProvider(_logs));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fr", "Bonjour, je voudrais prendre un rendez-vous pour ma voiture.")]
    [InlineData("en", "Good morning, I would like to book an appointment for my car.")]
    public async Task Silero_hears_speech_in_both_languages(string locale, string words)
    {
        using var activities = Activities(ModelFiles.OfThisProgram);
        using var silero = activities.New();

        silero.ShouldBeOfType<SileroActivity>();
        Voiced(silero, await SpeechAsync(words, locale)).ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public async Task Silero_takes_neither_silence_nor_noise_nor_a_tone_for_speech()
    {
        using var activities = Activities(ModelFiles.OfThisProgram);
        using var silero = activities.New();

        Voiced(silero, new short[16_000]).ShouldBe(0);
        Voiced(silero, Tones.Noise(16_000, 300)).ShouldBe(0);
        Voiced(silero, Tones.Noise(16_000, 3_000)).ShouldBe(0);
        Voiced(silero, Tones.Sine(440, 8_000, 2)).ShouldBe(0);
        Voiced(silero, Tones.Sine(1_000, 8_000, 2, 5_000)).ShouldBe(0);

        // And hears it right after, and through noise.
        var speech = await SpeechAsync("Good morning, I would like to book an appointment.", "en");
        Voiced(silero, speech).ShouldBeGreaterThan(0.7);
        var noise = Tones.Noise(speech.Length, 1_000);
        Voiced(silero, [.. speech.Zip(noise, (one, other) => (short)Math.Clamp(one + other, -32_000, 32_000))])
            .ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public async Task Two_callers_do_not_hear_each_other()
    {
        using var activities = Activities(ModelFiles.OfThisProgram);
        using var alone = activities.New();
        using var one = activities.New();
        using var other = activities.New();
        var speech = Windows(await SpeechAsync("Good morning, I would like to book an appointment.", "en")).ToArray();
        var noise = Windows(Tones.Noise(speech.Length * 256, 3_000)).ToArray();

        var expected = speech.Select(window => alone.Next(window)).ToArray();
        var heard = speech.Zip(noise, (said, around) =>
        {
            other.Next(around);
            return one.Next(said);
        });

        heard.ToArray().ShouldBe(expected);
        one.Reset();
        speech.Select(window => one.Next(window)).ToArray().ShouldBe(expected);
    }

    [Fact]
    public async Task A_window_allocates_nothing_and_one_of_another_length_is_refused()
    {
        using var activities = Activities(ModelFiles.OfThisProgram);
        using var silero = activities.New();
        var windows = Windows(await SpeechAsync("Good morning.", "en")).ToArray();
        foreach (var window in windows)
            silero.Next(window);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var window in windows)
            silero.Next(window);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        Should.Throw<ArgumentException>(() => silero.Next(new short[160]));
    }

    [Fact]
    public async Task Who_hangs_up_as_the_gateway_stops_frees_the_model_last()
    {
        var activities = Activities(ModelFiles.OfThisProgram);
        var silero = activities.New();
        var windows = Windows(await SpeechAsync("Good morning.", "en")).ToArray();

        activities.Dispose();

        windows.Max(window => silero.Next(window)).ShouldBeGreaterThan(0.5f);
        silero.Dispose();
        silero.Dispose();
    }

    [Fact]
    public async Task Where_the_weights_are_missing_energy_stands_in()
    {
        using var activities = Activities(new ModelFiles("/nowhere"));
        using var energy = activities.New();

        energy.ShouldBeOfType<EnergyActivity>();
        Voiced(energy, new short[16_000]).ShouldBe(0);
        energy.Reset();
        Voiced(energy, Tones.Noise(16_000, 300)).ShouldBe(0);
        Voiced(energy, await SpeechAsync("Good morning, I would like to book an appointment.", "en"))
            .ShouldBeGreaterThan(0.6);
        // A noise that stays is taken for the line's.
        Voiced(energy, Tones.Noise(48_000, 2_000)[^8_000..]).ShouldBeGreaterThan(0);
        foreach (var window in Windows(Tones.Noise(80_000, 2_000)))
            energy.Next(window);
        Voiced(energy, Tones.Noise(8_000, 2_000)).ShouldBe(0);
    }

    [Fact]
    public void Weights_that_cannot_be_run_are_told_once_and_energy_stands_in()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var files = new ModelFiles(folder.FullName);
            File.WriteAllText(files.Silero, "garbage");
            using var activities = Activities(files);
            using var one = activities.New();
            using var another = activities.New();

            one.ShouldBeOfType<EnergyActivity>();
            another.ShouldBeOfType<EnergyActivity>();
            _logs.Lines.ShouldHaveSingleItem().ShouldContain("cannot be run here");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => _logging.Dispose();

    private static IEnumerable<short[]> Windows(short[] samples) =>
        samples.Chunk(256).Where(window => window.Length == 256);

    private static double Voiced(IVoiceActivity activity, short[] samples) =>
        Windows(samples).Average(window => activity.Next(window) > 0.5 ? 1.0 : 0);

    private static async Task<short[]> SpeechAsync(string words, string locale)
    {
        var sound = await SyntheticVoices.EspeakAsync(words, locale, Stop);
        var samples = new short[sound.Length];
        MuLaw.Decode(sound, samples);
        return samples;
    }

    private VoiceActivities Activities(ModelFiles files) => new(files, _logging.CreateLogger<VoiceActivities>());
}
