using Gateway.Channels.Speech;
using Gateway.Testing;
using Gateway.Testing.Speech;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Contracts;

/// <summary>What every synthesiser promises that asks a service: how each failure of it is told.</summary>
public abstract class VendorSynthesizerContract : SynthesizerContract
{
    private static readonly SpeakRequest Hello = new("Hello, this is what was asked for", "en");

    /// <summary>The service.</summary>
    protected abstract SpeechVendor Vendor { get; }

    protected ManualClock Clock { get; } = new();

    [Theory]
    [InlineData(SpeechFault.Refuses, "refused")]
    [InlineData(SpeechFault.Limited, "limit")]
    [InlineData(SpeechFault.Breaks, "broken")]
    [InlineData(SpeechFault.Garbage, "broken")]
    [InlineData(SpeechFault.Errs, "broken")]
    public async Task A_service_that_fails_is_told_by_its_failure(SpeechFault fault, string code)
    {
        Vendor.Fault = fault;

        var failure = await Should.ThrowAsync<SpeechException>(AllAsync(Hello));

        failure.Code.ShouldBe(code);
        failure.BackEnd.ShouldBe(Synthesizer().Name);
        failure.ToString().ShouldNotContain(Vendor.Key);
    }

    [Theory]
    [InlineData(SpeechFault.Stalls, 1)]
    [InlineData(SpeechFault.Hangs, 2)]
    public async Task A_service_that_hangs_is_given_up(SpeechFault fault, int asked)
    {
        Vendor.Fault = fault;
        var speaking = AllAsync(Hello);
        for (var i = 0; i < asked; i++)
            await Vendor.AskedAsync(Stop);

        while (!speaking.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        (await Should.ThrowAsync<SpeechException>(speaking)).Code.ShouldBe("timeout");
    }

    [Fact]
    public async Task A_service_that_is_down_is_told_as_such_and_works_again_when_it_is_back()
    {
        await Vendor.GoDownAsync();
        (await Should.ThrowAsync<SpeechException>(AllAsync(Hello))).Code.ShouldBe("connection");

        await Vendor.StartAsync();
        (await AllAsync(Hello)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_first_piece_is_heard_before_the_last_one_is_made()
    {
        using var pieces = new SemaphoreSlim(0);
        Hold(pieces);
        await using var speaking = Synthesizer().SpeakAsync(Hello, Stop).GetAsyncEnumerator(Stop);
        pieces.Release();

        (await speaking.MoveNextAsync()).ShouldBeTrue();
        speaking.Current.Sound.Length.ShouldBeGreaterThan(0);

        pieces.Release(1_000);
        while (await speaking.MoveNextAsync())
            speaking.Current.ShouldNotBeNull();
    }

    public override async ValueTask InitializeAsync() => await Vendor.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Vendor.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Lets the service make a piece for each permission.</summary>
    protected abstract void Hold(SemaphoreSlim pieces);
}
