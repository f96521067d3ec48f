using System.Globalization;

namespace Gateway.Doors;

/// <summary>How many files and sockets this process may have open.</summary>
internal static class FileLimit
{
    /// <summary>What is assumed where the system does not tell: less than any system's own default.</summary>
    private const int Unknown = 4_096;

    /// <summary>The soft limit; .NET has raised it to the hard one when it started.</summary>
    public static int Read()
    {
        try
        {
            return Parse(File.ReadAllText("/proc/self/limits"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    /// <summary>How many are open now; 0 where the system does not tell.</summary>
    public static int InUse()
    {
        try
        {
            return Directory.GetFiles("/proc/self/fd").Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Reads <c>Max open files</c> (proc_pid_limits(5)): the soft limit, then the hard one.</summary>
    internal static int Parse(string limits)
    {
        const string Name = "Max open files";
        foreach (var line in limits.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(Name, StringComparison.Ordinal))
                continue;
            var soft = line[Name.Length..].TrimStart();
            soft = soft[..Math.Max(0, soft.IndexOf(' '))];
            return soft.SequenceEqual("unlimited") ? int.MaxValue
                : long.TryParse(soft, CultureInfo.InvariantCulture, out var most) && most > 0
                    ? (int)Math.Min(most, int.MaxValue)
                : Unknown;
        }

        return Unknown;
    }
}
