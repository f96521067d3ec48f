namespace Gateway.Brain.ChatModels;

/// <summary>
/// Sends the operator's own headers with each request, in place of the vendor's client's; to Azure and Anthropic the
/// key in the header where they look for it (https://docs.anthropic.com/en/api/overview), and in no other. Their
/// clients put it in <c>Authorization</c>.
/// </summary>
internal sealed class OwnHeadersHandler(ChatModelOptions options) : DelegatingHandler
{
    private const string OfAnthropic = "x-api-key";

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var keyHeader = options.Provider switch
        {
            ChatModelOptions.Azure => AzureEndpoint.KeyHeader,
            ChatModelOptions.Anthropic => OfAnthropic,
            _ => null,
        };
        if (keyHeader is not null && options.ApiKey is { Length: > 0 } key)
        {
            request.Headers.Authorization = null;
            Set(request, keyHeader, key);
        }

        foreach (var (name, value) in options.Headers)
            Set(request, name, value);
        return base.SendAsync(request, cancellationToken);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        // Values are the operator's business: a gateway of their own may want one that is not to the letter.
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
