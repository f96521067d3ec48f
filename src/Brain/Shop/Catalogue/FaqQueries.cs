using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>The question to PostgreSQL about answered questions.</summary>
internal static class FaqQueries
{
    private const double LeastScore = 0.1;

    private const string Find =
        $"""
        WITH documents AS (
            SELECT id, search FROM faq_entries WHERE workspace = @workspace AND locale = @locale
        ),
        {SearchSql.Scores}
        SELECT faq.question, faq.answer, scores.score
        FROM scores JOIN faq_entries AS faq USING (id)
        WHERE scores.score >= @least
        ORDER BY scores.score DESC, faq.position
        LIMIT @limit
        """;

    public static async Task<IReadOnlyList<FaqMatch>> FindAsync(
        RecordsDbContext db, string workspace, string locale, IReadOnlyList<SearchTerm> terms, int limit,
        CancellationToken cancellationToken)
    {
        if (SearchSql.Configuration(locale) is not { } configuration)
            return [];
        NpgsqlParameter[] parameters =
        [
            .. SearchSql.Parameters(workspace, locale, "faq", configuration, terms),
            new("root", 4), new("shortest", 5), new("unknown", 1.0), new("deep", 0.6), new("least", LeastScore),
            new("limit", limit),
        ];
        var rows = await db.Database.SqlQueryRaw<Row>(Find, parameters).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new FaqMatch(row.Question, row.Answer, row.Score))];
    }

    private sealed class Row
    {
        public required string Question { get; init; }

        public required string Answer { get; init; }

        public required double Score { get; init; }
    }
}
