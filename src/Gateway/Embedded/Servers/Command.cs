using System.Diagnostics;

namespace Gateway.Embedded.Servers;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program and gives back how it ended and all it wrote.</summary>
    /// <param name="program">Its path, or its name on PATH.</param>
    /// <param name="arguments">Passed as they are, without a shell.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="account">Whom it runs as; null: as we do.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="ServerStartException">It cannot be started, or runs for more than two minutes.</exception>
    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string directory, string? account, string input,
        CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(program, arguments, directory, account) };
        process.StartInfo.RedirectStandardInput = true;
        process.StartInfo.RedirectStandardOutput = true;
        process.StartInfo.RedirectStandardError = true;
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ServerStartException($"{program} cannot be started: {e.Message}", e);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await WriteInputAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ServerStartException($"{program} was still running after {TimeLimit.TotalSeconds:0} s.", e);
        }
    }

    /// <summary>How a program is to be started, here or as a server.</summary>
    public static ProcessStartInfo StartInfo(
        string program, IEnumerable<string> arguments, string directory, string? account)
    {
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, UseShellExecute = false };
        if (account is not null)
        {
            info.UserName = account;
            // The home of root is closed to the account, and both servers look there for settings of a person's own.
            info.Environment["HOME"] = "/";
        }

        // The servers' messages are read by us and by the operator's tools: they come in one language.
        info.Environment["LC_MESSAGES"] = "C";
        return info;
    }

    private static async Task WriteInputAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: how it ended says why.
        }
    }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 when all went well.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last line of its complaint.</summary>
    public string Reason =>
        Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
        ?? FormattableString.Invariant($"exit code {ExitCode}");
}
