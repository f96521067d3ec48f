using System.Diagnostics;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>The programs for Node that ours are measured beside; they lie in <c>tests/Benchmarks/node</c>.</summary>
internal static class NodePrograms
{
    private static readonly string Folder = Path.Combine(GatewayProcess.Root, "tests", "Benchmarks", "node");

    /// <summary>Microsoft 365 Agents SDK.</summary>
    public static string Agents { get; } = Path.Combine(Folder, "agents.mjs");

    public static string Telegraf { get; } = Path.Combine(Folder, "telegraf.mjs");

    /// <summary>Fetches the packages as the lock file names them.</summary>
    /// <exception cref="InvalidOperationException">npm could not.</exception>
    public static async Task FetchAsync()
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var printed = await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}:\n{printed}");
    }
}
