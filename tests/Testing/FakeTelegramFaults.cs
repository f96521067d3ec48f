using System.Collections.Concurrent;

namespace Gateway.Testing;

/// <summary>How the fake answers a call.</summary>
public enum FakeTelegramFault
{
    /// <summary>500; done.</summary>
    ErrorAfter,

    /// <summary>500; not done.</summary>
    ErrorBefore,

    /// <summary>No answer at all; done.</summary>
    HangAfter,

    /// <summary>No answer at all; not done.</summary>
    HangBefore,

    /// <summary>The connection is closed; done.</summary>
    CloseAfter,

    /// <summary>The connection is closed; not done.</summary>
    CloseBefore,

    /// <summary>200 with a body that is no JSON; done.</summary>
    WrongJson,

    /// <summary>429 with <c>retry_after</c>; not done.</summary>
    TooMany,

    /// <summary>400 about the HTML; not done.</summary>
    NotParsed,

    /// <summary>400 for ever; not done.</summary>
    Refused,
}

/// <summary>
/// What goes wrong at the fake when it is called: what a test scripts, else what chance says, else nothing.
/// </summary>
public sealed class FakeTelegramFaults
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<FakeTelegramFault>> _script = new();
    private Random? _random;
    private double _share;
    private IReadOnlyList<FakeTelegramFault> _kinds = [];

    /// <summary>Seconds that a 429 asks to wait. Default 7.</summary>
    public int RetryAfterSeconds { get; set; } = 7;

    /// <summary>How often each way of going wrong has happened.</summary>
    public ConcurrentDictionary<FakeTelegramFault, int> Happened { get; } = new();

    /// <summary>Whether a method puts something on the contact's screen that is read.</summary>
    public static bool Shows(string method) =>
        method is "sendMessage" or "editMessageText" or "sendPhoto" or "sendMediaGroup" or "sendMessageDraft";

    /// <summary>What happens to the next calls of a method, in this order.</summary>
    public void Next(string method, params IEnumerable<FakeTelegramFault> faults)
    {
        foreach (var fault in faults)
            _script.GetOrAdd(method, _ => new()).Enqueue(fault);
    }

    /// <summary>From now on a share of the calls that show something goes wrong.</summary>
    /// <param name="seed">The same seed, the same faults in the same order.</param>
    /// <param name="share">0 to 1.</param>
    /// <param name="kinds">Which ones.</param>
    public void Randomly(int seed, double share, params IReadOnlyList<FakeTelegramFault> kinds)
    {
        lock (_gate)
            (_random, _share, _kinds) = (new Random(seed), share, kinds);
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Stop()
    {
        lock (_gate)
            _random = null;
        _script.Clear();
    }

    internal FakeTelegramFault? Draw(string method)
    {
        var drawn = _script.TryGetValue(method, out var script) && script.TryDequeue(out var scripted)
            ? scripted
            : DrawByChance(method);
        if (drawn is { } fault)
            Happened.AddOrUpdate(fault, 1, (_, times) => times + 1);
        return drawn;
    }

    private FakeTelegramFault? DrawByChance(string method)
    {
        lock (_gate)
            return _random is null || !Shows(method)
                || _random.NextDouble() >= _share ? null : _kinds[_random.Next(_kinds.Count)];
    }
}
