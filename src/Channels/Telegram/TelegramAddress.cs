using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gateway.Channels.Telegram;

/// <summary>A chat, or a topic of a forum: <c>700000001</c>, <c>-1001234567890/5</c>.</summary>
/// <param name="Chat">The chat's number: above 0 a person, below a group.</param>
/// <param name="Thread">The topic, or null.</param>
internal sealed record TelegramAddress(long Chat, int? Thread = null)
{
    // Numbers of supergroups lie below this ("Dialog IDs", Bot API).
    private const long FirstSupergroup = -1_000_000_000_000;

    /// <summary>Whether it is a conversation with one person.</summary>
    public bool IsPrivate => Chat > 0;

    /// <summary>Whether it can turn into a supergroup with another number.</summary>
    public bool CanMigrate => Chat is < 0 and > FirstSupergroup;

    /// <summary>Reads an address of ours.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TelegramAddress? address)
    {
        address = null;
        if (text is null)
            return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var thread = 0;
        if (!long.TryParse(
            slash < 0 ? text : text.AsSpan(0, slash), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var chat) || chat == 0 ||
            (slash >= 0
                && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out thread)))
        {
            return false;
        }

        address = new TelegramAddress(chat, slash < 0 ? null : thread);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Thread is { } thread
        ? string.Create(CultureInfo.InvariantCulture, $"{Chat}/{thread}")
        : Chat.ToString(CultureInfo.InvariantCulture);
}
