using System.Collections.Concurrent;
using Gateway.Sessions;

namespace Gateway.Channels.Tests.Voice;

/// <summary>A brain that says what a test tells it to, piece by piece, and stops when it is interrupted.</summary>
internal sealed class ScriptedBrain : ITurnHandler
{
    private readonly ConcurrentQueue<Func<Turn, IReplyStream, CancellationToken, Task<TurnResult>>> _answers = new();

    public ConcurrentQueue<Turn> Turns { get; } = new();

    public int Interrupted;

    /// <summary>The turns that have said something and wait to go on.</summary>
    public ConcurrentDictionary<string, bool> Waiting { get; } = new();

    /// <summary>The next turn is answered so.</summary>
    public ScriptedBrain Answer(string text, Expectation expects = Expectation.Free, SessionStatus? status = null,
        string? locale = null, params Part[] parts) => Next((_, reply, _) =>
        {
            reply.Write(text);
            return Task.FromResult(new TurnResult
            {
                Entries = [new NewEntry(EntryRole.Agent, text) { Author = "Zoé", Parts = parts }],
                Expects = expects,
                Status = status,
                Locale = locale,
            });
        });

    /// <summary>The next turn says something and is not over before it is interrupted.</summary>
    public ScriptedBrain Stream(string text) => Next(async (turn, reply, cancellationToken) =>
    {
        reply.Write(text);
        Waiting[turn.Id.ToString()] = true;
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(20), reply.Interrupted);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref Interrupted);
        }

        return new TurnResult { Entries = [new NewEntry(EntryRole.Agent, text) { Author = "Zoé" }] };
    });

    /// <summary>The next turn is answered once that is done.</summary>
    public ScriptedBrain Wait(Task letGo, string text) => Next(async (_, reply, _) =>
    {
        try
        {
            await letGo.WaitAsync(TimeSpan.FromSeconds(20), reply.Interrupted);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref Interrupted);
            return new TurnResult();
        }

        reply.Write(text);
        return new TurnResult { Entries = [new NewEntry(EntryRole.Agent, text) { Author = "Zoé" }] };
    });

    public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken)
    {
        Turns.Enqueue(turn);
        if (_answers.TryDequeue(out var answer))
            return answer(turn, reply, cancellationToken);
        var text = "re: " + string.Join(" + ", turn.Messages.Select(Words));
        reply.Write(text);
        return Task.FromResult(new TurnResult { Entries = [new NewEntry(EntryRole.Agent, text) { Author = "Zoé" }] });
    }

    private ScriptedBrain Next(Func<Turn, IReplyStream, CancellationToken, Task<TurnResult>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    private static string Words(Entry message) =>
        message.Content?.Dtmf is { } keys ? $"touches {keys}" : message.Text;
}
