namespace Gateway.Channels.Speech.Http;

/// <summary>A service's answer as it comes.</summary>
internal sealed class SpeechAnswer(
    string backEnd, HttpResponseMessage response, Stream body, TimeSpan within, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Reads on.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="SpeechException">It broke off, or nothing came for too long.</exception>
    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await body.ReadAsync(buffer, end.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException(backEnd, "timeout", exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new SpeechException(backEnd, "broken", exception);
        }
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="mostBytes">More is an answer that cannot be meant.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="SpeechException">It broke off, is too long, or nothing came for too long.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAllAsync(int mostBytes, CancellationToken cancellationToken)
    {
        var all = new byte[4 * 1024];
        for (var length = 0; ;)
        {
            var read = await ReadAsync(all.AsMemory(length), cancellationToken);
            if (read == 0)
                return all.AsMemory(0, length);
            length += read;
            if (length > mostBytes)
                throw new SpeechException(backEnd, "broken");
            if (length == all.Length)
                Array.Resize(ref all, all.Length * 2);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await body.DisposeAsync();
        response.Dispose();
    }
}
