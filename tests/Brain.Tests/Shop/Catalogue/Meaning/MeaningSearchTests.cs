using Gateway.Brain.Tests.Embeddings;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Shop.Catalogue.Meaning;

public sealed class MeaningSearchTests(RecordsServer server) : IAsyncLifetime
{
    // No word of it is in the shop.
    private const string Described = "une boisson chaude du soir";

    private MeaningShop _shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeEmbeddings Service => _shop.Service;

    public async ValueTask InitializeAsync()
    {
        _shop = await new MeaningShop(server).StartAsync();
        await _shop.Embedder(Service.Open()).LookAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task What_is_described_in_other_words_is_found_by_its_meaning()
    {
        var meaning = _shop.Meaning(Service.Open());
        var asked = Service.Asked.Count;

        var first = await _shop.FindAsync(meaning, Described);
        await meaning.ReadAsync();
        var then = await _shop.FindAsync(meaning, Described);

        first.Handles.ShouldBe((await _shop.FindAsync(_shop.Meaning(null), Described)).Handles, "nobody waits");
        Service.Asked.Count.ShouldBe(asked + 1);
        then.Handles[0].ShouldBe("kaze");
        then.Finding.Nothing.ShouldBeLessThan(0.7f);
        (then.Finding.Nothing + then.Finding.Hits.Sum(hit => hit.Likelihood)).ShouldBeLessThanOrEqualTo(1.001f);
    }

    [Fact]
    public async Task Without_the_service_words_find_what_they_find()
    {
        var alone = await _shop.FindAsync(_shop.Meaning(null), "la lampe luciole");
        foreach (var act in new[] { FakeEmbeddings.Status(500), FakeEmbeddings.Status(429), Service.Vectors(3) })
        {
            var meaning = _shop.Meaning(Service.Open());
            await _shop.FindAsync(meaning, Described);
            await meaning.ReadAsync();
            Service.Scripted.Enqueue(act);

            var found = await _shop.FindAsync(meaning, "la lampe luciole");

            Service.Scripted.ShouldBeEmpty();
            found.Handles.ShouldBe(alone.Handles);
            found.Finding.Hits.ShouldBe(alone.Finding.Hits);
            found.Finding.Nothing.ShouldBe(alone.Finding.Nothing);
        }
    }

    [Fact]
    public async Task A_service_that_hangs_is_not_waited_for()
    {
        var meaning = _shop.Meaning(Service.Open());
        await _shop.FindAsync(meaning, Described);
        await meaning.ReadAsync();
        var isAsked = new TaskCompletionSource();
        Service.Scripted.Enqueue((http, _) =>
        {
            isAsked.SetResult();
            return Service.HangAsync(http);
        });

        var finding = _shop.FindAsync(meaning, "la lampe luciole");
        await isAsked.Task;
        Service.Clock.Advance(TimeSpan.FromMilliseconds(300));

        (await finding).Handles[0].ShouldBe("luciole");
    }

    [Fact]
    public async Task What_is_embedded_later_is_found_later()
    {
        var meaning = _shop.Meaning(Service.Open());
        await _shop.FindAsync(meaning, "trancher");
        await meaning.ReadAsync();
        await _shop.ImportAsync(extra: "Couteau Lame");
        await _shop.Embedder(Service.Open()).LookAsync(Cancellation);

        Service.Clock.Advance(TimeSpan.FromSeconds(6));
        await _shop.FindAsync(meaning, "trancher");
        await meaning.ReadAsync();

        (await _shop.FindAsync(meaning, "trancher")).Handles[0].ShouldBe("extra");
    }

    [Fact]
    public async Task What_has_left_the_catalogue_is_not_found_by_what_is_still_kept()
    {
        await _shop.ImportAsync(extra: "Couteau Lame");
        await _shop.Embedder(Service.Open()).LookAsync(Cancellation);
        var meaning = _shop.Meaning(Service.Open());
        await _shop.FindAsync(meaning, "trancher");
        await meaning.ReadAsync();

        await _shop.ImportAsync();

        (await _shop.FindAsync(meaning, "trancher")).Handles.ShouldNotContain("extra");
    }
}
