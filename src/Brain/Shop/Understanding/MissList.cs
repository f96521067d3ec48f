using System.Runtime.CompilerServices;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Turns;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Understanding;

/// <summary>Which misses to look at; null does not restrict.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Since">The earliest to look at; what is older than 90 days is never looked at.</param>
/// <param name="Locale"><c>fr</c> or <c>en</c>.</param>
/// <param name="Kind">One of <see cref="MissKind"/>.</param>
public sealed record MissFilter(string? Workspace, DateTimeOffset? Since, string? Locale, string? Kind);

/// <summary>
/// What shops were asked and did not understand, grouped, with the answer of theirs that comes nearest. It is read from
/// the turns' ledger in the archive: a note is committed with its turn, so that a turn that is run again does not note
/// twice, PostgreSQL may be away, and whatever erases a session's archive erases it.
/// </summary>
public sealed class MissList(
    IDbContextFactory<RecordsDbContext> records, CatalogueSearch catalogue, TimeProvider time)
{
    /// <summary>At most so many misses are looked at; of more the newest are.</summary>
    public const int MostMisses = 5_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>A page of groups: those said most often first, of these those said last.</summary>
    /// <param name="filter">Which misses are looked at.</param>
    /// <param name="skip">How many groups stand on the pages before.</param>
    /// <param name="limit">At most so many groups.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The groups, and whether there are more.</returns>
    public async Task<(IReadOnlyList<MissGroup> Groups, bool HasMore)> PageAsync(
        MissFilter filter, int skip, int limit, CancellationToken cancellationToken)
    {
        var groups = await GroupAsync(filter, cancellationToken);
        List<MissGroup> page = [];
        foreach (var group in groups.Skip(skip).Take(limit))
            page.Add(await WithNearestAsync(group, cancellationToken));
        return (page, groups.Count - limit > skip);
    }

    /// <summary>All groups in the same order, each as it is asked for.</summary>
    public async IAsyncEnumerable<MissGroup> AllAsync(
        MissFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var group in await GroupAsync(filter, cancellationToken))
            yield return await WithNearestAsync(group, cancellationToken);
    }

    private async Task<IReadOnlyList<MissGroup>> GroupAsync(MissFilter filter, CancellationToken cancellationToken) =>
        [.. MissGroups.Of(await ReadAsync(filter, cancellationToken))
            .Select(MissGroup.Of)
            .OrderByDescending(group => group.Count)
            .ThenByDescending(group => group.LastSeen)
            .ThenBy(group => group.Words, StringComparer.Ordinal)];

    private async Task<List<Miss>> ReadAsync(MissFilter filter, CancellationToken cancellationToken)
    {
        if (!WellFormed.Is(filter.Workspace ?? ""))
            return [];
        var oldest = time.GetUtcNow() - Longest;
        var since = filter.Since is { } asked && asked > oldest ? asked.ToUniversalTime() : oldest;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await (
            from note in db.ArchivedDecisions.AsNoTracking()
            join session in db.ArchivedSessions.AsNoTracking() on note.SessionId equals session.SessionId
            where note.Words != null && note.At >= since && note.Rule == SolutionTurn.MissRule
                && MissKind.All.Contains(note.Reason)
                && (filter.Workspace == null || session.Workspace == filter.Workspace)
                && (filter.Locale == null || note.Locale == filter.Locale)
                && (filter.Kind == null || note.Reason == filter.Kind)
            orderby note.At descending, note.TurnId, note.Number
            select new Miss
            {
                Workspace = session.Workspace,
                Session = note.SessionId,
                Channel = session.Channel,
                Locale = note.Locale ?? session.Locale,
                Kind = note.Reason,
                Words = note.Words!,
                Product = note.About,
                At = note.At,
            }).Take(MostMisses).ToListAsync(cancellationToken);
    }

    private async Task<MissGroup> WithNearestAsync(MissGroup group, CancellationToken cancellationToken)
    {
        var nearest = await FindNearestAsync(group, cancellationToken);
        return group with
        {
            Nearest = nearest,
            IsAnswered = nearest?.Likelihood >= CatalogueSearch.KnownAnswer,
        };
    }

    private async Task<NearestAnswer?> FindNearestAsync(MissGroup group, CancellationToken cancellationToken) =>
        await catalogue.FindAnswersAsync(group.Workspace, group.Locale, group.Words, limit: 1, cancellationToken)
            is [var best, ..] ? new NearestAnswer(best.Question, best.Score) : null;
}
