using System.Text;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// Gathers the keys that are pressed to what was meant: up to <c>#</c>, two seconds without one more, or as many as
/// what was asked for has. A 0 alone asks for a person, whatever was asked.
/// </summary>
internal sealed class KeyPad
{
    /// <summary>After so long without a key what was pressed is whole.</summary>
    public const int PauseMs = 2_000;

    /// <summary>The most that are gathered; more are not meant for us.</summary>
    public const int MostKeys = 32;

    private readonly StringBuilder _keys = new();
    private long _lastMs;

    /// <summary>Whether keys wait for others.</summary>
    public bool IsGathering => _keys.Length > 0;

    /// <summary>Takes a key.</summary>
    /// <param name="key"><c>0-9 * # A-D</c>.</param>
    /// <param name="nowMs">Now.</param>
    /// <param name="expects">What the last thing we said asked for.</param>
    /// <param name="choices">How many choices it offered; 0 for none.</param>
    /// <returns>What was meant, once that is known; else null. <see cref="Person"/> for a person.</returns>
    public string? Press(char key, long nowMs, Expectation expects, int choices)
    {
        _lastMs = nowMs;
        if (key == '#')
            return Take();
        if (_keys.Length < MostKeys)
            _keys.Append(key);
        // Where numbers are asked for, one may begin with 0.
        if (_keys is { Length: 1 } && key == '0' && !IsNumber(expects))
            return Take();
        return _keys.Length >= LengthOf(expects, choices) ? Take() : null;
    }

    /// <summary>What was meant, when no key has followed for long enough; else null.</summary>
    public string? Due(long nowMs) => IsGathering && nowMs - _lastMs >= PauseMs ? Take() : null;

    /// <summary>What a person is asked for with.</summary>
    public const string Person = "0";

    private string? Take()
    {
        if (_keys.Length == 0)
            return null;
        var keys = _keys.ToString();
        _keys.Clear();
        return keys;
    }

    private static bool IsNumber(Expectation expects) =>
        expects is Expectation.Digits or Expectation.Phone or Expectation.Plate or Expectation.Address;

    private static int LengthOf(Expectation expects, int choices) => expects switch
    {
        Expectation.YesNo => 1,
        Expectation.Phone => 10,
        Expectation.Free when choices is > 0 and < 10 => 1,
        _ => int.MaxValue,
    };
}
