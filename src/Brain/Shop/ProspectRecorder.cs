using Gateway.Brain.Records;
using Gateway.Brain.Words;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>
/// Records who wants to buy, once for each idempotency key however often and wherever it is asked, and changes or takes
/// back what was recorded as long as nobody of the shop has taken it in hand.
/// </summary>
public sealed class ProspectRecorder(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>
    /// Records the lines of an order, all of them or none. Ids and times of <paramref name="lines"/> do not matter.
    /// Names and address are kept in one line, without control characters. Done again, it changes nothing.
    /// </summary>
    /// <param name="lines">What is ordered; not empty, of one session.</param>
    /// <param name="replaced">Ids of the prospects of that session in whose place they come; empty for a new order. One
    /// of the same product stays the same prospect; one that is left over is lost.</param>
    /// <param name="cancellationToken">Ends it, nothing being recorded.</param>
    /// <returns>The rows as the database holds them, in the order of <paramref name="lines"/>; where a key was known
    /// already, the first one's. Null, and nothing is changed, where one that is replaced is not hot any
    /// more.</returns>
    public async Task<IReadOnlyList<Prospect>?> RecordAsync(
        IReadOnlyList<Prospect> lines, IReadOnlyList<long> replaced, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var before = await LockedAsync(db, replaced, lines[0].Workspace, lines[0].SessionId, cancellationToken);
        var pairs = Pair(lines, before);
        var left = before.Except(pairs.OfType<Prospect>()).ToList();
        if (before.Count < replaced.Count || pairs.Any(pair => pair is { Status: not ProspectStatus.Hot })
            || !left.TrueForAll(CanBeLost))
            return null;
        var now = time.GetUtcNow();
        List<Prospect> recorded = [];
        foreach (var (line, pair) in lines.Zip(pairs))
        {
            if (pair is not null)
                Change(db, pair, line, now);
            recorded.Add(pair ?? await InsertAsync(db, line, now, cancellationToken));
        }

        left.ForEach(row => Lose(row, now));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return recorded;
    }

    /// <summary>Whether nobody of the shop has taken these prospects in hand: all are of that session, and
    /// hot.</summary>
    public async Task<bool> AreOpenAsync(
        string workspace, string session, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Prospects.CountAsync(
            row => ids.Contains(row.Id) && row.Workspace == workspace && row.SessionId == session
                && row.Status == ProspectStatus.Hot,
            cancellationToken) == ids.Count;
    }

    /// <summary>Marks the prospects of an order as lost, all of them or none. Done again, it changes nothing.</summary>
    /// <returns>Whether they are; not where the shop has taken one in hand.</returns>
    public async Task<bool> WithdrawAsync(
        string workspace, string session, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = await LockedAsync(db, ids, workspace, session, cancellationToken);
        if (rows.Count < ids.Count || !rows.TrueForAll(CanBeLost))
            return false;
        var now = time.GetUtcNow();
        rows.ForEach(row => Lose(row, now));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // What is lost already may be so by this very call, made before and cut off.
    private static bool CanBeLost(Prospect row) => row.Status is ProspectStatus.Hot or ProspectStatus.Lost;

    private static void Lose(Prospect row, DateTimeOffset now)
    {
        if (row.Status == ProspectStatus.Lost)
            return;
        row.Status = ProspectStatus.Lost;
        row.UpdatedAt = now;
    }

    // Until the transaction ends nobody moves them to another status.
    private static Task<List<Prospect>> LockedAsync(
        RecordsDbContext db, IReadOnlyList<long> ids, string workspace, string session,
        CancellationToken cancellationToken)
    {
        long[] wanted = [.. ids];
        return db.Prospects.FromSql(
            $"""
            SELECT * FROM prospects
            WHERE id = ANY({wanted}) AND workspace = {workspace} AND session_id = {session}
            ORDER BY id FOR UPDATE
            """)
            .ToListAsync(cancellationToken);
    }

    // Each line with the row it changes: that of the same variant before that of the same product.
    private static List<Prospect?> Pair(IReadOnlyList<Prospect> lines, List<Prospect> rows)
    {
        List<Prospect> free = [.. rows];
        var pairs = lines.Select(line => Take(row => row.ProductHandle == line.ProductHandle
            && row.ProductVariant == line.ProductVariant)).ToList();
        for (var at = 0; at < lines.Count; at++)
            pairs[at] ??= Take(row => row.ProductHandle == lines[at].ProductHandle);
        return pairs;

        Prospect? Take(Predicate<Prospect> isIt)
        {
            var row = free.Find(isIt);
            if (row is not null)
                free.Remove(row);
            return row;
        }
    }

    private static void Change(RecordsDbContext db, Prospect row, Prospect line, DateTimeOffset now) =>
        db.Entry(row).CurrentValues.SetValues(new
        {
            LastName = PlainText.TidyLine(line.LastName),
            FirstName = PlainText.TidyLine(line.FirstName),
            line.Phone,
            Address = PlainText.TidyLine(line.Address),
            Company = line.Company is null ? null : PlainText.TidyLine(line.Company),
            line.VatNumber,
            line.ProductTitle,
            line.ProductVariant,
            line.Quantity,
            line.UnitPrice,
            line.FreeDelivery,
            UpdatedAt = now,
        });

    private static async Task<Prospect> InsertAsync(
        RecordsDbContext db, Prospect prospect, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO prospects (workspace, session_id, channel, last_name, first_name, phone, address, company, vat_number, product_handle, product_title, product_variant,
                quantity, unit_price, currency, free_delivery, status, created_at, updated_at, idempotency_key)
            VALUES ({prospect.Workspace}, {prospect.SessionId}, {prospect.Channel}, {PlainText.TidyLine(prospect.LastName)},
                {PlainText.TidyLine(prospect.FirstName)}, {prospect.Phone}, {PlainText.TidyLine(prospect.Address)},
                {(prospect.Company is null ? null : PlainText.TidyLine(prospect.Company))}, {prospect.VatNumber}, {prospect.ProductHandle},
                {prospect.ProductTitle}, {prospect.ProductVariant}, {prospect.Quantity},
                {prospect.UnitPrice}, {prospect.Currency}, {prospect.FreeDelivery}, {prospect.Status}, {now}, {now}, {prospect.IdempotencyKey})
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            cancellationToken);
        return await db.Prospects.AsNoTracking()
            .SingleAsync(row => row.IdempotencyKey == prospect.IdempotencyKey, cancellationToken);
    }
}
