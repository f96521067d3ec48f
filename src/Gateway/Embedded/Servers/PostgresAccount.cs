namespace Gateway.Embedded.Servers;

/// <summary>Whom PostgreSQL runs as: it refuses to run as root.</summary>
internal static class PostgresAccount
{
    private static readonly string[] Candidates = ["postgres", "_postgres", "nobody"];

    /// <summary>An account without privileges when we are root, else null: our own.</summary>
    /// <exception cref="ServerStartException">We are root and there is none.</exception>
    public static async Task<string?> ChooseAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        foreach (var candidate in Candidates)
        {
            if ((await Command.RunAsync(
                "id", ["-u", candidate], "/", account: null, input: "", cancellationToken)).Succeeded)
                return candidate;
        }

        throw new ServerStartException(
            "PostgreSQL refuses to run as root and there is no account named postgres: useradd --system postgres, or start as another user.");
    }
}
