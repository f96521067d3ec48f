using Gateway.Channels.Speech.Sound;
using Gateway.Testing.Speech;

namespace Gateway.Channels.Tests.Speech.Contracts;

/// <summary>Words that scripted vendors know by their tones.</summary>
internal static class ToneWords
{
    private const int WordBytes = 3_200;
    private const int GapBytes = 800;

    private static readonly Dictionary<int, string> ByTone = new()
    {
        [500] = "bonjour",
        [750] = "rendez-vous",
        [1_000] = "mardi",
        [1_400] = "merci",
    };

    public static (string One, string Other) Said { get; } = ("bonjour rendez-vous mardi", "merci bonjour");

    public static byte[] Say(string words) =>
    [
        .. ScriptedSound.Silence(GapBytes),
        .. words.Split(' ').SelectMany(word => (byte[])
        [
            .. ScriptedSound.Tone(ByTone.Single(tone => tone.Value == word).Key, WordBytes),
            .. ScriptedSound.Silence(GapBytes),
        ]),
    ];

    public static string Read(byte[] sound) => ScriptedSound.Read(sound, ByTone);

    public static string ReadWave(byte[] file)
    {
        var samples = Wave.Read(file, out var rateHz);
        return ScriptedSound.Read(samples, rateHz, ByTone);
    }
}
