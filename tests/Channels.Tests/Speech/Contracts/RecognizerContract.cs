using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Contracts;

/// <summary>What every recogniser promises.</summary>
public abstract class RecognizerContract : IAsyncLifetime
{
    private const int FrameBytes = MuLaw.RateHz / 50;

    /// <summary>Two things that it understands when they are said.</summary>
    protected abstract (string One, string Other) Said { get; }

    /// <summary>The language that they are in.</summary>
    protected abstract string Locale { get; }

    /// <summary>Whether it tells of words before they are final.</summary>
    protected abstract bool TellsPartials { get; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_is_told_once_for_each_commit()
    {
        await using var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);

        await SayAsync(recognition, Said.One);
        recognition.Commit(1);
        await FinalAsync(heard, 1, Said.One);
        await SayAsync(recognition, Said.Other);
        recognition.Commit(2);
        await FinalAsync(heard, 2, Said.Other);

        await recognition.DisposeAsync();
        (await heard.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Commits_in_haste_are_each_answered_in_their_order()
    {
        await using var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);

        await SayAsync(recognition, Said.One);
        recognition.Commit(1);
        recognition.Commit(2);
        await SayAsync(recognition, Said.Other);
        recognition.Commit(3);
        recognition.Commit(4);

        await FinalAsync(heard, 1, Said.One);
        await FinalAsync(heard, 2, "");
        await FinalAsync(heard, 3, Said.Other);
        await FinalAsync(heard, 4, "");
    }

    [Fact]
    public async Task Silence_and_nothing_at_all_are_answered_without_words()
    {
        await using var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);

        recognition.Commit(1);
        await FinalAsync(heard, 1, "");
        Write(recognition, [.. Enumerable.Repeat(MuLaw.Silence, MuLaw.RateHz)]);
        recognition.Commit(2);
        await FinalAsync(heard, 2, "");
    }

    [Fact]
    public async Task Words_are_told_before_they_are_final_where_it_can()
    {
        if (!TellsPartials)
            return;
        await using var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);

        await SayAsync(recognition, Said.One);

        (await heard.MoveNextAsync()).ShouldBeTrue();
        heard.Current.IsFinal.ShouldBeFalse();
        heard.Current.Number.ShouldBe(1);
        Said.One.ShouldStartWith(heard.Current.Text);
        heard.Current.Text.ShouldNotBeEmpty();
        recognition.Commit(1);
        await FinalAsync(heard, 1, Said.One);
    }

    [Fact]
    public async Task Two_callers_do_not_hear_each_other()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await using var heardOfOne = one.ReadAsync(Stop).GetAsyncEnumerator(Stop);
        await using var heardOfOther = other.ReadAsync(Stop).GetAsyncEnumerator(Stop);

        await Task.WhenAll(SayAsync(one, Said.One), SayAsync(other, Said.Other));
        one.Commit(1);
        other.Commit(1);

        await FinalAsync(heardOfOther, 1, Said.Other);
        await FinalAsync(heardOfOne, 1, Said.One);
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_of_a_word_ends_it_quietly()
    {
        var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);
        await SayAsync(recognition, Said.One);
        recognition.Commit(1);

        await recognition.DisposeAsync();
        await recognition.DisposeAsync();

        while (await heard.MoveNextAsync())
            heard.Current.Number.ShouldBe(1);
        // The last frames of a call come after its end.
        await SayAsync(recognition, Said.Other);
        recognition.Commit(2);
    }

    [Fact]
    public async Task A_caller_who_talks_for_minutes_is_still_answered()
    {
        await using var recognition = await StartAsync();
        await using var heard = recognition.ReadAsync(Stop).GetAsyncEnumerator(Stop);

        for (var second = 0; second < 120; second++)
            Write(recognition, [.. Enumerable.Repeat(MuLaw.Silence, MuLaw.RateHz)]);
        recognition.Commit(1);
        await FinalAsync(heard, 1, "");
        await SayAsync(recognition, Said.One);
        recognition.Commit(2);
        await FinalAsync(heard, 2, Said.One);
    }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The recogniser.</summary>
    protected abstract ISpeechRecognizer Recognizer();

    /// <summary>What words sound like, in mu-law.</summary>
    protected abstract Task<byte[]> SoundOfAsync(string words);

    /// <summary>Whether two texts are the same words.</summary>
    protected virtual string Plain(string text) => text;

    protected Task<IRecognition> StartAsync() => Recognizer().StartAsync(new RecognitionRequest(Locale), Stop);

    protected async Task SayAsync(IRecognition recognition, string words) =>
        Write(recognition, await SoundOfAsync(words));

    protected async Task FinalAsync(IAsyncEnumerator<Transcript> heard, int number, string words)
    {
        do
        {
            (await heard.MoveNextAsync()).ShouldBeTrue();
            heard.Current.Number.ShouldBe(number);
        }
        while (!heard.Current.IsFinal);
        Plain(heard.Current.Text).ShouldBe(Plain(words));
    }

    private static void Write(IRecognition recognition, byte[] sound)
    {
        foreach (var frame in sound.Chunk(FrameBytes))
            recognition.Write(frame);
    }
}
