using System.Diagnostics;
using System.Globalization;

namespace Gateway.Embedded.Servers;

/// <summary>What the system says about a process by its number.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// Whether that process is the named server working in that directory. Numbers are given out again: only a process
    /// that is known by its command line and by where it works may be taken for the one that once had the number.
    /// </summary>
    /// <param name="pid">The process.</param>
    /// <param name="program">What its command line must contain, such as <c>redis-server</c>.</param>
    /// <param name="directory">Its working directory, which for both servers is where their data lies.</param>
    public static bool IsServer(int pid, string program, string directory) =>
        Libc.RealPath(directory) is { } wanted
        && string.Equals(WorkingDirectory(pid), wanted, StringComparison.Ordinal)
        && CommandLine(pid).Contains(program, StringComparison.Ordinal);

    /// <summary>Whether any process has that number.</summary>
    public static bool Exists(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string CommandLine(int pid)
    {
        if (!OperatingSystem.IsLinux())
            return Ask("ps", "-ww", "-o", "args=", "-p", Text(pid));
        try
        {
            return File.ReadAllText($"/proc/{Text(pid)}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? WorkingDirectory(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            // lsof -Fn prints one field a line; the line of the name begins with n.
            return Ask("lsof", "-a", "-d", "cwd", "-Fn", "-p", Text(pid)).Split('\n')
                .FirstOrDefault(line => line.StartsWith('n'))?[1..];
        }

        try
        {
            return new FileInfo($"/proc/{Text(pid)}/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Ask(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return process?.StandardOutput.ReadToEnd() ?? "";
    }

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);
}
