using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Testing;

/// <summary>
/// A mail server at the wire (RFC 5321), on a free port of this machine: takes what it is given, unless a test has it
/// answer otherwise.
/// </summary>
public sealed class FakeSmtp : IAsyncDisposable
{
    /// <summary>An answer that is none: the connection ends.</summary>
    public const string Drop = "drop";

    /// <summary>An answer that never comes.</summary>
    public const string Hang = "hang";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Queue<string>> _scripts = [];
    private readonly ConcurrentQueue<FakeMail> _taken = [];
    private readonly ConcurrentQueue<string> _passwords = [];
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private int _connections;

    public FakeSmtp()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is, at 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What it offers STARTTLS with; null (the default) for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The mails that it has whole, whatever it answered to them, in order.</summary>
    public IReadOnlyList<FakeMail> Taken => [.. _taken];

    /// <summary>What it was told by AUTH PLAIN: <c>\0user\0password</c>.</summary>
    public IReadOnlyList<string> Passwords => [.. _passwords];

    /// <summary>How many connections there were.</summary>
    public int Connections => _connections;

    /// <summary>Done when a <see cref="Hang"/> is reached.</summary>
    public Task Hanging => _hangs.Task;

    /// <summary>Has the next times that it is told something answered otherwise.</summary>
    /// <param name="verb">MAIL, RCPT, DATA, AUTH, or <c>.</c> (the end of a mail), or CONNECT.</param>
    /// <param name="replies">Replies such as <c>550 No such person</c>, <see cref="Drop"/> or <see cref="Hang"/>, each
    /// for one time; empty for the usual one.</param>
    public void Answer(string verb, params string[] replies) => _scripts[verb] = new Queue<string>(replies);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_conversations);
        _stop.Dispose();
        Certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _conversations.Add(ConverseAsync(client));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await new Conversation(this, client.GetStream()).RunAsync(_stop.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException
            or System.Security.Authentication.AuthenticationException)
        {
            // One of the two has gone.
        }
    }

    private string ReplyTo(string verb, string usual) =>
        _scripts.TryGetValue(verb, out var script) && Next(script) is { Length: > 0 } reply ? reply : usual;

    private static string? Next(Queue<string> script)
    {
        lock (script)
            return script.TryDequeue(out var reply) ? reply : null;
    }

    private sealed class Conversation(FakeSmtp server, Stream stream)
    {
        private Stream _stream = stream;
        private StreamReader _reader = new(stream, Encoding.Latin1, leaveOpen: true);
        private string _from = "";
        private List<string> _to = [];

        public async Task RunAsync(CancellationToken stop)
        {
            if (!await SayAsync(server.ReplyTo("CONNECT", "220 fake.example ESMTP"), stop))
                return;
            while (await _reader.ReadLineAsync(stop) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (!await SayAsync(server.ReplyTo(verb, Usual(verb, line)), stop))
                    return;
                if (verb == "QUIT")
                    return;
                if (verb == "STARTTLS")
                    await SecureAsync(stop);
                if (verb == "DATA" && _saidGoAhead && !await TakeAsync(stop))
                    return;
            }
        }

        private bool _saidGoAhead;

        private string Usual(string verb, string line)
        {
            switch (verb)
            {
                case "EHLO":
                    var startTls = server.Certificate is null || _stream is SslStream ? "" : "250-STARTTLS\r\n";
                    return $"250-fake.example\r\n{startTls}250-SIZE 20000000\r\n250-8BITMIME\r\n250 AUTH PLAIN";
                case "AUTH":
                    server._passwords.Enqueue(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])));
                    return "235 Welcome";
                case "MAIL":
                    (_from, _to) = (AddressIn(line), []);
                    return "250 Yes";
                case "RCPT":
                    _to.Add(AddressIn(line));
                    return "250 Yes";
                case "DATA":
                    return "354 Go ahead";
                case "QUIT":
                    return "221 Bye";
                case "STARTTLS":
                    return "220 Go ahead";
                default:
                    return "250 Yes";
            }
        }

        private async Task SecureAsync(CancellationToken stop)
        {
            var secured = new SslStream(_stream);
            await secured.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stop);
            _stream = secured;
            _reader = new StreamReader(secured, Encoding.Latin1, leaveOpen: true);
        }

        private async Task<bool> TakeAsync(CancellationToken stop)
        {
            var data = new StringBuilder();
            while (await _reader.ReadLineAsync(stop) is { } line && line != ".")
                data.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
            server._taken.Enqueue(new FakeMail(_from, _to, data.ToString()));
            return await SayAsync(server.ReplyTo(".", "250 Taken"), stop);
        }

        private async Task<bool> SayAsync(string reply, CancellationToken stop)
        {
            if (reply == Hang)
            {
                server._hangs.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }

            if (reply == Drop)
                return false;
            _saidGoAhead = reply.StartsWith("354", StringComparison.Ordinal);
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"), stop);
            return !reply.StartsWith("421", StringComparison.Ordinal);
        }

        private static string AddressIn(string line) => line.Split('<', '>')[1];
    }
}

/// <summary>A mail as it came over the wire.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's receivers.</param>
/// <param name="Data">Headers and body, one byte a character, with line feeds alone.</param>
public sealed record FakeMail(string From, IReadOnlyList<string> To, string Data)
{
    /// <summary>A header's value, in one line as it came; null when there is none.</summary>
    public string? Header(string name)
    {
        var head = Data.Split("\n\n")[0].Replace("\n\t", " ", StringComparison.Ordinal)
            .Replace("\n ", " ", StringComparison.Ordinal);
        var line = Array.Find(
            head.Split('\n'), one => one.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase));
        return line?[(name.Length + 1)..].Trim();
    }
}
