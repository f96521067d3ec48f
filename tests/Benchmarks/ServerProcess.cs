using System.Diagnostics;
using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>A measured server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public Uri HubAddress => new UriBuilder(Address) { Scheme = "ws", Path = MeasuredServer.HubPath, Query = "siteKey=" + OneWorkspace.SiteKey }.Uri;

    public static async Task<ServerProcess> StartAsync(string kind, string? redis)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        // Started through `dotnet`, the process is dotnet itself and wants the assembly's name first.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        foreach (var argument in (string[])["serve", kind, .. redis is null ? (string[])[] : [redis]])
            start.ArgumentList.Add(argument);
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
