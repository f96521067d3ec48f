using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Testing;

/// <summary>One connection through a <see cref="RedisProxy"/>: commands there, answers back, each a whole.</summary>
internal sealed class ProxiedConnection(RedisProxy proxy, TcpClient client, int redisPort)
{
    private readonly TcpClient _server = new();
    private readonly CancellationTokenSource _cut = new();

    // What to do when the answer to the command with that number has come.
    private readonly ConcurrentDictionary<long, RedisProxy.Interception> _awaited = new();

    public void Cut()
    {
        _cut.Cancel();
        client.Dispose();
        _server.Dispose();
    }

    public async Task RunAsync()
    {
        try
        {
            await _server.ConnectAsync(IPAddress.Loopback, redisPort, _cut.Token);
            client.NoDelay = _server.NoDelay = true;
            await await Task.WhenAny(
                PumpAsync(client.GetStream(), _server.GetStream(), TakeCommandAsync),
                PumpAsync(_server.GetStream(), client.GetStream(), TakeAnswerAsync));
        }
        catch (Exception error)
            when (error is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other learns of it below.
        }
        finally
        {
            Cut();
        }
    }

    private async Task PumpAsync(Stream from, Stream to, Func<ReadOnlySequence<byte>, long, Task<bool>> take)
    {
        var reader = PipeReader.Create(from);
        for (var number = 0L; ;)
        {
            var read = await reader.ReadAsync(_cut.Token);
            var rest = read.Buffer;
            while (TryMeasure(rest, out var length))
            {
                var message = rest.Slice(0, length);
                if (!await take(message, number))
                    return;
                if (IsOfAnExchange(message))
                    number++;
                foreach (var segment in message)
                    await to.WriteAsync(segment, _cut.Token);
                rest = rest.Slice(length);
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async Task<bool> TakeCommandAsync(ReadOnlySequence<byte> command, long number)
    {
        if (ScriptOf(command) is not { } hash || proxy.Match(hash) is not { } interception)
            return true;
        if (interception.Point == ProxyPoint.BeforeAnswer)
        {
            _awaited[number] = interception;
            return true;
        }

        await BreakAsync(interception);
        return false;
    }

    private async Task<bool> TakeAnswerAsync(ReadOnlySequence<byte> answer, long number)
    {
        if (!IsOfAnExchange(answer) || !_awaited.TryRemove(number, out var interception))
            return true;
        if (new SequenceReader<byte>(answer).IsNext("-NOSCRIPT"u8))
        {
            // Redis has done nothing yet: it is sent the text next.
            proxy.Add(interception);
            return true;
        }

        await BreakAsync(interception);
        return false;
    }

    private async Task BreakAsync(RedisProxy.Interception interception)
    {
        await interception.Before();
        Cut();
        interception.Done.TrySetResult();
    }

    /// <summary>
    /// The hash of the script that a command calls, by its hash or by its text; null for any other command.
    /// </summary>
    private static string? ScriptOf(ReadOnlySequence<byte> command)
    {
        var reader = new SequenceReader<byte>(command);
        return ReadWord(ref reader, isFirst: true)?.ToUpperInvariant() switch
        {
            "EVALSHA" => ReadWord(ref reader, isFirst: false),
            "EVAL" => ScriptHash.OfText(ReadWord(ref reader, isFirst: false)!),
            _ => null,
        };
    }

    /// <summary>
    /// Whether it is a command that is answered, or an answer. In RESP3 a subscription is confirmed by a push, and what
    /// is published comes as pushes between the answers.
    /// </summary>
    private static bool IsOfAnExchange(ReadOnlySequence<byte> message)
    {
        if (message.FirstSpan[0] == '>')
            return false;
        var reader = new SequenceReader<byte>(message);
        return ReadWord(ref reader, isFirst: true)?.EndsWith("SUBSCRIBE", StringComparison.OrdinalIgnoreCase) != true;
    }

    private static string? ReadWord(ref SequenceReader<byte> reader, bool isFirst)
    {
        if (isFirst
            && (!reader.TryRead(out var kind) || kind != '*'
            || !reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n"u8)))
            return null;
        if (!reader.TryRead(out var mark) || mark != '$'
            || !reader.TryReadTo(out ReadOnlySequence<byte> digits, "\r\n"u8))
            return null;
        return reader.TryReadExact((int)Number(digits), out var word) && reader.IsNext("\r\n"u8, advancePast: true)
            ? Encoding.UTF8.GetString(word)
            : null;
    }

    /// <summary>How long the RESP value at the beginning is; false as long as not all of it has come.</summary>
    private static bool TryMeasure(ReadOnlySequence<byte> bytes, out long length)
    {
        var reader = new SequenceReader<byte>(bytes);
        length = 0;
        for (var values = 1L; values > 0; values--)
        {
            if (!reader.TryRead(out var kind) || !reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
                return false;
            if (kind is (byte)'*' or (byte)'~' or (byte)'>')
                values += Math.Max(0, Number(line));
            else if (kind is (byte)'%')
                values += 2 * Number(line);
            else if (kind is (byte)'$' or (byte)'=' or (byte)'!' && Number(line) is >= 0 and var size
                && !reader.TryAdvance(size + 2))
                return false;
        }

        length = reader.Consumed;
        return true;
    }

    private static long Number(ReadOnlySequence<byte> digits) =>
        long.Parse(Encoding.ASCII.GetString(digits), System.Globalization.CultureInfo.InvariantCulture);
}

file static class SequenceReaderExtensions
{
    public static bool TryAdvance(this ref SequenceReader<byte> reader, long count)
    {
        if (reader.Remaining < count)
            return false;
        reader.Advance(count);
        return true;
    }
}
