namespace Gateway.Brain.ChatModels;

/// <summary>
/// Sends the operator's own headers with each request, in place of the vendor's client's; to Azure also the key, in the
/// header where it is looked for, and no other.
/// </summary>
internal sealed class OwnHeadersHandler(ChatModelOptions options) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.Provider == ChatModelOptions.Azure)
        {
            request.Headers.Authorization = null;
            Set(request, AzureEndpoint.KeyHeader, options.ApiKey!);
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
