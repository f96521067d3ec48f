using System.Buffers;
using System.Globalization;
using Gateway.Brain.House;
using Gateway.Sessions;

namespace Gateway.Brain.ChatModels;

/// <summary>What must be true of a configured model.</summary>
internal static class ChatModelRules
{
    // A token of RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> InNames =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> OfTheBody = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Host", "Transfer-Encoding",
    };

    /// <summary>Checks a model.</summary>
    /// <param name="path">Its section, such as <c>Models:main</c>.</param>
    /// <param name="options">What stands there, the provider in small letters.</param>
    /// <exception cref="ConfigurationException">A value is wrong; the message names its key.</exception>
    public static void Check(string path, ChatModelOptions options)
    {
        if (options.Provider is not (HouseChatClient.Provider or ChatModelOptions.OpenAi or ChatModelOptions.Azure
            or ChatModelOptions.Anthropic))
            throw new ConfigurationException(
                $"{path}:Provider", options.Provider, "one of house, openai, azure, anthropic");
        if (!options.IsRemote)
            return;
        CheckService(path, options);
        CheckHeaders($"{path}:Headers", options.Headers);
        CheckNumber($"{path}:MaxOutputTokens", options.MaxOutputTokens ?? 1, 1_000_000);
        CheckNumber($"{path}:TotalSeconds", options.TotalSeconds, 3_600);
        CheckNumber($"{path}:FirstTokenSeconds", options.FirstTokenSeconds, Math.Min(600, options.TotalSeconds));
        if (options.PricePerMillion is { } prices)
            CheckPrices($"{path}:PricePerMillion", prices);
    }

    private static void CheckService(string path, ChatModelOptions options)
    {
        if (options.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")))
            throw new ConfigurationException(
                $"{path}:Endpoint", endpoint.OriginalString, "an http or https address");
        if (options.Provider == ChatModelOptions.Azure && !AzureEndpoint.IsOne(options.Endpoint))
            throw new ConfigurationException(
                $"{path}:Endpoint", options.Endpoint?.OriginalString,
                "the address of a resource, such as https://my-resource.openai.azure.com");
        if (string.IsNullOrWhiteSpace(options.Model))
            throw new ConfigurationException($"{path}:Model", null, "the service's name of a model");
        var canDoWithout = options.Endpoint is not null && options.Provider != ChatModelOptions.Azure;
        if (string.IsNullOrWhiteSpace(options.ApiKey) && !canDoWithout)
            throw new ConfigurationException($"{path}:ApiKey", null, "the key of the service");
    }

    private static void CheckHeaders(string path, Dictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (name.AsSpan().ContainsAnyExcept(InNames))
                throw new ConfigurationException(path, name, "a header's name");
            if (OfTheBody.Contains(name))
                throw new ConfigurationException(path, name, "a header that the request does not have by itself");
            // What stands in it may be a secret.
            if (string.IsNullOrEmpty(value) || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                throw new ConfigurationException(
                    $"{path}:{name}", string.IsNullOrEmpty(value) ? null : $"{value.Length} characters",
                    "letters, figures and signs of ASCII");
        }
    }

    private static void CheckNumber(string key, int value, int most)
    {
        if (value < 1 || value > most)
            throw new ConfigurationException(
                key, value.ToString(CultureInfo.InvariantCulture),
                $"a whole number from 1 to {most.ToString(CultureInfo.InvariantCulture)}");
    }

    private static void CheckPrices(string path, ModelPrices prices)
    {
        (string Name, decimal? Price, bool IsNeeded)[] all =
        [
            (nameof(prices.Input), prices.Input, true),
            (nameof(prices.Output), prices.Output, true),
            (nameof(prices.CachedInput), prices.CachedInput, false),
            (nameof(prices.CacheWrite), prices.CacheWrite, false),
        ];
        foreach (var (name, price, isNeeded) in all)
        {
            if (price < 0 || (price is null && isNeeded))
                throw new ConfigurationException(
                    $"{path}:{name}", price?.ToString(CultureInfo.InvariantCulture), "a price, 0 or more");
        }

        if (prices.Currency is not { Length: 3 } || !prices.Currency.All(char.IsAsciiLetterUpper))
            throw new ConfigurationException(
                $"{path}:Currency", prices.Currency, "an ISO 4217 currency, such as USD");
    }
}
