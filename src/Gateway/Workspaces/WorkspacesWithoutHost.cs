using System.Text;
using Gateway.Installation;
using Gateway.Sessions.Workspaces;
using Npgsql;

namespace Gateway.Workspaces;

/// <summary>
/// The workspaces for who asks before there is a host, or without one: commands, and what is decided before the gateway
/// is built. Nothing is settled between two that claim one line, and a row counts only where a connection string says
/// where the table is.
/// </summary>
internal static class WorkspacesWithoutHost
{
    private const int PatienceSeconds = 5;

    /// <summary>Reads all files and rows that are right.</summary>
    /// <exception cref="NpgsqlException">PostgreSQL does not answer.</exception>
    public static IReadOnlyList<Workspace> Read(
        IConfiguration configuration, GatewayOptions options, WorkspaceReader reader)
    {
        var files = new WorkspaceFolder(options.WorkspacesPath, reader).Read() ?? [];
        var ids = files.Select(file => file.Id).ToHashSet(StringComparer.Ordinal);
        var rows = configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres ? ReadRows(postgres) : [];
        return
        [
            .. files
                .Concat(rows.Where(row => !ids.Contains(row.Id)).Select(row => reader.ReadRow(row.Id, row.Document)))
                .Select(document => document.Workspace)
                .OfType<Workspace>(),
        ];
    }

    private static List<(string Id, byte[] Document)> ReadRows(string postgres)
    {
        var rows = new List<(string Id, byte[] Document)>();
        var settings = new NpgsqlConnectionStringBuilder(postgres) { Pooling = false, Timeout = PatienceSeconds };
        using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(
            "SELECT id, document::text FROM workspaces WHERE disabled_at IS NULL AND deleted_at IS NULL", connection)
        {
            CommandTimeout = PatienceSeconds,
        };
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add((reader.GetString(0), Encoding.UTF8.GetBytes(reader.GetString(1))));
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // The gateway has not run on this database yet, or not in this version.
        }

        return rows;
    }
}
