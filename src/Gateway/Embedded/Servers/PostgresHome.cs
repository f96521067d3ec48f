using System.Security.Cryptography;

namespace Gateway.Embedded.Servers;

/// <summary>The folder of PostgreSQL, where its account can reach it.</summary>
internal static partial class PostgresHome
{
    /// <summary>
    /// For root's installations whose own folder lies where no other account may go, such as below /root.
    /// </summary>
    private const string OpenGround = "/var/lib/gateway";

    /// <summary>Makes the folder if need be and gives back where it really lies.</summary>
    /// <exception cref="ServerStartException">There is no place that the account can reach.</exception>
    public static async Task<string> PrepareAsync(
        string home, string? account, ILogger logger, CancellationToken cancellationToken)
    {
        if (account is null)
        {
            Directory.CreateDirectory(home);
            return home;
        }

        if (!Directory.Exists(home))
            await CreateAsync(home, account, logger, cancellationToken);
        var real = Libc.RealPath(home) ?? home;
        return await CanWorkInAsync(real, account, cancellationToken)
            ? real
            : throw new ServerStartException(
                $"The account {account}, which PostgreSQL runs as, cannot write to {real}: chown -R {account} {real}");
    }

    private static async Task CreateAsync(
        string home, string account, ILogger logger, CancellationToken cancellationToken)
    {
        LetThrough(Path.GetDirectoryName(home)!);
        Directory.CreateDirectory(home);
        await GiveAsync(home, account, cancellationToken);
        if (await CanWorkInAsync(home, account, cancellationToken))
            return;

        var elsewhere = Path.Combine(OpenGround, RandomNumberGenerator.GetHexString(16, lowercase: true));
        Directory.CreateDirectory(elsewhere);
        LetThrough(OpenGround);
        await GiveAsync(elsewhere, account, cancellationToken);
        Directory.Delete(home);
        Directory.CreateSymbolicLink(home, elsewhere);
        Log.Elsewhere(logger, account, home, elsewhere);
    }

    private static async Task GiveAsync(string folder, string account, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(
            "chown", [account, folder], "/", account: null, input: "", cancellationToken);
        if (!result.Succeeded)
            throw new ServerStartException($"{folder} cannot be given to the account {account}: {result.Reason}");
    }

    private static async Task<bool> CanWorkInAsync(
        string folder, string account, CancellationToken cancellationToken) =>
        (await Command.RunAsync(
            "/bin/sh", ["-c", "cd \"$1\" && test -w .", "sh", folder], "/", account, input: "", cancellationToken))
        .Succeeded;

    // The folder is ours. Whoever may pass through it still cannot list it, and all that is in it is closed.
    private static void LetThrough(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information,
            Message =
                "The account {Account}, which PostgreSQL runs as, cannot reach {Home}: the data is kept in {Elsewhere}.")]
        public static partial void Elsewhere(ILogger logger, string account, string home, string elsewhere);
    }
}
