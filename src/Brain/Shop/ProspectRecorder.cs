using Gateway.Brain.Records;
using Gateway.Brain.Words;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop;

/// <summary>Records who wants to buy, once for each idempotency key however often and wherever it is asked.</summary>
public sealed class ProspectRecorder(IDbContextFactory<RecordsDbContext> records, TimeProvider time)
{
    /// <summary>
    /// Records <paramref name="prospect"/>, or finds what was recorded under its idempotency key before. Id and times
    /// of <paramref name="prospect"/> do not matter. Names and address are kept in one line, without control
    /// characters.
    /// </summary>
    /// <returns>The row as the database holds it: where the key was known already, the first one's,
    /// unchanged.</returns>
    public async Task<Prospect> RecordAsync(Prospect prospect, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
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
