using System.Text.Json;

namespace Gateway.Replays;

/// <summary>Reads what is to be run again: later than the framework would, once there is a place for it.</summary>
internal static class ReplayBody
{
    // Whoever sends slowly would keep a place from others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="time">How long it takes is measured by this.</param>
    /// <param name="cancellationToken">Gives up; that is thrown.</param>
    /// <exception cref="BadHttpRequestException">It is not what is expected, or came too slowly.</exception>
    public static async Task<NewReplay> ReadAsync(
        HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await request.ReadFromJsonAsync<NewReplay>(both.Token)
                ?? throw new BadHttpRequestException("The body is null.");
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException(
                "The body is not a replay.", StatusCodes.Status400BadRequest, exception);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw new BadHttpRequestException(
                "The body came too slowly.", StatusCodes.Status408RequestTimeout, exception);
        }
    }
}
