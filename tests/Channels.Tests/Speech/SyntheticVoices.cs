using System.Diagnostics;
using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Espeak;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Tests.Speech;

/// <summary>People on the telephone who are programs: espeak-ng and flite, as mu-law at 8 kHz.</summary>
internal static class SyntheticVoices
{
    /// <summary>Half a second of the line before and after.</summary>
    public static byte[] Silence { get; } = [.. Enumerable.Repeat(MuLaw.Silence, 4_000)];

    public static async Task<byte[]> EspeakAsync(string text, string locale, CancellationToken cancellationToken)
    {
        using var espeak = new EspeakSynthesizer(EspeakSynthesizer.Find(), TimeProvider.System);
        var sound = new List<byte>();
        await foreach (var piece in espeak.SpeakAsync(new SpeakRequest(text, locale), cancellationToken))
            sound.AddRange(piece.Sound.Span);
        return [.. sound];
    }

    /// <param name="text">English.</param>
    /// <param name="voice">kal, awb, rms or slt.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<byte[]> FliteAsync(string text, string voice, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var flite = Process.Start("flite", ["-voice", voice, "-t", text, "-o", file]);
            await flite.WaitForExitAsync(cancellationToken);
            var stream = new WaveStream();
            var sound = stream.Next(await File.ReadAllBytesAsync(file, cancellationToken));
            return [.. sound.Span, .. stream.Finish().Span];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
