using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Brain.Sales.Settings;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Brain.Sales.Statistics;

/// <summary>Counts what became of a sales team's prospects.</summary>
public sealed class SalesStatistics(IDbContextFactory<RecordsDbContext> records)
{
    // A year of a large table.
    private const int PatienceSeconds = 20;

    // What stands in details is our own writing; what is of another shape there counts as unknown.
    private const string Period =
        """
        WITH known AS (
            SELECT p.id, p.channel, p.score, p.status, p.created_at, p.details,
                CASE WHEN jsonb_typeof(p.details #> '{lead,people}') = 'number'
                    THEN (p.details #>> '{lead,people}')::numeric
                    WHEN jsonb_typeof(p.details #> '{lead,seats}') = 'number'
                    THEN (p.details #>> '{lead,seats}')::numeric END AS people,
                CASE WHEN jsonb_typeof(p.details -> 'negotiationCount') = 'number'
                    THEN (p.details ->> 'negotiationCount')::int ELSE 0 END AS rounds,
                CASE WHEN p.details ->> 'since' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T'
                    THEN (p.details ->> 'since')::timestamptz ELSE p.created_at END AS since,
                (SELECT min(at) FROM prospect_changes
                    WHERE prospect_id = p.id AND to_status = 'won' AND p.status = 'won') AS won_at
            FROM prospects p
            WHERE p.solution = @solution AND (@workspace IS NULL OR p.workspace = @workspace)
                AND p.created_at >= @from AND p.created_at < @to),
        period AS (
            SELECT *, (status = 'won')::int AS won,
                coalesce(details ->> 'firstType', nullif(status, 'won'), details ->> 'type', 'unknown') AS type,
                coalesce(nullif(lower(trim(details #>> '{lead,sector}')), ''), 'unknown') AS sector,
                CASE WHEN people IS NULL THEN 'unknown' WHEN people <= 10 THEN '1-10' WHEN people <= 50 THEN '11-50'
                    WHEN people <= 200 THEN '51-200' ELSE '201+' END AS size
            FROM known),
        objected AS (
            SELECT period.size, period.sector, period.won, one ->> 'category' AS category
            FROM period, jsonb_array_elements(
                CASE WHEN jsonb_typeof(details -> 'objections') = 'array' THEN details -> 'objections' ELSE '[]' END)
                AS one),
        ways AS (
            SELECT period.id, coalesce(
                (SELECT jsonb_agg(step -> 'strategy' ORDER BY nr)
                FROM jsonb_array_elements(
                    CASE WHEN jsonb_typeof(details -> 'tried') = 'array' THEN details -> 'tried' ELSE '[]' END)
                    WITH ORDINALITY AS step(step, nr)), '[]') AS strategies
            FROM period WHERE won = 1)
        """;

    private const string Figures =
        """
        SELECT jsonb_build_object(
            'prospects', (SELECT count(*) FROM period),
            'converted', (SELECT coalesce(sum(won), 0) FROM period),
            'byType', {0},
            'bySector', {1},
            'bySize', {2},
            'objections', (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.count DESC, one.by, one.key), '[]')
                FROM (
                    SELECT * FROM (
                        SELECT 'size' AS by, size AS key, category, count(*) AS count, sum(won) AS converted
                        FROM objected WHERE category IS NOT NULL GROUP BY size, category
                        UNION ALL
                        SELECT 'sector', sector, category, count(*), sum(won)
                        FROM objected WHERE category IS NOT NULL GROUP BY sector, category) AS counted
                    ORDER BY count DESC, by, key, category LIMIT 200) AS one),
            'rounds', (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.rounds), '[]') FROM (
                SELECT rounds, count(*) AS prospects, sum(won) AS converted FROM period GROUP BY rounds) AS one),
            'averageRounds', (SELECT coalesce(avg(rounds), 0) FROM period),
            'winning', (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.conversions DESC), '[]') FROM (
                SELECT strategies, count(*) AS conversions FROM ways
                GROUP BY strategies ORDER BY 2 DESC, 1 LIMIT 20) AS one),
            'timeToConversion', (SELECT jsonb_build_object(
                'conversions', count(*),
                'averageSeconds', coalesce(avg(extract(epoch FROM won_at - since)), 0),
                'medianSeconds', coalesce(
                    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM won_at - since)), 0))
                FROM period WHERE won_at >= since),
            'scores', (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.channel), '[]') FROM (
                SELECT channel, count(*) AS prospects, avg(score) AS "averageScore"
                FROM period WHERE score IS NOT NULL GROUP BY channel) AS one))::text
        """;

    private const string ByKey =
        """
        (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY one.prospects DESC, one.key), '[]') FROM (
            SELECT {0} AS key, count(*) AS prospects, sum(won) AS converted,
                sum(won)::double precision / count(*) AS rate
            FROM period GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50) AS one)
        """;

    private static readonly string Sql = Period + "\n" + Figures
        .Replace("{0}", By("type"), StringComparison.Ordinal)
        .Replace("{1}", By("sector"), StringComparison.Ordinal)
        .Replace("{2}", By("size"), StringComparison.Ordinal);

    /// <summary>The figures of a period; zeros and empty lists where nothing was recorded in it.</summary>
    /// <param name="workspace">Id of the workspace; null: all of them.</param>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end, no longer part of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SalesFigures> CountAsync(
        string? workspace, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Sql;
        command.CommandTimeout = PatienceSeconds;
        command.Parameters.Add(new NpgsqlParameter("workspace", NpgsqlDbType.Text)
        {
            Value = (object?)workspace ?? DBNull.Value,
        });
        command.Parameters.AddWithValue("solution", SalesSettings.Solution);
        command.Parameters.AddWithValue("from", from.ToUniversalTime());
        command.Parameters.AddWithValue("to", to.ToUniversalTime());
        var figures = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        return JsonSerializer.Deserialize<SalesFigures>(figures, JsonSerializerOptions.Web)!;
    }

    private static string By(string column) => ByKey.Replace("{0}", column, StringComparison.Ordinal);
}
