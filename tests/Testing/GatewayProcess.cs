using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Gateway.Testing;

/// <summary>
/// The gateway as a process of its own, on a free port: what a test kills must not be the test. It is the one that
/// users run, published when it was built.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private const string Ready = "Gateway is ready: ";
    private const string Key = "  API key  ";
    private const string KeptIn = "kept in ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _key = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>All it has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Exit code; only once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Root of the repository: the workspaces and the widget lie below it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The published gateway's assembly, built as the tests are.</summary>
    public static string Binary { get; } = FindBinary();

    /// <summary>Starts a gateway and waits until it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not serve within a minute; the message has its
    /// output.</exception>
    public static Task<GatewayProcess> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(files: null, settings);

    /// <summary>
    /// The same with so many open files and sockets at the most (<c>ulimit -n</c>); null: as many as the test has.
    /// </summary>
    public static async Task<GatewayProcess> StartAsync(int? files, params (string Key, string Value)[] settings)
    {
        var gateway = Launch(settings, files);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var ended = gateway._process.WaitForExitAsync(deadline.Token);
        if (await Task.WhenAny(gateway._ready.Task, ended) == ended)
        {
            var output = gateway.Output;
            await gateway.DisposeAsync();
            throw new InvalidOperationException($"The gateway did not start:\n{output}");
        }

        gateway.Address = await gateway._ready.Task;
        return gateway;
    }

    /// <summary>Starts a gateway that is expected to end by itself, and waits for that.</summary>
    public static async Task<GatewayProcess> RunToEndAsync(params (string Key, string Value)[] settings)
    {
        var gateway = Launch(settings);
        await gateway._process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        return gateway;
    }

    /// <summary>The development key of an embedded gateway.</summary>
    public Task<string> ApiKeyAsync() => _key.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            try
            {
                await StopAsync();
            }
            catch (TimeoutException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
    }

    private static GatewayProcess Launch((string Key, string Value)[] settings, int? files = null)
    {
        var start = new ProcessStartInfo(
            files is null ? "dotnet" : "sh")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        if (files is not null)
        {
            // The shell becomes the gateway, so that the process's id is the gateway's.
            foreach (var argument in (string[])["-c",
                string.Create(CultureInfo.InvariantCulture, $"ulimit -n {files} && exec dotnet \"$@\""), "sh"])
                start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Binary);
        foreach (var (key, value) in Defaults()
            .Concat(settings)
            .GroupBy(setting => setting.Key)
            .Select(setting => setting.Last()))
            start.ArgumentList.Add($"--{key}={value}");
        var gateway = new GatewayProcess(new Process { StartInfo = start });
        gateway._process.OutputDataReceived += (_, line) => gateway.Take(line.Data);
        gateway._process.ErrorDataReceived += (_, line) => gateway.Take(line.Data);
        gateway._process.Start();
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        return gateway;
    }

    private static IEnumerable<(string Key, string Value)> Defaults() =>
    [
        ("urls", "http://127.0.0.1:0"),
        ("Gateway:WorkspacesPath", Path.Combine(Root, "workspaces")),
        // Tests speak faster than people.
        ("House:PaceMs", "0"),
        ("Web:MessagesPerMinute", "10000"),
        ("Web:SessionsPerMinute", "10000"),
        // All of them come from one address.
        ("Web:ConnectsPerMinute", "10000"),
        ("Contacts:MessagesPerHour", "10000"),
    ];

    private void Take(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal))
            _ready.TrySetResult(new Uri(line[Ready.Length..]));
        if (line.StartsWith(Key, StringComparison.Ordinal))
            _key.TrySetResult(ReadKey(line[Key.Length..].Trim()));
    }

    /// <summary>The key is printed once; afterwards the file that it is kept in.</summary>
    private static string ReadKey(string printed) =>
        printed.StartsWith(KeptIn, StringComparison.Ordinal)
            ? File.ReadAllText(printed[KeptIn.Length..]).Trim()
            : printed;

    private static string FindBinary()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(
            Root, "src", "Gateway", "bin", own.Parent!.Name, own.Name, "publish", "Gateway.dll");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
