using Gateway.Brain.ChatModels;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Memory;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Reception;

/// <summary>
/// Looks at what came before an agent is asked: what was corrected since counts as corrected, notices and machines get
/// no answer.
/// </summary>
/// <param name="Messages">What is to be answered, as far as it can be read; empty for nothing.</param>
/// <param name="Silence">Why nothing is answered, or null.</param>
/// <param name="State">The brain's state after these messages.</param>
internal sealed record Received(IReadOnlyList<Entry> Messages, string? Silence, BrainState State)
{
    /// <summary>Why a machine is not answered.</summary>
    public const string Automatic = "automatic";

    /// <summary>Why a notice is not answered.</summary>
    public const string Notice = "notice";

    /// <summary>Why someone is not answered who has written too much within the hour.</summary>
    public const string TooManyInAnHour = "tooManyInAnHour";

    /// <summary>Why someone is not answered who has written too much within the day.</summary>
    public const string TooManyInADay = "tooManyInADay";

    /// <summary>Looks at a turn's messages.</summary>
    /// <param name="messages">Those that are not about consent.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="channel">The session's channel.</param>
    /// <param name="state">What the brain kept.</param>
    /// <param name="most">How much of one contact is answered.</param>
    public static Received Of(
        IReadOnlyList<Entry> messages, Turn turn, ChannelTraits channel, BrainState state, ContactOptions most)
    {
        var left = Corrected(messages, turn);
        if (left.Count == 0 || left.All(AsksForNothing))
            return new Received([], Notice, state);
        left = [.. left.Where(message => !AsksForNothing(message))];
        if (left.All(message => message.Content?.NoAnswer is not null))
            return Silent(NameOf(left[^1].Content!.NoAnswer!.Value), state);
        left = [.. left.Where(message => message.Content?.NoAnswer is null).Select(WithOwnNumber)];
        LimitSpan? full = null;
        if (channel.IsDelivered)
        {
            (var flow, full) = (state.Flow ?? new Flow()).Note(left.Count, left[^1].At, most.On(channel));
            state = state with { Flow = flow };
        }

        if (channel.IsDelivered && left.All(message => message.Content?.Payload is null))
        {
            var text = string.Join(
                '\n', left.Select(message => message.Text).Where(said => said.Length > 0).Distinct());
            var answer = turn.Recent.LastOrDefault(
                entry => entry.Seq < messages[0].Seq && entry.Role is EntryRole.Agent);
            var (repetition, isTooMuch) = (state.Repetition ?? new Repetition())
                .Note(text, answer?.Text, left[0].At - answer?.At, left[^1].At);
            state = state with { Repetition = repetition };
            if (isTooMuch || (text.Length > 0 && AutomaticReplies.IsOne(text)))
                return Silent(Automatic, state);
        }

        if (full is { } span)
            return Silent(span == LimitSpan.Day ? TooManyInADay : TooManyInAnHour, state);

        return new Received(left, null, state with { Silence = null });
    }

    /// <summary>
    /// What of it can be read with that sight, and what came along that cannot, as the phrasebook names it.
    /// </summary>
    public (IReadOnlyList<Entry> Messages, IReadOnlyList<string> Unread) ReadBy(Sight sight) =>
        ([.. Messages.Where(message => UnreadThings.HasMore(message, sight))],
            [.. Messages.SelectMany(message => UnreadThings.KindsIn(message.Content, sight)).Distinct()]);

    private static Received Silent(string why, BrainState state) => new([], why, state with { Silence = why });

    private static string NameOf(NoAnswer reason) => reason switch
    {
        NoAnswer.NamedSender => "namedSender",
        NoAnswer.ShortCode => "shortCode",
        NoAnswer.Voicemail => "voicemail",
        _ => "ownLine",
    };

    private static bool AsksForNothing(Entry message) =>
        message.Text.Length == 0
        && message.Content is
        {
            Attachments: null, Location: null, Contacts: null, Payload: null,
            Things: { Count: > 0 } things
        }
        && things.All(thing => thing.AsksForNothing);

    /// <summary>
    /// What was changed before it was answered is answered as it stands now. A change that leaves the words of an
    /// answered message as they were (a preview, a mark) asks for nothing; one that changes them is a new message.
    /// </summary>
    private static List<Entry> Corrected(IReadOnlyList<Entry> messages, Turn turn)
    {
        var replaced = messages.Where(message => message.Content?.EditOf is not null)
            .Select(message => message.Content!.EditOf!)
            .ToHashSet();
        var newest = messages.Where(message => message.Content?.EditOf is not null)
            .GroupBy(message => message.Content!.EditOf!).Select(changes => changes.Last().Seq).ToHashSet();
        return
        [
            .. messages.Where(message => message.Content?.EditOf is { } original
                ? newest.Contains(message.Seq) && !IsUnchanged(message, original, messages, turn)
                : message.ExternalId is not { } id || !replaced.Contains(id)),
        ];
    }

    private static bool IsUnchanged(Entry change, string original, IReadOnlyList<Entry> messages, Turn turn)
    {
        var before = turn.Recent.LastOrDefault(entry => entry.Seq < change.Seq && entry.Role == EntryRole.Contact
            && (entry.ExternalId == original || entry.Content?.EditOf == original));
        return before is not null && before.Text == change.Text && messages.All(message => message.Seq != before.Seq);
    }

    /// <summary>Whoever shares their own card gives their number.</summary>
    private static Entry WithOwnNumber(Entry message)
    {
        if (message.Text.Length > 0 || message.Content?.Contacts is not { } cards
            || cards.FirstOrDefault(card => card.IsSender) is not { Phone: { } phone })
            return message;
        var proven = message.Content.Sender?.Identities.FirstOrDefault(
            identity => identity.Kind == IdentityKind.Phone)?.Value;
        return message with { Text = proven ?? phone };
    }
}
