using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Channels.Tests.Media;

/// <summary>A server that answers with exactly the bytes a test wants, one request for each connection.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, Stream, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    /// <param name="answer">Given the request's head, writes the answer.</param>
    /// <param name="certificate">For TLS, or null.</param>
    public WireServer(Func<string, Stream, Task> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>The heads of the requests, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static WireServer Answering(Func<string, byte[]> answer, X509Certificate2? certificate = null) =>
        new((request, stream) => stream.WriteAsync(answer(request)).AsTask(), certificate);

    public static byte[] Redirect(string location, int status = 302) =>
        Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public static byte[] Status(int status) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public static byte[] File(byte[] file) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {file.Length}\r\nConnection: close\r\n\r\n"),
            .. file];

    /// <summary>A certificate for a host, that nobody but the test trusts.</summary>
    public static X509Certificate2 CreateCertificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await OpenAsync(client.GetStream());
                var head = new StringBuilder();
                var buffer = new byte[4_096];
                while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    var read = await stream.ReadAsync(buffer, _stopping.Token);
                    if (read == 0)
                        return;
                    head.Append(Encoding.Latin1.GetString(buffer, 0, read));
                }

                Requests.Enqueue(head.ToString());
                await _answer(head.ToString(), stream).WaitAsync(_stopping.Token);
            }
            catch (Exception error)
                when (error is IOException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client has had enough, or the test is over.
            }
        }
    }

    private async Task<Stream> OpenAsync(Stream stream)
    {
        if (_certificate is null)
            return stream;
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(_certificate);
        return tls;
    }
}
