using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech.OpenAI;

/// <summary>Any service with OpenAI's interface for sound; section <c>Speech:OpenAI</c> of the configuration.</summary>
internal sealed record OpenAiSpeechOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Speech:OpenAI";

    private static readonly Uri Vendor = new("https://api.openai.com/v1");

    /// <summary>Where it is, with <c>/v1</c>, without a trailing slash.</summary>
    public Uri Endpoint { get; init; } = Vendor;

    /// <summary>Opens it; null: a service of one's own that asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The model that listens; null: none does.</summary>
    public string? TranscribeModel { get; init; }

    /// <summary>The model that speaks; null: none does.</summary>
    public string? SpeechModel { get; init; }

    /// <summary>The voice where a workspace names none. Default <c>alloy</c>.</summary>
    public string Voice { get; init; } = "alloy";

    /// <summary>Whether it is the vendor's own, whose raw sound is known to have 24,000 samples a second.</summary>
    public bool IsVendor => Endpoint.Host == Vendor.Host;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static OpenAiSpeechOptions Read(IConfiguration configuration)
    {
        var byDefault = new OpenAiSpeechOptions();
        var endpoint = SpeechSection.Address(configuration, $"{Section}:Endpoint");
        var key = SpeechSection.Text(configuration, $"{Section}:ApiKey");
        // With a key and nothing else it is the vendor, whose models are known; of another service's nothing is.
        var isVendor = key is not null && endpoint is null;
        return new OpenAiSpeechOptions
        {
            Endpoint = endpoint ?? byDefault.Endpoint,
            ApiKey = key,
            TranscribeModel = SpeechSection.Text(configuration, $"{Section}:TranscribeModel")
                ?? (isVendor ? "gpt-4o-mini-transcribe" : null),
            SpeechModel = SpeechSection.Text(configuration, $"{Section}:SpeechModel")
                ?? (isVendor ? "gpt-4o-mini-tts" : null),
            Voice = SpeechSection.Text(configuration, $"{Section}:Voice") ?? byDefault.Voice,
        }.Checked();
    }

    private OpenAiSpeechOptions Checked() =>
        IsVendor && ApiKey is null && (TranscribeModel ?? SpeechModel) is not null
            ? throw new ConfigurationException(
                $"{Section}:ApiKey", null, "the service's key, or the Endpoint of your own")
            : this;
}
