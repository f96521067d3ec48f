using Gateway.Sessions;

namespace Gateway.Inspection.Provisioning.ElevenLabs;

/// <summary>The account at ElevenLabs; section <c>ElevenLabs</c> of the configuration, checked.</summary>
internal sealed record ElevenLabsOptions
{
    /// <summary>Opens the API; null: no agent is made there.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where the API is, without a trailing slash.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://api.elevenlabs.io");

    /// <summary>What their webhooks are signed with; null: none is taken.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>
    /// The post-call webhook of the account (wh_…), which agents are tied to; null: found by our address.
    /// </summary>
    public string? WebhookId { get; init; }

    /// <summary>The voice of centres that name none.</summary>
    public string? VoiceId { get; init; }

    /// <summary>The model that words what their agents say. Default <c>gemini-2.5-flash</c>.</summary>
    public string AgentModel { get; init; } = "gemini-2.5-flash";

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static ElevenLabsOptions Read(IConfiguration configuration)
    {
        var byDefault = new ElevenLabsOptions();
        return new ElevenLabsOptions
        {
            ApiKey = Text(configuration, "ApiKey"),
            ApiBaseUrl = Address(configuration) ?? byDefault.ApiBaseUrl,
            WebhookSecret = Text(configuration, "WebhookSecret"),
            WebhookId = Text(configuration, "WebhookId"),
            VoiceId = Text(configuration, "VoiceId"),
            AgentModel = Text(configuration, "AgentModel") ?? byDefault.AgentModel,
        };
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[$"ElevenLabs:{name}"] is { Length: > 0 } text ? text.Trim() : null;

    private static Uri? Address(IConfiguration configuration)
    {
        const string Key = "ElevenLabs:ApiBaseUrl";
        if (configuration[Key] is not { Length: > 0 } value)
            return null;
        return Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new ConfigurationException(Key, value, "an absolute http or https address");
    }
}
