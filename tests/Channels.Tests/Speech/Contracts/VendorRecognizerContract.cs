using System.Diagnostics.Metrics;
using Gateway.Channels.Speech;
using Gateway.Testing;
using Gateway.Testing.Speech;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Contracts;

/// <summary>What every recogniser promises that asks a service: how each failure of it is told.</summary>
public abstract class VendorRecognizerContract : RecognizerContract
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    /// <summary>The service.</summary>
    protected abstract SpeechVendor Vendor { get; }

    protected override (string One, string Other) Said => ToneWords.Said;

    protected override string Locale => "fr";

    protected ManualClock Clock { get; } = new();

    private protected SpeechMetrics Metrics =>
        field ??= new SpeechMetrics(_services.GetRequiredService<IMeterFactory>());

    [Theory]
    [InlineData(SpeechFault.Refuses, "refused")]
    [InlineData(SpeechFault.Limited, "limit")]
    [InlineData(SpeechFault.Breaks, "broken")]
    [InlineData(SpeechFault.Garbage, "broken")]
    [InlineData(SpeechFault.Errs, "broken")]
    public async Task A_service_that_fails_is_told_by_its_failure(SpeechFault fault, string code)
    {
        Vendor.Fault = fault;

        var failure = await Should.ThrowAsync<SpeechException>(UnderstandAsync());

        failure.Code.ShouldBe(code);
        failure.BackEnd.ShouldBe(Recognizer().Name);
        failure.ToString().ShouldNotContain(Vendor.Key);
    }

    [Theory]
    [InlineData(SpeechFault.Stalls)]
    [InlineData(SpeechFault.Hangs)]
    public async Task A_service_that_hangs_is_given_up(SpeechFault fault)
    {
        Vendor.Fault = fault;
        var understanding = UnderstandAsync();
        await Vendor.AskedAsync(Stop);
        if (fault == SpeechFault.Hangs && TellsPartials)
            await Vendor.AskedAsync(Stop);

        while (!understanding.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        (await Should.ThrowAsync<SpeechException>(understanding)).Code.ShouldBe("timeout");
    }

    [Fact]
    public async Task A_service_that_is_down_is_told_as_such_and_works_again_when_it_is_back()
    {
        await Vendor.GoDownAsync();
        (await Should.ThrowAsync<SpeechException>(UnderstandAsync())).Code.ShouldBe("connection");

        await Vendor.StartAsync();
        (await UnderstandAsync()).ShouldBe(Said.One);
    }

    [Fact]
    public async Task A_service_that_is_slow_is_waited_for()
    {
        Vendor.Latency = TimeSpan.FromMilliseconds(150);

        (await UnderstandAsync()).ShouldBe(Said.One);
    }

    [Fact]
    public async Task Who_gives_the_start_up_is_not_told_of_a_failure()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        try
        {
            await using var recognition = await Recognizer().StartAsync(new RecognitionRequest(Locale), over.Token);
        }
        catch (OperationCanceledException)
        {
            // Nor need it be begun.
        }
    }

    public override async ValueTask InitializeAsync() => await Vendor.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Vendor.DisposeAsync();
        await _services.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task<byte[]> SoundOfAsync(string words) => Task.FromResult(ToneWords.Say(words));

    /// <summary>Says the first thing and commits it.</summary>
    /// <returns>What was understood.</returns>
    protected async Task<string> UnderstandAsync()
    {
        await using var recognition = await StartAsync();
        await SayAsync(recognition, Said.One);
        recognition.Commit(1);
        await foreach (var transcript in recognition.ReadAsync(Stop))
        {
            if (transcript.IsFinal)
                return transcript.Text;
        }

        throw new ShouldAssertException("It ended without a word.");
    }
}
