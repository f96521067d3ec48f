using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Espeak;

/// <summary>
/// The offline voice: espeak-ng, a program of its own for each request (it is under the GPL, and is started, never
/// linked). It speaks hundreds of times faster than one listens, so that what it says is there at once.
/// </summary>
internal sealed class EspeakSynthesizer : ISpeechSynthesizer, IDisposable
{
    /// <summary>Its name in the configuration.</summary>
    public const string BackEnd = "espeak";

    private const int MostAtOnce = 4;
    private const int MostLetters = 8_000;
    private const string WordsAMinute = "165";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly SemaphoreSlim _atOnce = new(MostAtOnce);
    private readonly string? _program;
    private readonly TimeProvider _time;

    /// <summary>Speaks with a program.</summary>
    /// <param name="program">Where it is; null: it is not installed.</param>
    /// <param name="time">Whose time it is.</param>
    public EspeakSynthesizer(string? program, TimeProvider time) => (_program, _time) = (program, time);

    /// <inheritdoc/>
    public string Name => BackEnd;

    /// <summary>Where the path leads to it; null: nowhere.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "espeak-ng.exe" : "espeak-ng"))
        .FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public bool Knows(string locale) => _program is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public string VoiceOf(SpeakRequest request) => $"{VoiceName(request)}-{WordsAMinute}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpokenSound> SpeakAsync(
        SpeakRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_program is null)
            throw new SpeechException(BackEnd, "connection");
        var text = Plain(request.Text);
        if (text.Length == 0)
            yield break;
        using var limit = new CancellationTokenSource(Limit, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await TellingWhyAsync(_atOnce.WaitAsync(end.Token), cancellationToken);
        try
        {
            using var process = await TellingWhyAsync(
                Task.Run(() => Start(VoiceName(request)), end.Token), cancellationToken);
            try
            {
                await TellingWhyAsync(WriteAsync(process, text, end.Token), cancellationToken);
                var output = process.StandardOutput.BaseStream;
                var wave = new WaveStream();
                var buffer = new byte[16 * 1024];
                int read;
                while ((read = await TellingWhyAsync(
                    output.ReadAsync(buffer, end.Token).AsTask(), cancellationToken)) > 0)
                    yield return new SpokenSound(Understand(() => wave.Next(buffer.AsSpan(0, read))));
                yield return new SpokenSound(Understand(wave.Finish));
            }
            finally
            {
                Kill(process);
            }
        }
        finally
        {
            _atOnce.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();

    /// <summary>
    /// Without what it would take for a command: phonemes in double brackets, and signs that are no text.
    /// </summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, MostLetters));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= MostLetters)
                break;
            plain.Append(Rune.IsControl(rune) || rune.Value is '[' or ']' ? " " : rune.ToString());
        }

        return plain.ToString().Trim();
    }

    private static string VoiceName(SpeakRequest request) =>
        request.Voice is { Length: > 0 and < 40 } voice
            && voice.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+' or '_')
            && voice[0] != '-'
            ? voice
            : request.Locale == "fr" ? "fr" : "en-gb";

    private static async Task WriteAsync(Process process, string text, CancellationToken cancellationToken)
    {
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync(Utf8.GetBytes(text + "\n"), cancellationToken);
        await input.DisposeAsync();
    }

    private static ReadOnlyMemory<byte> Understand(Func<ReadOnlyMemory<byte>> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new SpeechException(BackEnd, "broken", exception);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static Task<bool> TellingWhyAsync(Task doing, CancellationToken asked) =>
        TellingWhyAsync(WithResultAsync(doing), asked);

    private static async Task<bool> WithResultAsync(Task doing)
    {
        await doing;
        return true;
    }

    private static async Task<T> TellingWhyAsync<T>(Task<T> doing, CancellationToken asked)
    {
        try
        {
            return await doing;
        }
        catch (OperationCanceledException exception) when (!asked.IsCancellationRequested)
        {
            throw new SpeechException(BackEnd, "timeout", exception);
        }
        catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception)
        {
            throw new SpeechException(BackEnd, "broken", exception);
        }
    }

    private Process Start(string voice)
    {
        var start = new ProcessStartInfo(_program!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["-v", voice, "-s", WordsAMinute, "-b", "1", "--stdin", "--stdout"])
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new IOException("The program did not start.");
    }
}
