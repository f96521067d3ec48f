using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Gateway.Simulator.Calls;

/// <summary>The socket of a phone in a browser or a terminal. Who reads too slowly misses sound, never words.</summary>
internal sealed class Handset(WebSocket socket) : IDisposable
{
    private const int MaxMessageBytes = 64 * 1024;
    private const int MostSounds = 250;
    private const int MostWords = 1_000;

    private readonly Channel<byte[]> _sounds = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostSounds) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Channel<PhoneHears> _words = Channel.CreateBounded<PhoneHears>(
        new BoundedChannelOptions(MostWords) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly SemaphoreSlim _bell = new(0);

    /// <summary>Plays some sound.</summary>
    public void Play(byte[] sound)
    {
        if (_sounds.Writer.TryWrite(sound))
            _bell.Release();
    }

    /// <summary>Tells something.</summary>
    public void Tell(PhoneHears told)
    {
        if (_words.Writer.TryWrite(told))
            _bell.Release();
    }

    /// <summary>Sends what is there to be sent until it is given up.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _bell.WaitAsync(cancellationToken);
                await SendWaitingAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was said last is still told.
            using var short_ = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await SendWaitingAsync(short_.Token);
        }
        catch (WebSocketException)
        {
            // The phone has gone.
        }
    }

    /// <summary>Takes what the phone sends until it goes.</summary>
    /// <param name="onSound">Told sound, mu-law at 8 kHz.</param>
    /// <param name="onWords">Told everything else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReceiveAsync(
        Action<ReadOnlyMemory<byte>> onSound, Action<PhoneSays> onWords, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxMessageBytes];
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close || (length += part.Count) >= MaxMessageBytes)
                    return;
                if (!part.EndOfMessage)
                    continue;
                if (part.MessageType == WebSocketMessageType.Binary)
                    onSound(buffer.AsMemory(0, length));
                else if (Read(buffer.AsSpan(0, length)) is { } said)
                    onWords(said);
                length = 0;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // The phone has gone.
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await socket.CloseOutputAsync(
                WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The phone has gone.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bell.Dispose();

    private static PhoneSays? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<PhoneSays>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task SendWaitingAsync(CancellationToken cancellationToken)
    {
        while (_words.Reader.TryRead(out var told))
        {
            await socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(told, JsonSerializerOptions.Web).AsMemory(),
                WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }

        while (_sounds.Reader.TryRead(out var sound))
            await socket.SendAsync(sound.AsMemory(), WebSocketMessageType.Binary, true, cancellationToken);
    }
}
