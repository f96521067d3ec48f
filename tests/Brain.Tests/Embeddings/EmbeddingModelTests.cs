using System.Numerics.Tensors;
using Gateway.Brain.Embeddings;
using Gateway.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Embeddings;

public sealed class EmbeddingModelTests : IAsyncLifetime
{
    private readonly FakeEmbeddings _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Vectors_come_in_the_order_of_the_texts_and_of_length_one(bool writesNumbers)
    {
        _service.WritesNumbers = writesNumbers;

        var (vectors, _) = await _service.Open().EmbedTextsAsync(["une lampe", "rien", "un plaid"], Cancellation);

        vectors.ShouldNotBeNull().Select(vector => Array.FindIndex(vector, number => number > 0)).ShouldBe([1, 7, 2]);
        vectors.ShouldAllBe(vector => Math.Abs(TensorPrimitives.Norm<float>(vector) - 1) < 1e-6);
    }

    [Fact]
    public async Task Words_whose_vector_is_late_have_none_and_the_service_rests_a_while()
    {
        var isAsked = new TaskCompletionSource();
        _service.Scripted.Enqueue((http, _) =>
        {
            isAsked.SetResult();
            return _service.HangAsync(http);
        });
        var model = _service.Open();

        var late = model.EmbedQueryAsync("une lampe", Cancellation);
        await isAsked.Task;
        _service.Clock.Advance(TimeSpan.FromMilliseconds(300));

        (await late).ShouldBeNull();
        (await model.EmbedQueryAsync("une lampe", Cancellation)).ShouldBeNull();
        _service.Asked.Count.ShouldBe(1, "nobody waits for it again so soon");
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        (await model.EmbedQueryAsync("une lampe", Cancellation)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(422)]
    public async Task What_is_refused_of_one_contacts_words_is_nothing_to_the_others(int status)
    {
        _service.Scripted.Enqueue(FakeEmbeddings.Status(status));
        var model = _service.Open();

        (await model.EmbedQueryAsync("une lampe", Cancellation)).ShouldBeNull();

        (await model.EmbedQueryAsync("un plaid", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_answer_that_is_none_to_one_contacts_words_is_nothing_to_the_others()
    {
        var model = _service.Open(("Dimensions", "8"));
        _service.Scripted.Enqueue(_service.Vectors(7));
        _service.Scripted.Enqueue((http, _) => http.Response.WriteAsync("<html>"));

        (await model.EmbedQueryAsync("une lampe", Cancellation)).ShouldBeNull();
        (await model.EmbedQueryAsync("une lampe", Cancellation)).ShouldBeNull();

        (await model.EmbedQueryAsync("un plaid", Cancellation)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_service_that_is_broken_or_asked_too_much_rests(int status)
    {
        _service.Scripted.Enqueue(FakeEmbeddings.Status(status));
        var model = _service.Open();

        await model.EmbedQueryAsync("une lampe", Cancellation);

        (await model.EmbedQueryAsync("un plaid", Cancellation)).ShouldBeNull();
        _service.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_is_down_rests()
    {
        var model = _service.Open();
        await _service.GoDownAsync();
        await model.EmbedQueryAsync("une lampe", Cancellation);
        await _service.StartAsync();

        (await model.EmbedQueryAsync("un plaid", Cancellation)).ShouldBeNull();
        _service.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("une lampe pour ada.l+x@firm.example merci", "une lampe pour   merci")]
    [InlineData("un plaid, mon numéro est le 06 12 34 56 78", "un plaid, mon numéro est le")]
    [InlineData("call +33 (0)6.12.34.56.78 about lamps", "call   about lamps")]
    [InlineData("FR76 3000 6000 0112 3456 7890 189 pour la théière", "pour la théière")]
    [InlineData("pay with nl91ABNA0417164300 a lamp", "pay with   a lamp")]
    [InlineData("GB29 NWBK 6016 1331 9268 19: two lamps", ": two lamps")]
    [InlineData("une table 120 x 80 cm à 1 200,50 €, lot de 12", "une table 120 x 80 cm à 1 200,50 €, lot de 12")]
    public async Task What_people_are_reached_or_paid_by_is_not_sent(string written, string sent)
    {
        await _service.Open().EmbedQueryAsync(written, Cancellation);

        _service.Asked.ShouldHaveSingleItem().ShouldHaveSingleItem().ShouldBe(sent);
    }

    [Fact]
    public async Task Where_no_words_are_left_nothing_is_asked()
    {
        (await _service.Open().EmbedQueryAsync(" ada@firm.example ", Cancellation)).ShouldBeNull();

        _service.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_gives_up_is_told_so()
    {
        using var givenUp = new CancellationTokenSource();
        _service.Scripted.Enqueue((http, _) =>
        {
            givenUp.Cancel();
            return _service.HangAsync(http);
        });

        await Should.ThrowAsync<OperationCanceledException>(
            () => _service.Open().EmbedQueryAsync("une lampe", givenUp.Token));
    }

    [Fact]
    public async Task A_service_that_wants_to_be_left_alone_is()
    {
        _service.Scripted.Enqueue(FakeEmbeddings.Status(429, "30"));
        var model = _service.Open();

        (await model.EmbedTextsAsync(["une lampe"], Cancellation)).ShouldBe(new EmbeddedTexts(null, IsRefused: false));
        (await model.EmbedTextsAsync(["une lampe"], Cancellation)).ShouldBe(new EmbeddedTexts(null, IsRefused: false));
        _service.Asked.Count.ShouldBe(1);
        _service.Clock.Advance(TimeSpan.FromSeconds(31));
        (await model.EmbedTextsAsync(["une lampe"], Cancellation)).Vectors.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_an_answer_that_is_not_what_was_asked_for_nothing_is_taken()
    {
        var model = _service.Open(("Dimensions", "8"));
        foreach (var wrong in new[] { [8], [8, 8, 7], [9, 9, 9], Array.Empty<int>() })
        {
            _service.Scripted.Enqueue(_service.Vectors(wrong));

            (await model.EmbedTextsAsync(["a", "b", "c"], Cancellation)).ShouldBe(new EmbeddedTexts(null, true));
        }
    }

    [Fact]
    public async Task Whatever_else_goes_wrong_costs_the_vectors_only()
    {
        var model = _service.Open();
        foreach (var act in new Func<HttpContext, IReadOnlyList<string>, Task>[]
        {
            FakeEmbeddings.Status(500), FakeEmbeddings.Status(401), (http, _) => http.Response.WriteAsync("<html>"),
            (http, _) => http.Response.WriteAsJsonAsync(new { data = "none" }),
            (http, _) => { http.Abort(); return Task.CompletedTask; },
        })
        {
            _service.Scripted.Enqueue(act);
            (await model.EmbedTextsAsync(["a"], Cancellation)).Vectors.ShouldBeNull();
        }

        await _service.GoDownAsync();
        (await model.EmbedTextsAsync(["a"], Cancellation)).ShouldBe(new EmbeddedTexts(null, IsRefused: false));
    }

    [Theory]
    [InlineData("Provider", "other")]
    [InlineData("Endpoint", "ftp://example.com")]
    [InlineData("Model", "")]
    [InlineData("Dimensions", "0")]
    [InlineData("BatchSize", "4096")]
    [InlineData("QueryTimeoutMs", "5")]
    [InlineData("BatchTimeoutSeconds", "0")]
    public void A_wrong_value_is_refused_by_its_key(string key, string value) =>
        Should.Throw<ConfigurationException>(() => Read((key, value))).Key.ShouldBe($"Embeddings:{key}");

    [Fact]
    public void Without_a_section_there_is_no_model() =>
        new ServiceCollection().AddEmbeddings(new ConfigurationBuilder().Build()).ShouldBeEmpty();

    private static EmbeddingOptions? Read((string Key, string Value) wrong) => EmbeddingOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Embeddings:Model"] = "small",
            ["Embeddings:Endpoint"] = "http://127.0.0.1/v1",
            [$"Embeddings:{wrong.Key}"] = wrong.Value,
        }).Build());
}
