using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tests.ChatModels.Wires;

/// <summary>
/// A service of models on loopback that answers what a test wrote down, one answer for each request; the last one over
/// and over.
/// </summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<ScriptedAnswer> _answers;
    private readonly SemaphoreSlim _hanging = new(0);
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScriptedService(WebApplication app, IReadOnlyList<ScriptedAnswer> answers) =>
        (_app, _answers) = (app, answers);

    /// <summary>Where it is, without a slash at the end.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The bodies of the requests.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>The headers of the requests.</summary>
    public List<IDictionary<string, string>> Headers { get; } = [];

    /// <summary>Ends when one more answer that hangs has come to where it does.</summary>
    public Task HangingAsync() => _hanging.WaitAsync();

    /// <summary>Ends when a client has left before it had its answer.</summary>
    public Task GivenUp => _givenUp.Task;

    /// <summary>Starts one.</summary>
    /// <param name="path">The one path it answers at.</param>
    /// <param name="answers">What it answers.</param>
    public static async Task<ScriptedService> StartAsync(string path, params ScriptedAnswer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var service = new ScriptedService(app, answers);
        app.MapPost(path, service.AnswerAsync);
        await app.StartAsync();
        return service;
    }

    /// <summary>Breaks the connections of what hangs.</summary>
    public void Break() => _broken.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Break();
        await _app.DisposeAsync();
        _hanging.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Requests.Add(await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body));
        Headers.Add(http.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var answer = _answers[Math.Min(Requests.Count, _answers.Count) - 1];
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.Status == StatusCodes.Status200OK ? "text/event-stream" : "application/json";
        if (answer.RetryAfter is { } wait)
            response.Headers.RetryAfter = wait;
        await response.StartAsync();
        foreach (var piece in Encoding.UTF8.GetBytes(answer.Body).Chunk(answer.PieceBytes))
        {
            await response.Body.WriteAsync(piece);
            await response.Body.FlushAsync();
        }

        if (answer.Ending == Ending.Hangs)
        {
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var leaving = http.RequestAborted.Register(() => left.TrySetResult());
            _hanging.Release();
            if (await Task.WhenAny(left.Task, _broken.Task) == _broken.Task)
                http.Abort();
            else
                _givenUp.TrySetResult();
        }
        else if (answer.Ending == Ending.Breaks)
        {
            http.Abort();
        }
    }
}
