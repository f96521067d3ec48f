using System.Security.Cryptography;

namespace Gateway.Embedded.Servers;

/// <summary>
/// The first start: a new cluster with our role, our database and its extensions, there whole or not at all.
/// </summary>
internal static class PostgresSetup
{
    /// <summary>In order of preference: the first knows accents everywhere, the last is there always.</summary>
    private static readonly string[] Locales = ["C.UTF-8", "en_US.UTF-8", "C"];

    private static readonly string[] Extensions = ["unaccent", "pg_trgm"];

    /// <summary>The role comes in by password and from this machine; nobody else comes in at all.</summary>
    private const string AccessRules = $"host all {EmbeddedPostgres.Database} 127.0.0.1/32 scram-sha-256\n";

    /// <summary>Makes the data directory of that home.</summary>
    /// <exception cref="ServerStartException">It could not be made.</exception>
    public static async Task RunAsync(
        string programs, string home, string? account, string password, bool durable,
        CancellationToken cancellationToken)
    {
        // Made beside its place and moved there when done: a start that was cut short leaves nothing that looks like
        // data.
        foreach (var unfinished in Directory.EnumerateDirectories(home, "new-*"))
            Directory.Delete(unfinished, recursive: true);
        var draft = Path.Combine(home, "new-" + RandomNumberGenerator.GetHexString(8, lowercase: true));
        await InitialiseAsync(programs, home, draft, account, durable, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(draft, "pg_hba.conf"), AccessRules, cancellationToken);
        await PopulateAsync(programs, home, draft, account, password, cancellationToken);
        Directory.Move(draft, ServerCommand.DataDirectoryOf(home));
    }

    private static async Task InitialiseAsync(
        string programs, string home, string draft, string? account, bool durable, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-D", draft, "-U", "postgres", "-E", "UTF8", "--auth=reject",
            .. durable ? Array.Empty<string>() : ["--no-sync"],
        ];
        CommandResult? result = null;
        foreach (var locale in Locales)
        {
            result = await Command.RunAsync(
                Path.Combine(programs, "initdb"), [.. arguments, $"--locale={locale}"], home, account, input: "",
                cancellationToken);
            if (result.Succeeded)
                return;
        }

        throw new ServerStartException($"PostgreSQL's data could not be set up in {home}: {result?.Reason}");
    }

    // In single-user mode: no port is open and no password needed. Each statement is one line.
    private static async Task PopulateAsync(
        string programs, string home, string draft, string? account, string password,
        CancellationToken cancellationToken)
    {
        string[] statements =
        [
            .. Extensions.Select(name => $"CREATE EXTENSION {name};"),
            $"CREATE ROLE {EmbeddedPostgres.Database} LOGIN CREATEDB PASSWORD '{password}';",
            $"CREATE DATABASE {EmbeddedPostgres.Database} OWNER {EmbeddedPostgres.Database};",
        ];
        var result = await Command.RunAsync(
            Path.Combine(programs, "postgres"), ["--single", "-j", "-D", draft, "-c", "exit_on_error=on", "template1"],
            home, account, string.Join("\n\n", statements) + "\n\n", cancellationToken);
        if (!result.Succeeded)
            throw new ServerStartException($"PostgreSQL's database could not be created: {result.Reason}");
    }
}
