using System.Diagnostics;
using System.Globalization;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// How long the built gateway takes from the start of its process until it serves, with stores that stand already, and
/// what that goes to.
/// </summary>
internal sealed class StartUp(TextWriter output)
{
    private const int Starts = 7;
    private const string Hook = "DOTNET_STARTUP_HOOKS";

    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync("everysec");
        await using var postgres = await PostgresServer.StartAsync();
        (string, string)[] stores =
            [("ConnectionStrings:Redis", redis.ConnectionString),
                ("ConnectionStrings:Postgres", postgres.ConnectionString())];
        var empty = await StartAsync(stores);
        double[] took = [.. (await RepeatAsync(stores)).Order()];
        output.WriteLine(
            Text(
            $"Start to ready, in s: {empty:0.00} with an empty database, then {took[0]:0.00} to {took[^1]:0.00}, median {took[Starts / 2]:0.00}; load average {Disk.LoadAverage()}."));
        output.WriteLine();
        output.WriteLine(
            "| one start, seen from inside | ms since the process began | processor ms | of it compiling | methods compiled | assemblies |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        // Looking on costs some time of its own and is therefore not what is measured.
        Environment.SetEnvironmentVariable(Hook, typeof(StartUp).Assembly.Location);
        await using var watched = await GatewayProcess.StartAsync(stores);
        Environment.SetEnvironmentVariable(Hook, null);
        foreach (var line in watched.Output.Split('\n')
            .Where(line => line.StartsWith(StartupHook.Mark, StringComparison.Ordinal)))
            output.WriteLine(line[StartupHook.Mark.Length..]);
    }

    private static async Task<List<double>> RepeatAsync((string, string)[] stores)
    {
        List<double> took = [];
        for (var start = 0; start < Starts; start++)
            took.Add(await StartAsync(stores));
        return took;
    }

    private static async Task<double> StartAsync((string, string)[] stores)
    {
        var started = Stopwatch.GetTimestamp();
        await using var gateway = await GatewayProcess.StartAsync(stores);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
