namespace Gateway.Installation;

/// <summary>
/// Environment variables that installations of centres have already, as other spellings of keys of the configuration.
/// The key itself, wherever it stands, wins.
/// </summary>
internal static class OtherSpellings
{
    private static readonly (string Variable, string Key)[] Known =
    [
        ("ELEVENLABS_API_KEY", "ElevenLabs:ApiKey"),
        ("ELEVENLABS_WEBHOOK_SECRET", "ElevenLabs:WebhookSecret"),
        ("TWILIO_ACCOUNT_SID", "Twilio:AccountSid"),
        ("TWILIO_AUTH_TOKEN", "Twilio:AuthToken"),
        ("WEBHOOK_BASE_URL", "Gateway:PublicUrl"),
    ];

    /// <summary>Accepts them.</summary>
    /// <param name="configuration">Where keys are looked for; these come before all other sources, which win.</param>
    /// <param name="variable">Reads a variable; null: the environment's.</param>
    public static IConfigurationBuilder AddOtherSpellings(
        this IConfigurationBuilder configuration, Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var settings = Known
            .Select(one => KeyValuePair.Create(one.Key, variable(one.Variable)))
            .Where(one => !string.IsNullOrWhiteSpace(one.Value))
            .ToDictionary();
        configuration.Sources.Insert(
            0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = settings });
        return configuration;
    }
}
