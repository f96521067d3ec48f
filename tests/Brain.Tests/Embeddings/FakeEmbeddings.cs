using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Brain.Embeddings;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Embeddings;

/// <summary>
/// A service that speaks <c>/v1/embeddings</c>. Texts that hold words of a group point the same way; all else points to
/// where nothing is. What it does wrong is scripted, one request at a time.
/// </summary>
public sealed class FakeEmbeddings : IAsyncDisposable
{
    private static readonly string[][] Groups =
    [
        ["tisane", "infusion", "théière", "boisson chaude du soir"], ["lampe", "lumière", "veilleuse"],
        ["plaid", "avoir chaud", "couverture"], ["couteau", "trancher"],
    ];

    private readonly LoopbackServer _server;

    public FakeEmbeddings() => _server = new LoopbackServer(app => app.MapPost("/v1/embeddings", AnswerAsync));

    /// <summary>What is done in place of an answer, first in first out; then it answers well.</summary>
    public ConcurrentQueue<Func<HttpContext, IReadOnlyList<string>, Task>> Scripted { get; } = [];

    /// <summary>The texts of each request so far.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Asked { get; } = [];

    /// <summary>How many numbers its vectors have.</summary>
    public int Dimensions { get; set; } = 8;

    /// <summary>Whether it writes numbers, whatever it was asked for.</summary>
    public bool WritesNumbers { get; set; }

    /// <summary>A text with these letters it does not take.</summary>
    public string? Refused { get; set; }

    public ManualClock Clock { get; } = new();

    public async Task<FakeEmbeddings> StartAsync()
    {
        await _server.StartAsync();
        return this;
    }

    public Task GoDownAsync() => _server.GoDownAsync();

    public Task HangAsync(HttpContext http) => _server.HangAsync(http);

    /// <summary>The model as the brain composes it.</summary>
    internal EmbeddingModel Open(params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Embeddings:Endpoint"] = $"{_server.Address}v1",
            ["Embeddings:Model"] = "small",
        };
        foreach (var (key, value) in settings)
            all[$"Embeddings:{key}"] = value;
        return new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock)
            .AddEmbeddings(new ConfigurationBuilder().AddInMemoryCollection(all).Build())
            .BuildServiceProvider().GetRequiredService<EmbeddingModel>();
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public static Func<HttpContext, IReadOnlyList<string>, Task> Status(int status, string? retryAfter = null) =>
        (http, _) =>
        {
            http.Response.StatusCode = status;
            if (retryAfter is not null)
                http.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

    /// <summary>Answers with vectors of so many numbers, for so many of the texts.</summary>
    public Func<HttpContext, IReadOnlyList<string>, Task> Vectors(params int[] dimensions) => (http, texts) =>
        WriteAsync(http, [.. dimensions.Zip(texts, (count, text) => VectorOf(text, count))]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var input = body.RootElement.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.String
            ? [input.GetString()!]
            : [.. input.EnumerateArray().Select(text => text.GetString()!)];
        Asked.Enqueue(texts);
        if (Scripted.TryDequeue(out var act))
            await act(http, texts);
        else if (Refused is not null && texts.Any(text => text.Contains(Refused, StringComparison.Ordinal)))
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        else
            await WriteAsync(http, [.. texts.Select(text => VectorOf(text, Dimensions))]);
    }

    private Task WriteAsync(HttpContext http, float[][] vectors) => http.Response.WriteAsJsonAsync(new
    {
        @object = "list",
        model = "small",
        data = vectors.Select((vector, index) => new
        {
            @object = "embedding",
            index,
            embedding = WritesNumbers ? (object)vector : Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)),
        }),
        usage = new { prompt_tokens = 1, total_tokens = 1 },
    });

    // Not of length 1: a service need not write them so.
    private static float[] VectorOf(string text, int dimensions)
    {
        var vector = new float[dimensions];
        vector[^1] = 2;
        for (var group = 0; group < Groups.Length && group < dimensions - 1; group++)
        {
            if (Groups[group].Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                (vector[group], vector[^1]) = (3, 0);
        }

        return vector;
    }
}
