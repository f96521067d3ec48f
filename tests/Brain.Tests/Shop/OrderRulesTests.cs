using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Settings;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Shop;

public sealed class OrderRulesTests
{
    private static readonly DeliveryTerms Terms =
        new() { Price = 4.90m, FreeFrom = 60, MinDays = 2, MaxDays = 4, FirstOrderFree = true };

    [Theory]
    [InlineData(14.90, 1, false, 4.90, 19.80)]
    [InlineData(14.90, 4, false, 4.90, 64.50)]
    [InlineData(14.90, 5, false, 0, 74.50)]
    [InlineData(60.00, 1, false, 0, 60.00)]
    [InlineData(59.99, 1, false, 4.90, 64.89)]
    [InlineData(14.90, 1, true, 0, 14.90)]
    public void Delivery_is_free_from_the_shops_threshold_or_when_it_was_offered(
        double price, int quantity, bool onUs, double delivery, double total)
    {
        var quote = OrderRules.Quote(new Money((decimal)price, "EUR"), quantity, Terms, onUs);

        quote.Delivery.ShouldBe(new Money((decimal)delivery, "EUR"));
        quote.Total.ShouldBe(new Money((decimal)total, "EUR"));
    }

    [Fact]
    public void A_shop_that_says_nothing_of_delivery_charges_nothing_for_it_here()
    {
        var quote = OrderRules.Quote(new Money(10, "EUR"), 2, terms: null, deliveryIsOnUs: false);

        quote.Delivery.ShouldBeNull();
        quote.Total.Amount.ShouldBe(20);
    }

    [Fact]
    public void What_is_missing_is_told_in_the_order_in_which_it_is_asked_for()
    {
        OrderRules.Missing(new OrderDraft())
            .ShouldBe([Ask.Product, Ask.LastName, Ask.FirstName, Ask.Phone, Ask.Address]);
        OrderRules.Missing(
            new OrderDraft
            {
                Product = "vase",
                Quantity = 1,
                LastName = "Roux",
                Phone = "+33612345678",
                Address = "12 rue des Lilas"
            })
            .ShouldBe([Ask.FirstName, Ask.Address]);
    }

    [Fact]
    public void Any_change_to_an_order_changes_its_digest()
    {
        var order = new OrderDraft
        {
            Product = "vase",
            Quantity = 1,
            LastName = "Roux",
            FirstName = "Élodie",
            Phone = "+33612345678",
            Address = "12 rue des Lilas, 75011 Paris"
        };
        var quote = OrderRules.Quote(new Money(10, "EUR"), 1, Terms, false);
        ProposedOrder[] orders =
        [
            new(order, quote),
            new(order with { LastName = "Rous" }, quote),
            new(order with { Phone = "+33612345679" }, quote),
            new(order with { Address = "13 rue des Lilas, 75011 Paris" }, quote),
            new(order, OrderRules.Quote(new Money(10, "EUR"), 2, Terms, false)),
            new(order, OrderRules.Quote(new Money(11, "EUR"), 1, Terms, false)),
            new(order, OrderRules.Quote(new Money(10, "EUR"), 1, Terms, true)),
        ];
        var turn = new Conversation(null!, TestBrain.DemoWorkspace, "fr", new ManualClock()).Next("oui");
        var context = new TurnContext(turn, TestBrain.DemoWorkspace, "fr");
        string[] digests =
            [.. orders.Select(one => Proposal.Of(ConfirmOrderTool.Name, one, AgentText.None, context).Digest)];

        digests.Distinct().Count().ShouldBe(digests.Length);
    }
}
