using System.Data.Common;
using Gateway.Brain.Contacts;
using Gateway.Brain.Memory;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Reception;

/// <summary>
/// Knows who writes. A session remembers its senders, so that a turn asks the records only about those it has not seen;
/// when the records do not answer, the turn goes on without them and the next one asks again.
/// </summary>
internal sealed partial class Acquaintances(
    IContacts contacts, ContactProfiles profiles, KnownChannels channels, ILogger<Acquaintances> logger)
    : IAcquaintances
{
    private const int MostSenders = 10;

    // What is said elsewhere meanwhile can wait that long.
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public async Task<BrainState> RecognizeAsync(
        Turn turn, Workspace workspace, BrainState state, CancellationToken cancellationToken)
    {
        if (IsGroup(turn))
            return state;
        // Each by their own identities: what two messages say is not joined.
        foreach (var sender in turn.Messages.Select(message => message.Content?.Sender)
            .OfType<Sender>()
            .Where(one => one.Identities.Count > 0))
        {
            var key = KeyOf(sender);
            var known = state.Senders.FirstOrDefault(one => one.Key == key)
                ?? await TryAsync(turn, async () => new KnownSender(
                    key, await contacts.ResolveAsync(workspace.Id, turn.Session.Channel, sender, cancellationToken)),
                    cancellationToken);
            if (known is not null)
                state = state with
                {
                    Senders =
                    [.. state.Senders.Where(one => one != known).TakeLast(MostSenders - 1), known]
                };
        }

        return ContactOf(turn, state) is { } contact
            ? await LookElsewhereAsync(turn, workspace, state, contact, cancellationToken)
            : state;
    }

    /// <summary>
    /// The contact of a turn: who wrote last, else whom the session has been said to belong to; null for a visitor and
    /// for a group.
    /// </summary>
    public static string? ContactOf(Turn turn, BrainState state) =>
        state.Senders is [.., var last] ? last.Contact : turn.Session.Contact;

    /// <inheritdoc/>
    public async Task<BrainState> NoteNameAsync(
        Turn turn, BrainState state, string? name, CancellationToken cancellationToken)
    {
        if (name is null || name == state.NotedName || ContactOf(turn, state) is not { } contact)
            return state;
        var noted = await TryAsync(turn, async () =>
        {
            await profiles.NoteNameAsync(turn.Session.Workspace, contact, name, cancellationToken);
            return name;
        }, cancellationToken);
        return state with { NotedName = noted ?? state.NotedName };
    }

    private async Task<BrainState> LookElsewhereAsync(
        Turn turn, Workspace workspace, BrainState state, string contact, CancellationToken cancellationToken)
    {
        if (!workspace.SharesConversations)
            return state with { Acquaintance = null };
        if (state.Acquaintance is { } known && known.Contact == contact && turn.At - known.LookedAt < Refresh)
            return state;
        var found = await TryAsync(turn, async () =>
            await profiles.ReadAsync(
                workspace.Id, contact, turn.Session.Id.Value, cancellationToken) with
            {
                Contact = contact,
                LookedAt = turn.At
            },
            cancellationToken);
        // Of someone else nothing may stay.
        return state with
        {
            Acquaintance = found
            ?? (state.Acquaintance?.Contact == contact ? state.Acquaintance : null)
        };
    }

    private async Task<T?> TryAsync<T>(Turn turn, Func<Task<T>> ask, CancellationToken cancellationToken) where T
        : class
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is DbException or TimeoutException or InvalidOperationException { InnerException: DbException }
                or SessionStoreUnavailableException)
        {
            Log.NotAnswered(logger, exception, turn.Id);
            return null;
        }
    }

    // A group's session is no one's, and what its members say elsewhere has no place in it.
    private bool IsGroup(Turn turn) => channels[turn.Session.Channel].IsGroup(turn.Session.Address);

    private static string KeyOf(Sender sender) => string.Join(
        ' ',
        sender.Identities.Select(identity => $"{KindName.Of(identity.Kind)}:{identity.Value}")
        .Order(StringComparer.Ordinal));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: the records did not say who writes")]
        public static partial void NotAnswered(ILogger logger, Exception exception, TurnId turn);
    }
}
