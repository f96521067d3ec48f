using System.Net;
using System.Net.WebSockets;

namespace Gateway.Channels.Speech.Sockets;

/// <summary>Opens a vendor's socket for one caller.</summary>
internal sealed class SocketStart(TimeProvider time, SpeechMetrics metrics)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Opens it.</summary>
    /// <exception cref="SpeechException">It cannot be reached, or refuses.</exception>
    public async Task<IRecognition> OpenAsync(
        SocketDialect dialect, RecognitionRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.CollectHttpResponseDetails = true;
            // Finds out that a line is cut.
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(10);
            dialect.Authorize(socket.Options);
            await socket.ConnectAsync(dialect.Address(request), end.Token);
            return new SocketRecognition(socket, dialect, time, metrics);
        }
        catch (Exception exception)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new SpeechException(dialect.Name, CodeOf(exception, status), exception);
        }
    }

    private static string CodeOf(Exception exception, HttpStatusCode status) => status switch
    {
        _ when exception is OperationCanceledException => "timeout",
        HttpStatusCode.TooManyRequests or HttpStatusCode.PaymentRequired => "limit",
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => "refused",
        _ => "connection",
    };
}
