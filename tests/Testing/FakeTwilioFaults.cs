using System.Collections.Concurrent;

namespace Gateway.Testing;

/// <summary>How the fake answers an attempt to send.</summary>
public enum FakeTwilioFault
{
    /// <summary>As it should: 201.</summary>
    None,

    /// <summary>429 with <c>Retry-After</c>; not taken.</summary>
    TooMany,

    /// <summary>429 without a word about when; not taken.</summary>
    TooManyWithoutWait,

    /// <summary>500; not taken.</summary>
    ErrorBefore,

    /// <summary>503 in plain text; not taken.</summary>
    Unavailable,

    /// <summary>No answer at all; not taken.</summary>
    HangBefore,

    /// <summary>The connection is closed once the request was read; not taken.</summary>
    CloseBefore,

    /// <summary>500; taken.</summary>
    ErrorAfter,

    /// <summary>No answer at all; taken.</summary>
    HangAfter,

    /// <summary>The connection is closed instead of answering; taken.</summary>
    CloseAfter,

    /// <summary>201 with a body that is no JSON; taken.</summary>
    WrongJson,

    /// <summary>201 and the first bytes of the answer, never the rest; taken.</summary>
    Drip,
}

/// <summary>
/// What goes wrong at the fake when something is sent: what a test scripts, else what chance says, else nothing.
/// </summary>
public sealed class FakeTwilioFaults
{
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<(FakeTwilioFault Fault, int? Code)> _script = new();
    private Random? _random;
    private double _share;
    private IReadOnlyList<FakeTwilioFault> _kinds = [];

    /// <summary>Seconds that a 429 asks to wait. Default 7.</summary>
    public int RetryAfterSeconds { get; set; } = 7;

    /// <summary>How often each way of going wrong has happened.</summary>
    public ConcurrentDictionary<FakeTwilioFault, int> Happened { get; } = new();

    /// <summary>What happens to the next attempts, in this order.</summary>
    public void Next(params IEnumerable<FakeTwilioFault> faults)
    {
        foreach (var fault in faults)
            _script.Enqueue((fault, null));
    }

    /// <summary>The next attempt is refused with that code of Twilio's (HTTP 400; 401 for 20003).</summary>
    public void NextRefused(int code) => _script.Enqueue((FakeTwilioFault.None, code));

    /// <summary>From now on a share of the attempts goes wrong.</summary>
    /// <param name="seed">The same seed, the same faults in the same order.</param>
    /// <param name="share">0 to 1.</param>
    /// <param name="kinds">Which ones; all that end by themselves when left out.</param>
    public void Randomly(int seed, double share, params IReadOnlyList<FakeTwilioFault> kinds)
    {
        lock (_gate)
        {
            _random = new Random(seed);
            _share = share;
            _kinds = kinds.Count > 0 ? kinds :
            [
                FakeTwilioFault.TooMany, FakeTwilioFault.TooManyWithoutWait, FakeTwilioFault.ErrorBefore,
                FakeTwilioFault.Unavailable,
                FakeTwilioFault.CloseBefore, FakeTwilioFault.ErrorAfter, FakeTwilioFault.CloseAfter,
                FakeTwilioFault.WrongJson,
            ];
        }
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Stop()
    {
        lock (_gate)
            _random = null;
        _script.Clear();
    }

    internal (FakeTwilioFault Fault, int? Code) Draw()
    {
        var drawn = _script.TryDequeue(out var scripted) ? scripted : (DrawByChance(), null);
        if (drawn.Item1 != FakeTwilioFault.None)
            Happened.AddOrUpdate(drawn.Item1, 1, (_, times) => times + 1);
        return drawn;
    }

    private FakeTwilioFault DrawByChance()
    {
        lock (_gate)
            return _random is null
                || _random.NextDouble() >= _share ? FakeTwilioFault.None : _kinds[_random.Next(_kinds.Count)];
    }
}
