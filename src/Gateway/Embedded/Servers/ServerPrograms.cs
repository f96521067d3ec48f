using System.Globalization;

namespace Gateway.Embedded.Servers;

/// <summary>Where the servers' programs lie on this machine.</summary>
internal static class ServerPrograms
{
    private static readonly string[] HomebrewRoots = ["/opt/homebrew", "/usr/local"];

    /// <summary>Path of <c>redis-server</c>.</summary>
    /// <exception cref="ServerStartException">It is not installed.</exception>
    public static string Redis() =>
        Find("redis-server", [.. HomebrewRoots.Select(root => $"{root}/opt/redis/bin")])
        ?? throw new ServerStartException(
            "redis-server is not installed: apt-get install redis-server, or brew install redis, or set ConnectionStrings:Redis.");

    /// <summary>Folder with <c>initdb</c> and <c>postgres</c>; the newest version when there are several.</summary>
    /// <exception cref="ServerStartException">They are not installed.</exception>
    public static string PostgresFolder()
    {
        var initdb = Find("initdb", [.. Newest("/usr/lib/postgresql", "*", "bin"), .. HomebrewRoots.SelectMany(root =>
            Newest($"{root}/opt", "postgresql@*", "bin").Append($"{root}/opt/postgresql/bin"))]);
        return Path.GetDirectoryName(initdb) ?? throw new ServerStartException(
            "PostgreSQL is not installed: apt-get install postgresql, or brew install postgresql@17, or set ConnectionStrings:Postgres.");
    }

    /// <summary>
    /// What detaches a server from the terminal, so that Ctrl-C reaches the gateway alone; empty where there is
    /// nothing.
    /// </summary>
    public static IReadOnlyList<string> Detach()
    {
        if (Find("setsid", []) is { } setsid)
            return [setsid];
        return Find("perl", []) is { } perl
            ? [perl, "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!", "--"]
            : [];
    }

    private static string? Find(string program, IEnumerable<string> folders)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return folders.Concat(path.Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Newest(string root, string pattern, string folder) =>
        Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, pattern)
                .OrderByDescending(path => Version(Path.GetFileName(path)))
                .Select(path => Path.Combine(path, folder))
            : [];

    private static int Version(string name) =>
        int.TryParse(
            name.AsSpan(name.IndexOf('@', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;
}
