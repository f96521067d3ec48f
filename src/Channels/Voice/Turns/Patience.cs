namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// What is said when nobody says anything: after seven seconds a question, after seven more another, then goodbye. The
/// clock stands while anybody speaks or an answer is on its way.
/// </summary>
/// <param name="askMs">Silence before each question.</param>
/// <param name="leaveMs">Silence in all before goodbye.</param>
internal sealed class Patience(int askMs, int leaveMs)
{
    private long _quietSince;
    private long _heldSince = -1;
    private long _unheardSince;
    private int _asked;

    /// <summary>The caller did something: all begins anew.</summary>
    public void Renew(long nowMs) => (_quietSince, _unheardSince, _asked) = (nowMs, nowMs, 0);

    /// <summary>Something goes on: the clock stands until it does not.</summary>
    /// <param name="nowMs">Now.</param>
    /// <param name="isOurQuestion">Whether it is such a question that is being said.</param>
    public void Hold(long nowMs, bool isOurQuestion)
    {
        _quietSince = nowMs;
        if (!isOurQuestion)
            _unheardSince = nowMs;
        _heldSince = nowMs;
    }

    /// <summary>What is to be said now.</summary>
    public PatienceEnd Look(long nowMs)
    {
        if (_heldSince < 0)
            Hold(nowMs, isOurQuestion: false);
        if (_asked >= 2)
            return nowMs - _unheardSince >= leaveMs ? PatienceEnd.Leave : PatienceEnd.None;
        if (nowMs - _quietSince < askMs)
            return PatienceEnd.None;
        _quietSince = nowMs;
        return ++_asked == 1 ? PatienceEnd.Ask : PatienceEnd.AskAgain;
    }
}

/// <summary>What is done about a silence.</summary>
internal enum PatienceEnd
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>They are asked whether they are there.</summary>
    Ask,

    /// <summary>They are asked once more.</summary>
    AskAgain,

    /// <summary>We say goodbye.</summary>
    Leave,
}
