using Npgsql;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// The part of a search that products and answered questions share. Each term becomes the lexemes it may stand for: its
/// own, and, by what is known of the workspace's words (<c>search_words</c>), those it is a misspelling or a shortening
/// of, each with a closeness of 0 to 1. A document's score is the share of the terms that it covers, where a rare term
/// weighs more than a common one, and a term found in the title more than one found in the description.
/// </summary>
internal static class SearchSql
{
    /// <summary>The PostgreSQL text search configuration of a locale; null for a locale that is not served.</summary>
    public static string? Configuration(string locale) => locale switch
    {
        "fr" => "gateway_fr",
        "en" => "gateway_en",
        _ => null,
    };

    /// <summary>The parameters that every search has.</summary>
    public static NpgsqlParameter[] Parameters(
        string workspace, string locale, string source, string configuration, IReadOnlyList<SearchTerm> terms) =>
    [
        new("workspace", workspace), new("locale", locale), new("source", source), new("config", configuration),
        new("terms", terms.Select(term => term.Text).ToArray()),
        new("ords", terms.Select(term => term.Word).ToArray()),
        new("nearness", terms.Select(term => term.Nearness).ToArray()),
    ];

    /// <summary>
    /// Common table expressions <c>expansions(ord, lexeme, closeness)</c>, <c>weights(ord, weight)</c> and
    /// <c>scores(id, score)</c>. Parameters: @workspace, @source (product, faq), @locale, @config, @terms with @ords
    /// (which word of the query each stands for; several for one are synonyms) and @nearness (1 for the word itself),
    /// @root (letters a shared root must have), @shortest (letters a word must have to be taken for misspelt), @unknown
    /// (what a word that the workspace never uses weighs against a rare one), @deep (what a word is worth that stands
    /// in the text only). The caller puts <c>documents(id, search)</c> before it.
    /// </summary>
    public const string Scores =
        """
        terms AS MATERIALIZED (
            SELECT given.ord, given.term, given.nearness, own.lexeme
            FROM unnest(@terms, @ords, @nearness) AS given(term, ord, nearness)
            CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector(@config::regconfig, given.term))) AS own(lexeme)
        ),
        words AS (
            SELECT word, lexeme, documents FROM search_words
            WHERE workspace = @workspace AND source = @source AND locale = @locale
        ),
        known AS MATERIALIZED (
            SELECT DISTINCT ord FROM terms JOIN words USING (lexeme)
        ),
        misspelt AS MATERIALIZED (
            SELECT ord, words.lexeme, max(0.9
                -- Whoever misspells a word rarely gets its first letter wrong.
                * CASE WHEN left(term, 1) = left(word, 1) THEN 1 ELSE 0.85 END
                * greatest(
                    similarity(term, word),
                    1 - levenshtein_less_equal(term, word, 3)::float8 / greatest(length(term), length(word)),
                    1 - levenshtein_less_equal(terms.lexeme, words.lexeme, 3)::float8 / greatest(length(terms.lexeme), length(words.lexeme)))
                ) AS closeness
            FROM terms JOIN words ON length(term) >= @shortest AND (length(term) > 5 OR left(term, 1) = left(word, 1)) AND (
                (length(term) >= 6 AND similarity(term, word) >= 0.5)
                OR (abs(length(term) - length(word)) <= 2
                    AND levenshtein_less_equal(term, word, 2) <= CASE WHEN length(term) < 6 THEN 1 ELSE 2 END)
                OR (length(terms.lexeme) >= @shortest AND abs(length(terms.lexeme) - length(words.lexeme)) <= 2
                    AND levenshtein_less_equal(terms.lexeme, words.lexeme, 2) <= CASE WHEN length(terms.lexeme) < 6 THEN 1 ELSE 2 END))
            WHERE ord NOT IN (SELECT ord FROM known)
            GROUP BY ord, words.lexeme
        ),
        expansions AS MATERIALIZED (
            SELECT ord, lexeme, max(closeness) AS closeness
            FROM (
                SELECT ord, lexeme, nearness AS closeness FROM terms
                UNION ALL
                SELECT ord, words.lexeme, 0.75 * nearness
                FROM terms JOIN words ON words.lexeme <> terms.lexeme
                    AND least(length(words.lexeme), length(terms.lexeme)) >= @root
                    AND (starts_with(words.lexeme, terms.lexeme) OR starts_with(terms.lexeme, words.lexeme))
                UNION ALL
                SELECT ord, lexeme, closeness
                FROM (SELECT *, max(closeness) OVER (PARTITION BY ord) AS closest FROM misspelt) AS ranked
                WHERE closeness >= closest - 0.12
            ) AS candidates
            GROUP BY ord, lexeme
        ),
        weights AS MATERIALIZED (
            SELECT ord, CASE
                WHEN min(words.documents) IS NULL THEN @unknown * ln(1 + total.documents)
                ELSE ln(1 + total.documents::float8 / max(words.documents)) END AS weight
            FROM (SELECT count(*)::float8 AS documents FROM documents) AS total
            CROSS JOIN expansions
            LEFT JOIN words USING (lexeme)
            GROUP BY ord, total.documents
        ),
        found AS (
            SELECT documents.id, documents.search
            FROM documents
            WHERE documents.search @@ (SELECT string_agg(quote_literal(lexeme), ' | ') FROM expansions)::tsquery
        ),
        hits AS (
            SELECT found.id, expansions.ord, entry.lexeme, 'A' = ANY(entry.weights) AS in_title,
                expansions.closeness * CASE
                    WHEN 'A' = ANY(entry.weights) THEN 1.0
                    WHEN 'B' = ANY(entry.weights) THEN 0.8
                    WHEN 'C' = ANY(entry.weights) THEN 0.7
                    ELSE @deep END AS worth
            FROM found
            CROSS JOIN LATERAL unnest(found.search) AS entry(lexeme, positions, weights)
            JOIN expansions ON expansions.lexeme = entry.lexeme
        ),
        covered AS (
            SELECT id, sum(worth * weight) / (SELECT sum(weight) FROM weights) AS share
            FROM (SELECT id, ord, max(worth) AS worth FROM hits GROUP BY id, ord) AS best
            JOIN weights USING (ord)
            GROUP BY id
        ),
        titles AS (
            SELECT hits.id, count(DISTINCT hits.lexeme) FILTER (WHERE in_title)::float8 AS matched
            FROM hits GROUP BY hits.id
        ),
        scores AS (
            SELECT id, share * (0.9 + 0.1 * matched / greatest(1, length(ts_filter(found.search, ARRAY['a']::"char"[])))) AS score
            FROM covered JOIN titles USING (id) JOIN found USING (id)
        )
        """;
}
