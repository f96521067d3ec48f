using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gateway.Sessions;

/// <summary>Names the delivery of one entry: <c>{session}.{seq}</c>.</summary>
/// <param name="Session">The session.</param>
/// <param name="Seq">Place of the entry in its transcript.</param>
public readonly record struct DeliveryId(SessionId Session, long Seq)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session.Value}.{Seq}");

    /// <summary>Reads an id that came from outside; false for anything that is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeliveryId id)
    {
        id = default;
        if (text is not { Length: > SessionId.Length + 1 } || text[SessionId.Length] != '.' ||
            !SessionId.TryParse(text[..SessionId.Length], out var session) ||
            !long.TryParse(
            text.AsSpan(SessionId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) || seq < 1)
        {
            return false;
        }

        id = new DeliveryId(session, seq);
        return true;
    }
}

/// <summary>
/// Names one of the outbound messages an entry is delivered as: <c>{session}.{seq}.{index}</c>. Fit for a path.
/// </summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Index">0 for the first.</param>
public readonly record struct OutboundId(DeliveryId Delivery, int Index)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Delivery}.{Index}");

    /// <summary>Reads an id that came from outside; false for anything that is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out OutboundId id)
    {
        id = default;
        var dot = text?.LastIndexOf('.') ?? -1;
        if (dot < 0 || !DeliveryId.TryParse(text![..dot], out var delivery) ||
            !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        id = new OutboundId(delivery, index);
        return true;
    }
}
