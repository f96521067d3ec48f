using System.Diagnostics;
using Gateway.Testing;

namespace Gateway.Tests.Commands;

/// <summary>A command of the gateway, run to its end as a process of its own.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it complained about.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs it.</summary>
    /// <param name="input">What is typed, to the end of the input.</param>
    /// <param name="arguments">As on the command line.</param>
    public static async Task<CommandRun> WithInputAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(GatewayProcess.Binary);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        return new CommandRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs it without typing anything.</summary>
    public static Task<CommandRun> OfAsync(params string[] arguments) => WithInputAsync("", arguments);
}
