using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Brain.Tests.Inspection.Calendars;

public sealed class FeedTokensTests(RecordsServer server) : IAsyncLifetime
{
    private readonly EphemeralDataProtectionProvider _ring = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Nodes_that_ask_at_once_get_the_same_key_and_it_stays()
    {
        var tokens = new FeedTokens(_database, _ring);
        (await tokens.FindAsync(Planned.Centre, Cancellation)).ShouldBeNull();

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => new FeedTokens(_database, _ring).GetAsync(Planned.Centre, Cancellation), Cancellation)));

        var token = keys.Select(key => key.TokenOf(null)).Distinct().ShouldHaveSingleItem();
        token.Length.ShouldBe(43);
        (await tokens.FindAsync(Planned.Centre, Cancellation))!.IsToken(null, token).ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_is_of_its_centre_and_its_bay_and_ends_with_its_key()
    {
        var tokens = new FeedTokens(_database, _ring);
        var key = await tokens.GetAsync(Planned.Centre, Cancellation);
        var other = await tokens.GetAsync(Planned.Centre with { Id = "another" }, Cancellation);

        key.IsToken("1", key.TokenOf("1")).ShouldBeTrue();
        key.IsToken("2", key.TokenOf("1")).ShouldBeFalse();
        key.IsToken(null, key.TokenOf("1")).ShouldBeFalse();
        other.IsToken("1", key.TokenOf("1")).ShouldBeFalse();
        key.IsToken("1", "").ShouldBeFalse();

        var renewed = await tokens.RenewAsync(Planned.Centre, Cancellation);
        renewed.IsToken("1", key.TokenOf("1")).ShouldBeFalse();
        (await tokens.GetAsync(Planned.Centre, Cancellation)).TokenOf("1").ShouldBe(renewed.TokenOf("1"));
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_any_more_is_made_anew()
    {
        var lost = await new FeedTokens(_database, new EphemeralDataProtectionProvider())
            .GetAsync(Planned.Centre, Cancellation);

        var tokens = new FeedTokens(_database, _ring);
        (await tokens.FindAsync(Planned.Centre, Cancellation)).ShouldBeNull();
        (await tokens.GetAsync(Planned.Centre, Cancellation)).TokenOf(null).ShouldNotBe(lost.TokenOf(null));
    }
}
