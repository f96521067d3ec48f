using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Operators;

namespace Gateway.Commands;

/// <summary>A gateway that runs, asked over HTTP.</summary>
internal sealed class RunningGateway : IDisposable
{
    private const string Default = "http://127.0.0.1:8080";

    private readonly HttpClient _http;

    private RunningGateway(Uri address, TimeSpan patience) =>
        _http = new HttpClient { BaseAddress = address, Timeout = patience };

    /// <summary>Where it listens.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>The option that says where it listens.</summary>
    public static Option<string> UrlsOption() => new("--urls")
    {
        Description = "Where the running gateway listens",
        DefaultValueFactory = _ => Default,
    };

    /// <summary>The gateway at an address; of several the first counts, and a wildcard is this machine.</summary>
    /// <param name="urls">The address.</param>
    /// <param name="patience">How long an answer is waited for; null: 40 seconds.</param>
    public static RunningGateway At(string urls, TimeSpan? patience = null)
    {
        var first = urls.Split(';')[0]
            .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal);
        return Uri.TryCreate(first, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new RunningGateway(address, patience ?? TimeSpan.FromSeconds(40))
            : throw new CommandFailedException($"--urls: found \"{urls}\", expected an address such as {Default}.");
    }

    /// <summary>Shows a key with each question: the given one, or the development key of the data path.</summary>
    public async Task IdentifyAsync(string? key, string dataPath, CancellationToken cancellationToken)
    {
        key ??= await DevelopmentKey.ReadAsync(dataPath, cancellationToken)
            ?? throw new CommandFailedException(
                $"There is no development key in {dataPath}: name the gateway's folder with --Gateway:DataPath, or give a key with --key.");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Asks.</summary>
    /// <exception cref="CommandFailedException">It does not answer, or refuses.</exception>
    public Task<T> AskAsync<T>(string path, CancellationToken cancellationToken) =>
        ReadAsync<T>(() => _http.GetAsync(path, cancellationToken), cancellationToken);

    /// <summary>Where a page is found, wherever it was led to.</summary>
    /// <exception cref="CommandFailedException">It does not answer, or there is no such page.</exception>
    public async Task<Uri> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(() => _http.GetAsync(path, cancellationToken), cancellationToken);
        return answer.RequestMessage!.RequestUri!;
    }

    /// <summary>Tells.</summary>
    /// <exception cref="CommandFailedException">It does not answer, or refuses.</exception>
    public async Task TellAsync<T>(string path, T content, CancellationToken cancellationToken) =>
        (await SendAsync(() => _http.PostAsJsonAsync(path, content, cancellationToken), cancellationToken)).Dispose();

    /// <summary>Tells, and reads what is said to it.</summary>
    /// <exception cref="CommandFailedException">It does not answer, or refuses.</exception>
    public Task<T> TellAsync<TContent, T>(string path, TContent content, CancellationToken cancellationToken) =>
        ReadAsync<T>(() => _http.PostAsJsonAsync(path, content, cancellationToken), cancellationToken);

    /// <summary>Puts a file up, and reads what is said to it.</summary>
    /// <exception cref="CommandFailedException">It does not answer, or refuses.</exception>
    public async Task<T> PutUpAsync<T>(
        string path, string contentType, byte[] file, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(
            file)
        { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        return await ReadAsync<T>(() => _http.PostAsync(path, content, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> ReadAsync<T>(Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(send, cancellationToken);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(cancellationToken)
                ?? throw new CommandFailedException($"What answers at {Address} is no gateway.");
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"What answers at {Address} is no gateway.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await send();
        }
        catch (Exception error)
            when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException(
                $"No gateway answers at {Address}. Start it with ./run, or say where it is with --urls.");
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new CommandFailedException(await ExplainAsync(answer, cancellationToken));
    }

    private async Task<string> ExplainAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            return $"The gateway at {Address} does not know this API key.";
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail)
                && detail.GetString() is { Length: > 0 } words)
                return words;
        }
        catch (JsonException)
        {
            // Whatever it is, it does not say what is wrong.
        }

        return $"The gateway at {Address} answers {(int)answer.StatusCode}.";
    }
}
