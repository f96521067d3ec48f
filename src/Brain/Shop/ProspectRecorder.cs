using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Words;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>
/// Records who wants to buy, once for each idempotency key however often and wherever it is asked, and changes or takes
/// back what was recorded as long as nobody of the shop has taken it in hand. What it does stands in the prospects'
/// history.
/// </summary>
public sealed class ProspectRecorder(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, ProspectHistory history)
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
    public async Task<IReadOnlyList<ProspectOrder>?> RecordAsync(
        IReadOnlyList<ProspectOrder> lines, IReadOnlyList<long> replaced, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var who = lines[0].Prospect;
        var before = await LockedAsync(db, replaced, who.Workspace, who.SessionId, cancellationToken);
        var pairs = Pair(lines, before);
        var left = before.Except(pairs.OfType<ProspectOrder>()).Select(row => row.Prospect).ToList();
        if (before.Count < replaced.Count || pairs.Any(pair => pair is { Prospect.Status: not ProspectStatus.Hot })
            || !left.TrueForAll(CanBeLost))
            return null;
        var now = time.GetUtcNow();
        List<ProspectOrder> recorded = [];
        foreach (var (line, pair) in lines.Zip(pairs))
        {
            if (pair is not null)
                Change(db, pair, line, now);
            recorded.Add(pair ?? await InsertAsync(db, line, now, cancellationToken));
        }

        left.ForEach(row => Lose(db, row, "Taken out of the order.", now));
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
        if (rows.Count < ids.Count || !rows.TrueForAll(row => CanBeLost(row.Prospect)))
            return false;
        var now = time.GetUtcNow();
        rows.ForEach(row => Lose(db, row.Prospect, "The order was taken back.", now));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // What is lost already may be so by this very call, made before and cut off.
    private static bool CanBeLost(Prospect row) => row.Status is ProspectStatus.Hot or ProspectStatus.Lost;

    private void Lose(RecordsDbContext db, Prospect row, string note, DateTimeOffset now)
    {
        if (row.Status == ProspectStatus.Lost)
            return;
        var before = row.Status;
        row.Status = ProspectStatus.Lost;
        row.UpdatedAt = now;
        history.Write(db, row, before, ShopSolution.SellerName, note);
    }

    // Until the transaction ends nobody moves them to another status, and so nobody changes what they ordered.
    private static async Task<List<ProspectOrder>> LockedAsync(
        RecordsDbContext db, IReadOnlyList<long> ids, string workspace, string session,
        CancellationToken cancellationToken)
    {
        long[] wanted = [.. ids];
        var rows = await db.Prospects.FromSql(
            $"""
            SELECT * FROM prospects
            WHERE id = ANY({wanted}) AND workspace = {workspace} AND session_id = {session}
            ORDER BY id FOR UPDATE
            """)
            .ToListAsync(cancellationToken);
        wanted = [.. rows.Select(row => row.Id)];
        // Read after the lock; that of its prospect is the row that stands above.
        return await db.ProspectOrders.Where(order => wanted.Contains(order.ProspectId))
            .OrderBy(order => order.ProspectId)
            .ToListAsync(cancellationToken);
    }

    // Each line with the row it changes: that of the same variant before that of the same product.
    private static List<ProspectOrder?> Pair(IReadOnlyList<ProspectOrder> lines, List<ProspectOrder> rows)
    {
        List<ProspectOrder> free = [.. rows];
        var pairs = lines.Select(line => Take(row => row.ProductHandle == line.ProductHandle
            && row.ProductVariant == line.ProductVariant)).ToList();
        for (var at = 0; at < lines.Count; at++)
            pairs[at] ??= Take(row => row.ProductHandle == lines[at].ProductHandle);
        return pairs;

        ProspectOrder? Take(Predicate<ProspectOrder> isIt)
        {
            var row = free.Find(isIt);
            if (row is not null)
                free.Remove(row);
            return row;
        }
    }

    private void Change(RecordsDbContext db, ProspectOrder row, ProspectOrder line, DateTimeOffset now)
    {
        var prospect = db.Entry(row.Prospect);
        prospect.CurrentValues.SetValues(new
        {
            LastName = Line(line.Prospect.LastName),
            FirstName = Line(line.Prospect.FirstName),
            line.Prospect.Phone,
            Company = Line(line.Prospect.Company),
        });
        var order = db.Entry(row);
        order.CurrentValues.SetValues(new
        {
            Address = PlainText.TidyLine(line.Address),
            line.VatNumber,
            line.ProductTitle,
            line.ProductVariant,
            line.Quantity,
            line.UnitPrice,
            line.FreeDelivery,
        });
        if (prospect.State != EntityState.Modified && order.State != EntityState.Modified)
            return;
        row.Prospect.UpdatedAt = now;
        history.Write(
            db, row.Prospect, row.Prospect.Status, ShopSolution.SellerName, "The order was changed.");
    }

    // Row, order and history in one statement: who comes second waits at the key, and finds all three.
    private async Task<ProspectOrder> InsertAsync(
        RecordsDbContext db, ProspectOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var prospect = order.Prospect;
        var isNew = await db.Database.ExecuteSqlAsync(
            $"""
            WITH recorded AS (
                INSERT INTO prospects (
                    workspace, solution, session_id, channel, last_name, first_name, phone, company, status, source,
                    created_at, updated_at, idempotency_key)
                VALUES (
                    {prospect.Workspace}, {prospect.Solution}, {prospect.SessionId}, {prospect.Channel},
                    {Line(prospect.LastName)}, {Line(prospect.FirstName)}, {prospect.Phone}, {Line(prospect.Company)},
                    {prospect.Status}, {prospect.Source}, {now}, {now}, {prospect.IdempotencyKey})
                ON CONFLICT (idempotency_key) DO NOTHING
                RETURNING id
            ), noted AS (
                INSERT INTO prospect_changes (prospect_id, at, by, to_status)
                SELECT id, {now}, {ShopSolution.SellerName}, {prospect.Status} FROM recorded
            )
            INSERT INTO prospect_orders (
                prospect_id, product_handle, product_title, product_variant, quantity, unit_price, currency, address,
                vat_number, free_delivery)
            SELECT id, {order.ProductHandle}, {order.ProductTitle}, {order.ProductVariant}, {order.Quantity},
                {order.UnitPrice}, {order.Currency}, {PlainText.TidyLine(order.Address)}, {order.VatNumber},
                {order.FreeDelivery}
            FROM recorded
            """,
            cancellationToken) > 0;
        var recorded = await db.ProspectOrders.AsNoTracking().Include(row => row.Prospect)
            .SingleAsync(row => row.Prospect.IdempotencyKey == prospect.IdempotencyKey, cancellationToken);
        if (isNew)
        {
            history.Tell(
                db, recorded.Prospect, ProspectChange.Of(recorded.Prospect, from: null, ShopSolution.SellerName));
        }

        return recorded;
    }

    private static string? Line(string? text) => text is null ? null : PlainText.TidyLine(text);
}
