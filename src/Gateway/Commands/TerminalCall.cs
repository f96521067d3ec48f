using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.Channels.Speech.Sound;
using Gateway.Simulator.Calls;

namespace Gateway.Commands;

/// <summary>A call in the terminal: what is typed, or a sound file, is said; what is said is written.</summary>
internal sealed class TerminalCall(RunningGateway gateway, string workspace, string from) : IDisposable
{
    private const int FrameBytes = 160;
    private const int MaxMessageBytes = 64 * 1024;

    // Longer than the pauses between the agent's sentences.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<string> _told = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Holds a call until either side ends it.</summary>
    /// <param name="texts">What is said, one after the other, each when the agent has fallen silent; empty: what is
    /// typed.</param>
    /// <param name="wav">A WAV file that is said first, or null.</param>
    /// <param name="input">Where it is typed: a line is said, <c>/5</c> presses a key, <c>/quit</c> hangs up.</param>
    /// <param name="output">Where it is written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0; 1 when nobody answered.</returns>
    /// <exception cref="CommandFailedException">There is no such telephone, or no such file.</exception>
    public async Task<int> TalkAsync(
        IReadOnlyList<string> texts, string? wav, TextReader input, TextWriter output,
        CancellationToken cancellationToken)
    {
        var sound = wav is null ? default : await ReadAsync(wav, cancellationToken);
        var page = await gateway.FindAsync(
            $"/simulator/phone?workspace={Uri.EscapeDataString(workspace)}", cancellationToken);
        var address = new UriBuilder(page)
        {
            Scheme = "ws",
            Path = "/simulator/call",
            Query = $"workspace={Uri.EscapeDataString(workspace)}&from={Uri.EscapeDataString(from)}",
        };
        await _socket.ConnectAsync(address.Uri, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = ListenAsync(output, over.Token);
        var speaking = texts.Count == 0 && wav is null
            ? TypeAsync(input, over.Token)
            : RecallAsync(texts, sound, over.Token);
        var wasAnswered = await listening;
        await over.CancelAsync();
        await speaking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wasAnswered ? 0 : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string wav, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new WaveStream();
            var first = stream.Next(await File.ReadAllBytesAsync(wav, cancellationToken));
            return (byte[])[.. first.Span, .. stream.Finish().Span];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandFailedException($"--wav {wav}: {error.Message}");
        }
    }

    /// <returns>Whether the call was answered.</returns>
    private async Task<bool> ListenAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var (buffer, wasAnswered) = (new byte[MaxMessageBytes], false);
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                    length += part.Count;
                }
                while (!part.EndOfMessage && length < buffer.Length);
                if (part.MessageType == WebSocketMessageType.Close)
                    return wasAnswered;
                if (part.MessageType != WebSocketMessageType.Text)
                {
                    // As long as there is sound, the agent speaks.
                    _told.Writer.TryWrite("sound");
                    continue;
                }

                var told = JsonSerializer.Deserialize<PhoneHears>(
                    buffer.AsSpan(0, length), JsonSerializerOptions.Web)!;
                wasAnswered |= told.Type == "answered";
                if (LineOf(told) is { } line)
                    await output.WriteLineAsync(line);
                _told.Writer.TryWrite(told.Type);
            }
        }
        catch (WebSocketException)
        {
            return wasAnswered;
        }
        finally
        {
            _told.Writer.TryComplete();
        }
    }

    private static string? LineOf(PhoneHears told) => told.Type switch
    {
        "said" or "provider" or "whisper" => $"< {told.Text}",
        "heard" => $"> {told.Text}",
        "pressed" => $"> {told.Text} keys",
        "interrupted" => "~ interrupted",
        "answered" => $"= answered; understood by {told.Name ?? "keys alone"}",
        "timed" => $"= {string.Join(' ', told.Times!.Where(time => time.Value is not null)
            .Select(time => $"{time.Key}={time.Value}"))}",
        "ringing" or "dialling" or "person" or "recording" or "refused" or "ended" =>
            $"= {told.Type} {told.Text}{told.Name}".TrimEnd(),
        _ => null,
    };

    /// <summary>Says what was given, each when nothing was told for a while; then hangs up.</summary>
    private async Task RecallAsync(
        IReadOnlyList<string> texts, ReadOnlyMemory<byte> sound, CancellationToken cancellationToken)
    {
        await QuietAsync(cancellationToken);
        for (var left = sound; left.Length > 0; left = left[Math.Min(FrameBytes, left.Length)..])
        {
            await _socket.SendAsync(
                left[..Math.Min(FrameBytes, left.Length)], WebSocketMessageType.Binary, true, cancellationToken);
        }

        if (sound.Length > 0)
            await QuietAsync(cancellationToken);
        foreach (var text in texts)
        {
            await SendAsync(new PhoneSays("say", text), cancellationToken);
            await QuietAsync(cancellationToken);
        }

        await SendAsync(new PhoneSays("hangUp"), cancellationToken);
    }

    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        // Something is told first: the answer, or that there is none.
        var next = _told.Reader.WaitToReadAsync(cancellationToken).AsTask();
        while (await next)
        {
            while (_told.Reader.TryRead(out _))
            {
                // Only that something was told counts.
            }

            next = _told.Reader.WaitToReadAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(next, Task.Delay(Turn, cancellationToken)) != next)
                return;
        }
    }

    private async Task TypeAsync(TextReader input, CancellationToken cancellationToken)
    {
        while (await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) is { } line)
        {
            switch (line.Trim())
            {
                case "/quit":
                    await SendAsync(new PhoneSays("hangUp"), cancellationToken);
                    return;
                case ['/', var key]:
                    await SendAsync(new PhoneSays("key", Key: key.ToString()), cancellationToken);
                    break;
                case { Length: > 0 } text:
                    await SendAsync(new PhoneSays("say", text), cancellationToken);
                    break;
            }
        }

        await QuietAsync(cancellationToken);
        await SendAsync(new PhoneSays("hangUp"), cancellationToken);
    }

    private async Task SendAsync(PhoneSays said, CancellationToken cancellationToken) => await _socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(said, JsonSerializerOptions.Web).AsMemory(), WebSocketMessageType.Text,
        endOfMessage: true, cancellationToken);
}
