using Gateway.Channels.Speech.Espeak;
using Gateway.Channels.Speech.Moonshine;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech.BackEnds;

/// <summary>Which back ends are tried, in which order; section <c>Speech</c> of the configuration, checked.</summary>
/// <param name="Recognizers">Names of recognisers, first choice first.</param>
/// <param name="Synthesizers">Names of synthesisers, likewise.</param>
internal sealed record SpeechOptions(IReadOnlyList<string> Recognizers, IReadOnlyList<string> Synthesizers)
{
    private const string Section = "Speech";

    private static readonly string[] KnownRecognizers = [MoonshineRecognizer.BackEnd];

    private static readonly string[] KnownSynthesizers = [EspeakSynthesizer.BackEnd];

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value is wrong; the message names its key.</exception>
    public static SpeechOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new SpeechOptions(
            Order(section.GetSection("Recognizers"), KnownRecognizers),
            Order(section.GetSection("Synthesizers"), KnownSynthesizers));
    }

    private static string[] Order(IConfigurationSection section, string[] known)
    {
        string[] named =
        [
            .. (section.Value is { } line
                    ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    : section.GetChildren().Select(name => name.Value).OfType<string>())
                .Select(name => name.ToLowerInvariant()),
        ];
        if (named.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new ConfigurationException(section.Path, unknown, $"some of {string.Join(", ", known)}");
        return named.Length == 0 ? known : [.. named.Distinct()];
    }
}
