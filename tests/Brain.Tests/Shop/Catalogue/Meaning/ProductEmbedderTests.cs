using Gateway.Brain.Tests.Embeddings;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Shop.Catalogue.Meaning;

public sealed class ProductEmbedderTests(RecordsServer server) : IAsyncLifetime
{
    private MeaningShop _shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeEmbeddings Service => _shop.Service;

    public async ValueTask InitializeAsync() => _shop = await new MeaningShop(server).StartAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Each_text_is_embedded_once_and_again_when_it_changes()
    {
        var embedder = _shop.Embedder(Service.Open(("BatchSize", "10")));

        (await embedder.LookAsync(Cancellation)).ShouldBeTrue();
        (await _shop.CountAsync()).ShouldBe(33);
        Service.Asked.ShouldAllBe(texts => texts.Count <= 10);
        var asked = Service.Asked.Count;
        (await embedder.LookAsync(Cancellation)).ShouldBeTrue();
        (await _shop.Embedder(Service.Open()).LookAsync(Cancellation)).ShouldBeTrue("another node finds it done");
        Service.Asked.Count.ShouldBe(asked);

        await _shop.ImportAsync(teapot: "Théière Sakura");
        (await embedder.LookAsync(Cancellation)).ShouldBeTrue();

        Service.Asked.Last().ShouldBe(["Théière Sakura\nMaison"]);
        (await _shop.CountAsync()).ShouldBe(33);
    }

    [Fact]
    public async Task What_leaves_the_catalogue_takes_its_vector_with_it()
    {
        await _shop.ImportAsync(extra: "Couteau Lame");
        await _shop.Embedder(Service.Open()).LookAsync(Cancellation);
        (await _shop.CountAsync()).ShouldBe(34);

        await _shop.ImportAsync();

        (await _shop.CountAsync()).ShouldBe(33);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(401)]
    public async Task A_service_that_fails_is_left_alone_and_taken_up_where_it_failed(int status)
    {
        var embedder = _shop.Embedder(Service.Open(("BatchSize", "10")));
        Service.Scripted.Enqueue(Service.Vectors([.. Enumerable.Repeat(8, 10)]));
        Service.Scripted.Enqueue(FakeEmbeddings.Status(status));

        (await embedder.LookAsync(Cancellation)).ShouldBeFalse();
        Service.Asked.Count.ShouldBe(2);
        (await _shop.CountAsync()).ShouldBe(5);

        (await embedder.LookAsync(Cancellation)).ShouldBeTrue();
        (await _shop.CountAsync()).ShouldBe(33);
        Service.Asked.Skip(2).Sum(texts => texts.Count).ShouldBe(28, "what was embedded is not embedded again");
    }

    [Fact]
    public async Task Of_half_a_batch_nothing_is_kept_and_fewer_are_asked_for()
    {
        Service.Scripted.Enqueue(Service.Vectors(8, 8, 8));

        (await _shop.Embedder(Service.Open(("BatchSize", "8"))).LookAsync(Cancellation)).ShouldBeFalse();

        Service.Asked.ElementAt(1).Count.ShouldBe(2);
        (await _shop.CountAsync()).ShouldBe(33);
    }

    [Fact]
    public async Task A_text_that_the_service_does_not_take_costs_its_own_vector_only()
    {
        Service.Refused = "Luciole";
        var embedder = _shop.Embedder(Service.Open(("BatchSize", "16")));

        (await embedder.LookAsync(Cancellation)).ShouldBeFalse();
        (await _shop.CountAsync()).ShouldBe(32);
        Service.Refused = null;
        (await embedder.LookAsync(Cancellation)).ShouldBeTrue();
        (await _shop.CountAsync()).ShouldBe(33);
    }

    [Fact]
    public async Task A_service_that_takes_nothing_is_not_asked_for_each_text()
    {
        Service.Refused = "Maison";

        (await _shop.Embedder(Service.Open()).LookAsync(Cancellation)).ShouldBeFalse();

        Service.Asked.Count.ShouldBe(20);
        (await _shop.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Another_model_and_another_length_have_all_embedded_anew()
    {
        await _shop.Embedder(Service.Open()).LookAsync(Cancellation);
        await _shop.Embedder(Service.Open(("Model", "large"))).LookAsync(Cancellation);
        (await _shop.CountAsync("model = 'large'")).ShouldBe(33);

        Service.Dimensions = 6;
        await _shop.Embedder(Service.Open(("Model", "large"), ("Dimensions", "6"))).LookAsync(Cancellation);

        (await _shop.CountAsync("model = 'large@6' AND dimensions = 6")).ShouldBe(33);
    }

    [Fact]
    public async Task A_model_whose_vectors_grow_under_its_name_has_all_embedded_anew()
    {
        var embedder = _shop.Embedder(Service.Open(("BatchSize", "10")));
        await embedder.LookAsync(Cancellation);
        Service.Dimensions = 12;

        await _shop.ImportAsync(teapot: "Théière Sakura");
        (await embedder.LookAsync(Cancellation)).ShouldBeTrue();

        (await _shop.CountAsync("dimensions = 12")).ShouldBe(33);
    }

    [Fact]
    public async Task Two_nodes_do_not_embed_the_same()
    {
        var other = _shop.Embedder(Service.Open());
        Service.Scripted.Enqueue(async (http, texts) =>
        {
            (await other.LookAsync(Cancellation)).ShouldBeFalse();
            await Service.Vectors([.. Enumerable.Repeat(8, texts.Count)])(http, texts);
        });

        (await _shop.Embedder(Service.Open(("BatchSize", "100"))).LookAsync(Cancellation)).ShouldBeTrue();

        Service.Asked.ShouldHaveSingleItem().Count.ShouldBe(33, "what is in both languages is asked for once");
    }
}
