using System.Globalization;
using Npgsql;

namespace Gateway.Tests.Simulator;

/// <summary>Writes mails into the records of a gateway without a mail server, as a solution would.</summary>
internal sealed class CaughtMails(Newcomer gateway) : IAsyncDisposable
{
    private NpgsqlDataSource? _records;

    public async ValueTask DisposeAsync()
    {
        if (_records is not null)
            await _records.DisposeAsync();
    }

    /// <summary>Writes one of the demo shop, with a file on it, and waits until it is caught.</summary>
    public async Task<Guid> WriteAsync(string subject, string text, string? html, byte[] file)
    {
        var id = Guid.NewGuid();
        _records ??= await OpenAsync();
        await using (var command = _records.CreateCommand(
            """
            WITH mail AS (
                INSERT INTO mails (id, workspace, recipient, subject, text, html, class, idempotency_key, created_at, attempts, next_at)
                VALUES ($1, 'demo-shop', 'claire@example.fr', $2, $3, $4, 'service', $5, now(), 0, now())
                RETURNING id)
            INSERT INTO mail_attachments (mail_id, place, file_name, media_type, content)
            SELECT id, 0, 'rendez-vous été.ics', 'text/calendar; method=PUBLISH', $6 FROM mail
            """))
        {
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(subject);
            command.Parameters.AddWithValue(text);
            command.Parameters.AddWithValue((object?)html ?? DBNull.Value);
            command.Parameters.AddWithValue(id.ToString("N", CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue(file);
            await command.ExecuteNonQueryAsync();
        }

        await UntilSentAsync(id);
        return id;
    }

    private async Task UntilSentAsync(Guid id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var command = _records!.CreateCommand("SELECT sent_at IS NOT NULL FROM mails WHERE id = $1");
        command.Parameters.AddWithValue(id);
        while (await command.ExecuteScalarAsync(deadline.Token) is not true)
            await Task.Delay(50, deadline.Token);
    }

    private async Task<NpgsqlDataSource> OpenAsync()
    {
        var port = await File.ReadAllTextAsync(Path.Combine(gateway.DataPath, "postgres", "port"));
        var password = await File.ReadAllTextAsync(Path.Combine(gateway.DataPath, "postgres.password"));
        return NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={port};Username=gateway;Password={password.Trim()};Database=gateway");
    }
}
