using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Testing.Speech;

/// <summary>A vendor of speech on its real wire, with a script instead of a model.</summary>
public abstract class SpeechVendor : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly SemaphoreSlim _asked = new(0);

    /// <summary>A vendor that is not started.</summary>
    protected SpeechVendor() => _server = new LoopbackServer(app =>
    {
        app.UseWebSockets();
        Map(app);
    });

    /// <summary>How it behaves badly.</summary>
    public SpeechFault Fault { get; set; }

    /// <summary>How long it thinks before each answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The key that it takes.</summary>
    public string Key { get; } = "key-of-a-test";

    /// <summary>Where it is.</summary>
    public Uri Address => _server.Address!;

    /// <summary>What came over the wire, sound left out.</summary>
    public IReadOnlyList<string> Seen => [.. _seen];

    /// <summary>Starts it.</summary>
    public Task StartAsync() => _server.StartAsync();

    /// <summary>Connections are refused from now on.</summary>
    public Task GoDownAsync() => _server.GoDownAsync();

    /// <summary>Waits until it was asked for something: a socket, words for a stretch of speech, or a voice.</summary>
    public Task AskedAsync(CancellationToken cancellationToken) => _asked.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server.DisposeAsync();
        _asked.Dispose();
    }

    /// <summary>Says what it serves.</summary>
    protected abstract void Map(WebApplication app);

    /// <summary>Notes what came.</summary>
    protected void See(string what) => _seen.Enqueue(what);

    /// <summary>Notes that it was asked.</summary>
    protected void Asked() => _asked.Release();

    /// <summary>Says no, or nothing at all, where that is its fault.</summary>
    /// <returns>True: the request is answered.</returns>
    protected async Task<bool> FailsAtOnceAsync(HttpContext http, string? key)
    {
        See(http.Request.Path + http.Request.QueryString);
        if (Fault is SpeechFault.Stalls)
        {
            Asked();
            await _server.HangAsync(http);
            return true;
        }

        var status = Fault switch
        {
            SpeechFault.Limited => 429,
            SpeechFault.Refuses => 401,
            _ when key != Key => 401,
            _ => 200,
        };
        http.Response.StatusCode = status;
        return status != 200;
    }

    /// <summary>Says nothing more, until it ends.</summary>
    protected Task HangAsync(HttpContext http) => _server.HangAsync(http);

    /// <summary>Thinks.</summary>
    protected Task ThinkAsync() => Latency > TimeSpan.Zero ? Task.Delay(Latency, _server.Stopping) : Task.CompletedTask;

    /// <summary>Listens on a socket until the other side leaves.</summary>
    /// <param name="http">The request for it.</param>
    /// <param name="take">Takes a message; false ends the socket without a word.</param>
    protected async Task ListenAsync(
        HttpContext http, Func<WebSocket, ReadOnlyMemory<byte>, WebSocketMessageType, Task<bool>> take)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        Asked();
        var buffer = new byte[256 * 1024];
        try
        {
            for (var length = 0; ;)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), _server.Stopping);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    See("closed");
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _server.Stopping);
                    return;
                }

                length += part.Count;
                if (!part.EndOfMessage)
                    continue;
                if (!await take(socket, buffer.AsMemory(0, length), part.MessageType))
                {
                    http.Abort();
                    return;
                }

                length = 0;
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            See("lost");
        }
    }
}
