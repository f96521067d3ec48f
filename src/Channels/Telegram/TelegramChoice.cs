using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Sessions;

namespace Gateway.Channels.Telegram;

/// <summary>
/// What a button of ours carries: <c>c:{seq}:{index}:{session's last characters}</c>, at most 64 bytes. It names a
/// choice and says nothing about it: what comes back may be old or forged, and is looked up in the transcript. The
/// characters keep a button of an ended session from choosing in the next one.
/// </summary>
/// <param name="Seq">The entry that offers.</param>
/// <param name="Index">Which of its choices.</param>
/// <param name="Session">The end of the session's id; empty when the button does not say.</param>
internal sealed record TelegramChoice(long Seq, int Index, string Session)
{
    private const int SessionLength = 8;

    /// <summary>The choice of an entry.</summary>
    public static TelegramChoice Of(SessionId session, long seq, int index) =>
        new(seq, index, session.Value[^SessionLength..]);

    /// <summary>Whether it may be a choice of that session.</summary>
    public bool IsOf(SessionId session) => session.Value.EndsWith(Session, StringComparison.Ordinal);

    /// <summary>Reads what came back.</summary>
    public static bool TryParse(string? data, [NotNullWhen(true)] out TelegramChoice? choice)
    {
        choice = null;
        if (data is not { Length: <= 64 } ||
            data.Split(':') is not (["c", _, _] or ["c", _, _, { Length: SessionLength }]) ||
            data.Split(':') is not [_, var seq, var index, .. var rest] ||
            !long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place < 1 ||
            !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var which))
        {
            return false;
        }

        choice = new TelegramChoice(place, which, rest is [var session] ? session : "");
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"c:{Seq}:{Index}:{Session}");
}
