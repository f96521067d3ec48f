using System.Diagnostics;
using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>A measured server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public Uri HubAddress => new UriBuilder(
        Address)
    { Scheme = "ws", Path = MeasuredServer.HubPath, Query = "siteKey=" + OneWorkspace.SiteKey }.Uri;

    /// <summary>Starts one of ours.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="redis">What it keeps its sessions in; null where it keeps none.</param>
    /// <param name="provider">Where it believes its providers; null where it calls none.</param>
    public static Task<ServerProcess> StartAsync(string kind, string? redis, Uri? provider = null)
    {
        // Started through `dotnet`, the process is dotnet itself and wants the assembly's name first.
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(ServerProcess).Assembly.Location]
            : [];
        string[] stores = redis is null ? [] : provider is null ? [redis] : [redis, provider.AbsoluteUri];
        return StartAsync(new ProcessStartInfo(Environment.ProcessPath!, [.. program, "serve", kind, .. stores]), kind);
    }

    /// <summary>Starts one of Node's.</summary>
    /// <param name="script">Its file, see <see cref="NodePrograms"/>.</param>
    /// <param name="provider">Where it believes its provider.</param>
    /// <param name="answer"><c>short</c> or <c>growing</c>.</param>
    public static Task<ServerProcess> StartNodeAsync(string script, Uri provider, string answer) =>
        StartAsync(
            new ProcessStartInfo("node", [script, provider.AbsoluteUri.TrimEnd('/'), answer]),
            Path.GetFileName(script));

    private static async Task<ServerProcess> StartAsync(ProcessStartInfo start, string kind)
    {
        (start.RedirectStandardOutput, start.RedirectStandardInput, start.UseShellExecute) = (true, true, false);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(MeasuredServer.ListensAt, StringComparison.Ordinal))
                return new ServerProcess(process, new Uri(line[MeasuredServer.ListensAt.Length..]));
        }

        throw new InvalidOperationException($"The server {kind} ended before it listened.");
    }

    public async Task<MemoryUse> MemoryAsync()
    {
        using var http = new HttpClient();
        return JsonSerializer.Deserialize<MemoryUse>(await http.GetStringAsync(new Uri(Address, "/memory")))!;
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
