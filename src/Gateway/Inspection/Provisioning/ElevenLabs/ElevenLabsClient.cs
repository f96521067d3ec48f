using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Inspection.Provisioning.ElevenLabs;

/// <summary>
/// Asks ElevenLabs' API (https://elevenlabs.io/docs/api-reference; elevenlabs/elevenlabs-js): one request for each
/// call, an end after ten seconds.
/// </summary>
internal sealed class ElevenLabsClient(ElevenLabsHttp http, ElevenLabsOptions options, TimeProvider clock)
{
    private const int MostPages = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks once.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query, from <c>/</c> on.</param>
    /// <param name="body">What is sent as JSON; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it says; an empty object where it says nothing.</returns>
    /// <exception cref="ElevenLabsFault">It could not be asked, or refuses.</exception>
    public async Task<JsonNode> AskAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(options.ApiBaseUrl, path));
        request.Headers.Add("xi-api-key", options.ApiKey ?? throw new ElevenLabsFault(
            "elevenlabs-key", "ElevenLabs:ApiKey is missing."));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) },
            };
        }

        try
        {
            using var answer = await http.Client.SendAsync(request, both.Token);
            return answer.IsSuccessStatusCode
                ? Read(await answer.Content.ReadAsByteArrayAsync(both.Token))
                : throw Refused(answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            throw new ElevenLabsFault("elevenlabs-connection", "ElevenLabs does not answer, or not in full.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ElevenLabsFault("elevenlabs-connection", "ElevenLabs does not answer in time.");
        }
    }

    /// <summary>All of a list, page by page.</summary>
    /// <param name="path">Where it is, without query.</param>
    /// <param name="name">What the list is called in the answer, where it is not the answer itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ElevenLabsFault">It could not be asked.</exception>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(
        string path, string name, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        var query = "?page_size=100";
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await AskAsync(HttpMethod.Get, path + query, body: null, cancellationToken);
            var items = answer as JsonArray ?? (answer as JsonObject)?[name] as JsonArray
                ?? throw new ElevenLabsFault("elevenlabs-answer", $"ElevenLabs' answer has no {name}.");
            all.AddRange(items.OfType<JsonObject>());
            if (answer is not JsonObject more || Text(more, "next_cursor") is not { } cursor)
                return all;
            query = $"?page_size=100&cursor={Uri.EscapeDataString(cursor)}";
        }

        // Who is not found in what was read would be made once more.
        throw new ElevenLabsFault("elevenlabs-answer", $"ElevenLabs has more {name} than are read.");
    }

    /// <summary>A property that is a text with something in it; null for none.</summary>
    public static string? Text(JsonNode? json, string name) =>
        (json as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : null;

    /// <summary>A property that must be there.</summary>
    /// <exception cref="ElevenLabsFault">It is not.</exception>
    public static string Required(JsonNode json, string name) =>
        Text(json, name) ?? throw new ElevenLabsFault("elevenlabs-answer", $"ElevenLabs' answer has no {name}.");

    private static JsonNode Read(byte[] bytes)
    {
        if (bytes.Length == 0)
            return new JsonObject();
        try
        {
            return JsonNode.Parse(bytes) ?? new JsonObject();
        }
        catch (JsonException)
        {
            throw new ElevenLabsFault("elevenlabs-answer", "ElevenLabs' answer is no JSON.");
        }
    }

    // What they write about it may repeat what was sent; it is neither kept nor shown.
    private static ElevenLabsFault Refused(HttpStatusCode status) => new(
        FormattableString.Invariant($"elevenlabs-{(int)status}"),
        status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                "ElevenLabs does not know this key, or the key may not do it. Check ElevenLabs:ApiKey and its rights.",
            HttpStatusCode.NotFound => "ElevenLabs has it no more.",
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest =>
                "ElevenLabs does not take what was sent.",
            HttpStatusCode.TooManyRequests => "ElevenLabs is asked too often; try again later.",
            _ => FormattableString.Invariant($"ElevenLabs answers {(int)status}."),
        });
}
