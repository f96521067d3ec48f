using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Speech.Deepgram;

/// <summary>Deepgram; section <c>Speech:Deepgram</c> of the configuration.</summary>
internal sealed record DeepgramOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Speech:Deepgram";

    /// <summary>Opens the API; null: it is not used.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where the API is. Default <c>https://api.deepgram.com</c>.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://api.deepgram.com");

    /// <summary>The model that listens. Default <c>nova-3</c>.</summary>
    public string Model { get; init; } = "nova-3";

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static DeepgramOptions Read(IConfiguration configuration)
    {
        var byDefault = new DeepgramOptions();
        return new DeepgramOptions
        {
            ApiKey = SpeechSection.Text(configuration, $"{Section}:ApiKey"),
            ApiBaseUrl = SpeechSection.Address(configuration, $"{Section}:ApiBaseUrl") ?? byDefault.ApiBaseUrl,
            Model = SpeechSection.Text(configuration, $"{Section}:Model") ?? byDefault.Model,
        };
    }
}
