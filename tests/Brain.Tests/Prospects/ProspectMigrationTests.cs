using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Prospects;

public sealed class ProspectMigrationTests(RecordsServer server)
{
    private const string Before = "20261130150000_TurnSteps";

    private const string Columns =
        """
        workspace, session_id, channel, last_name, first_name, phone, address, company, vat_number, product_handle,
        product_title, product_variant, quantity, unit_price, currency, free_delivery, status, created_at, updated_at,
        idempotency_key
        """;

    [Fact]
    public async Task Prospects_of_before_keep_what_they_ordered_and_get_it_back()
    {
        await using var database = await server.CreateAsync();
        await using var db = database.CreateDbContext();
        var cancellation = TestContext.Current.CancellationToken;
        await db.Database.MigrateAsync(Before, cancellation);
        await database.AskAsync<object>(
            $"""
            INSERT INTO prospects ({Columns}) VALUES
                ('demo-shop', 's1', 'web', 'Durand', 'Camille', '+33612345678', '12 rue des Lilas', 'Garage Petit',
                    'FR1', 'lampe', 'Lampe', 'l-1', 2, 69.90, 'EUR', true, 'hot', now(), now(), 'turn:0'),
                ('demo-shop', 's2', 'sms', 'Petit', 'Marie', '+33612345679', 'Angers', NULL,
                    NULL, 'vase', 'Vase', NULL, 1, 12.00, 'EUR', false, 'won', now(), now(), 'turn:1')
            """);
        const string All = $"SELECT string_agg(row({Columns})::text, E'\\n' ORDER BY id) FROM prospects";
        var before = await database.AskAsync<string>(All);

        await database.Migrator.MigrateAsync(cancellation);
        var orders = await db.ProspectOrders.AsNoTracking().Include(order => order.Prospect)
            .OrderBy(order => order.ProspectId)
            .ToListAsync(cancellation);
        await db.Database.MigrateAsync(Before, cancellation);

        orders.Select(order => (order.Prospect.Solution, order.Prospect.Source, order.Prospect.LastName,
            order.Prospect.Status, order.ProductHandle, order.ProductVariant, order.Quantity, order.UnitPrice,
            order.Address, order.VatNumber, order.FreeDelivery)).ShouldBe(
        [
            ("shop", "inbound", "Durand", "hot", "lampe", "l-1", 2, 69.90m, "12 rue des Lilas", "FR1", true),
            ("shop", "inbound", "Petit", "won", "vase", null, 1, 12m, "Angers", null, false),
        ]);
        (await database.AskAsync<string>(All)).ShouldBe(before);
    }
}
