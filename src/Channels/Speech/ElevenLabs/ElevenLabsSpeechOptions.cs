using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech.ElevenLabs;

/// <summary>
/// ElevenLabs as it listens and speaks; sections <c>ElevenLabs</c> (the account) and <c>Speech:ElevenLabs</c>.
/// </summary>
internal sealed record ElevenLabsSpeechOptions
{
    /// <summary>Opens the API; null: it is not used.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where the API is, without a trailing slash. Default <c>https://api.elevenlabs.io</c>.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://api.elevenlabs.io");

    /// <summary>
    /// The voice where a workspace names none. The default is the one of the vendor's first example, which every
    /// account may use.
    /// </summary>
    public string Voice { get; init; } = "JBFqnCBsd6RMkjVDRZzb";

    /// <summary>The model that speaks. Default <c>eleven_flash_v2_5</c>: 32 languages, the fastest.</summary>
    public string SpeechModel { get; init; } = "eleven_flash_v2_5";

    /// <summary>The model that listens. Default <c>scribe_v2_realtime</c>.</summary>
    public string TranscribeModel { get; init; } = "scribe_v2_realtime";

    /// <summary>Reads and checks the sections.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static ElevenLabsSpeechOptions Read(IConfiguration configuration)
    {
        var byDefault = new ElevenLabsSpeechOptions();
        return new ElevenLabsSpeechOptions
        {
            ApiKey = SpeechSection.Text(configuration, "ElevenLabs:ApiKey"),
            ApiBaseUrl = SpeechSection.Address(configuration, "ElevenLabs:ApiBaseUrl") ?? byDefault.ApiBaseUrl,
            Voice = SpeechSection.Text(configuration, "Speech:ElevenLabs:Voice")
                ?? SpeechSection.Text(configuration, "ElevenLabs:VoiceId") ?? byDefault.Voice,
            SpeechModel = SpeechSection.Text(configuration, "Speech:ElevenLabs:SpeechModel") ?? byDefault.SpeechModel,
            TranscribeModel =
                SpeechSection.Text(configuration, "Speech:ElevenLabs:TranscribeModel") ?? byDefault.TranscribeModel,
        };
    }
}
