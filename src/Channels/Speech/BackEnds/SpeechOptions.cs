using Gateway.Channels.Speech.Deepgram;
using Gateway.Channels.Speech.ElevenLabs;
using Gateway.Channels.Speech.Espeak;
using Gateway.Channels.Speech.Moonshine;
using Gateway.Channels.Speech.OpenAI;
using Gateway.Channels.Speech.Whisper;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech.BackEnds;

/// <summary>Which back ends there are, in the order in which they are tried, checked.</summary>
internal sealed record SpeechOptions
{
    /// <summary>Names of recognisers, first choice first.</summary>
    public required IReadOnlyList<string> Recognizers { get; init; }

    /// <summary>Names of synthesisers, first choice first.</summary>
    public required IReadOnlyList<string> Synthesizers { get; init; }

    public required ElevenLabsSpeechOptions ElevenLabs { get; init; }

    public required DeepgramOptions Deepgram { get; init; }

    public required OpenAiSpeechOptions OpenAi { get; init; }

    public required WhisperOptions Whisper { get; init; }

    /// <summary>Reads and checks the sections <c>Speech</c> and <c>ElevenLabs</c>.</summary>
    /// <exception cref="ConfigurationException">A value is wrong; the message names its key.</exception>
    public static SpeechOptions Read(IConfiguration configuration)
    {
        var elevenLabs = ElevenLabsSpeechOptions.Read(configuration);
        var deepgram = DeepgramOptions.Read(configuration);
        var openAi = OpenAiSpeechOptions.Read(configuration);
        var whisper = WhisperOptions.Read(configuration);
        const string NoKey = "ElevenLabs:ApiKey";
        return new SpeechOptions
        {
            ElevenLabs = elevenLabs,
            Deepgram = deepgram,
            OpenAi = openAi,
            Whisper = whisper,
            // What is built in comes last.
            Recognizers = Order(
                configuration.GetSection("Speech:Recognizers"),
                [
                    new(ElevenLabsRecognizer.BackEnd, elevenLabs.ApiKey is not null, NoKey),
                    new(DeepgramRecognizer.BackEnd, deepgram.ApiKey is not null, $"{DeepgramOptions.Section}:ApiKey"),
                    new(
                        OpenAiRecognizer.BackEnd, openAi.TranscribeModel is not null,
                        $"{OpenAiSpeechOptions.Section}:TranscribeModel"),
                    new(WhisperRecognizer.BackEnd, whisper.ModelPath is not null, WhisperOptions.Key),
                    new(MoonshineRecognizer.BackEnd, true, ""),
                ]),
            Synthesizers = Order(
                configuration.GetSection("Speech:Synthesizers"),
                [
                    new(ElevenLabsRecognizer.BackEnd, elevenLabs.ApiKey is not null, NoKey),
                    new(
                        OpenAiRecognizer.BackEnd, openAi.SpeechModel is not null,
                        $"{OpenAiSpeechOptions.Section}:SpeechModel"),
                    new(EspeakSynthesizer.BackEnd, true, ""),
                ]),
        };
    }

    private static string[] Order(IConfigurationSection section, Known[] known)
    {
        string[] named =
        [
            .. (section.Value is { } line
                    ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    : section.GetChildren().Select(name => name.Value).OfType<string>())
                .Select(name => name.Trim().ToLowerInvariant())
                .Distinct(),
        ];
        if (named.Length == 0)
            return [.. known.Where(one => one.IsConfigured).Select(one => one.Name)];
        foreach (var name in named)
        {
            var one = Array.Find(known, one => one.Name == name);
            if (one.Name is null)
                throw new ConfigurationException(
                    section.Path, name, $"some of {string.Join(", ", known.Select(other => other.Name))}");
            if (!one.IsConfigured)
                throw new ConfigurationException(one.MissingKey, null, $"a value, since {section.Path} names {name}");
        }

        return named;
    }

    private readonly record struct Known(string Name, bool IsConfigured, string MissingKey);
}
