using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Voice.Turns;

/// <summary>
/// How loud it is at a caller's end when nobody speaks: the level that a tenth of the last three seconds stays under.
/// Between words even talkers are quiet that often; what hums on all the time becomes the floor within three seconds.
/// </summary>
internal sealed class NoiseFloor
{
    private const int Windows = 3_000 / SpeechGate.WindowMs;
    private const int Tenth = Windows / 10;
    private const int Lowest = (int)Levels.Silence;

    // A line of which nothing is known yet is as noisy as telephones are.
    private const int AssumedDb = -50;

    // Whole decibels, how many of the windows have each: no sorting, and nothing to allocate.
    private readonly byte[] _recent = new byte[Windows];
    private readonly short[] _counts = new short[-Lowest + 1];
    private int _next;
    private int _known;

    /// <summary>The floor in dBFS, -96 to 0; -50 until half a second was heard.</summary>
    public int LevelDb { get; private set; } = AssumedDb;

    /// <summary>Takes the level of one window more.</summary>
    /// <param name="levelDb">dBFS.</param>
    public void Add(double levelDb)
    {
        var step = (byte)Math.Clamp((int)Math.Round(levelDb) - Lowest, 0, -Lowest);
        if (_known == Windows)
            _counts[_recent[_next]]--;
        else
            _known++;
        _recent[_next] = step;
        _counts[step]++;
        _next = (_next + 1) % Windows;
        if (_known >= 500 / SpeechGate.WindowMs)
            LevelDb = Find(Math.Max(1, _known == Windows ? Tenth : _known / 10));
    }

    private int Find(int rank)
    {
        var below = 0;
        for (var step = 0; step < _counts.Length; step++)
        {
            below += _counts[step];
            if (below >= rank)
                return step + Lowest;
        }

        return Lowest;
    }
}
