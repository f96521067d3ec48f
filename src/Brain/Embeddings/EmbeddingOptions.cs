using System.Globalization;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Brain.Embeddings;

/// <summary>The model that turns texts into vectors, section <c>Embeddings</c>. Without the section there is none.
/// </summary>
public sealed class EmbeddingOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Embeddings";

    internal const string OpenAi = "openai";

    private const int MostDimensions = 8_192;
    private const int MostTexts = 2_048;
    private const int MostQueryMs = 10_000;
    private const int MostSeconds = 600;

    /// <summary><c>openai</c>, and everything that speaks its <c>/v1/embeddings</c>.</summary>
    public string Provider { get; set; } = OpenAi;

    /// <summary>
    /// Address of the service with what stands before <c>/embeddings</c>, such as <c>http://127.0.0.1:11434/v1</c>;
    /// null: OpenAI's own.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Key of the service; may be left out with an endpoint.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The service's name of the model. Another one has all texts embedded anew.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// How long its vectors are to be, 1 to 8,192, for services that can shorten them; null: as the service has them.
    /// Another length has all texts embedded anew.
    /// </summary>
    public int? Dimensions { get; set; }

    /// <summary>How many texts a request has at the most, 1 to 2,048. Default 64.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>
    /// How long a contact's words may take to be embedded, in milliseconds, 10 to 10,000; then the search does without.
    /// Default 300.
    /// </summary>
    public int QueryTimeoutMs { get; set; } = 300;

    /// <summary>How long a batch of texts may take, in seconds, 1 to 600. Default 30.</summary>
    public int BatchTimeoutSeconds { get; set; } = 30;

    /// <summary>Under which name its vectors are kept: those of another name do not compare with them.</summary>
    internal string KeptAs => Dimensions is { } dimensions
        ? string.Create(CultureInfo.InvariantCulture, $"{Model}@{dimensions}")
        : Model!;

    /// <summary>Reads the section; null where there is none.</summary>
    /// <exception cref="ConfigurationException">A value is wrong; the message names its key.</exception>
    public static EmbeddingOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists())
            return null;
        var options = section.Get<EmbeddingOptions>() ?? new EmbeddingOptions();
        options.Provider = options.Provider.ToLowerInvariant();
        if (options.Provider != OpenAi)
            throw new ConfigurationException($"{Section}:{nameof(Provider)}", options.Provider, OpenAi);
        if (options.Endpoint is { } endpoint
            && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")))
            throw new ConfigurationException(
                $"{Section}:{nameof(Endpoint)}", endpoint.OriginalString, "an http or https address");
        if (string.IsNullOrWhiteSpace(options.Model))
            throw new ConfigurationException($"{Section}:{nameof(Model)}", null, "the service's name of a model");
        if (string.IsNullOrWhiteSpace(options.ApiKey) && options.Endpoint is null)
            throw new ConfigurationException($"{Section}:{nameof(ApiKey)}", null, "the key of the service");
        CheckNumber(nameof(Dimensions), options.Dimensions ?? 1, 1, MostDimensions);
        CheckNumber(nameof(BatchSize), options.BatchSize, 1, MostTexts);
        CheckNumber(nameof(QueryTimeoutMs), options.QueryTimeoutMs, 10, MostQueryMs);
        CheckNumber(nameof(BatchTimeoutSeconds), options.BatchTimeoutSeconds, 1, MostSeconds);
        return options;
    }

    private static void CheckNumber(string name, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new ConfigurationException(
                $"{Section}:{name}", value.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }
}
