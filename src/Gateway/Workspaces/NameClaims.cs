using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>
/// Settles who may use a name that no two businesses can share: a site key, a number, a bot. Who holds it keeps it,
/// whatever another asks for; a name that nobody holds goes to the first that asks: rows of the table, whose names are
/// the same on every node, before files, each by id. A description that asks for what is another's is refused whole,
/// and its business stays what it was.
/// </summary>
internal sealed class NameClaims(ChannelReader channels)
{
    /// <summary>Settles all claims.</summary>
    /// <param name="documents">What files and rows say, one for each id.</param>
    /// <param name="before">What was served, by id: to go back to. No two of them share a name.</param>
    /// <param name="holders">From a name to the id of the workspace that holds it.</param>
    /// <returns>Each document, refused where it had to be, with what is to be served of it; null for nothing.</returns>
    public IReadOnlyList<(WorkspaceDocument Document, Workspace? Served)> Settle(
        IReadOnlyList<WorkspaceDocument> documents,
        IReadOnlyDictionary<string, Workspace> before,
        IReadOnlyDictionary<string, string> holders)
    {
        var claims = documents
            .Select(document => new Claim(RefuseTwice(document), before.GetValueOrDefault(document.Id), channels))
            .OrderBy(claim => !claim.IsKnown)
            .ThenBy(claim => claim.Document.Origin == WorkspaceOrigin.File)
            .ThenBy(claim => claim.Document.Id, StringComparer.Ordinal)
            .ToList();
        while (FindLoser(claims, holders) is var (loser, winner, name))
            loser.Refuse(name, winner);
        return [.. claims.Select(claim => (claim.Document, claim.Served))];
    }

    /// <summary>The names that a workspace uses.</summary>
    public IEnumerable<string> NamesOf(Workspace workspace) =>
        workspace.Channels.Select(channel => channels.NameOf(channel)?.Value).OfType<string>();

    // Those who ask for what somebody holds lose first: what they would have taken besides is then free for others.
    private (Claim Loser, Claim Winner, string Name)? FindLoser(
        List<Claim> claims, IReadOnlyDictionary<string, string> holders) =>
        claims.Where(claim => claim.Served is not null)
            .SelectMany(claim => NamesOf(claim.Served!).Select(name => (Claim: claim, Name: name)))
            .GroupBy(one => one.Name, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .Select(group => (
                group.Key,
                Holder: holders.TryGetValue(group.Key, out var id)
                    ? group.FirstOrDefault(one => one.Claim.Served!.Id == id).Claim
                    : null,
                Claims: group.Select(one => one.Claim).ToList()))
            .OrderBy(contest => contest.Holder is null)
            .Select(contest => (Name: contest.Key, Winner: contest.Holder ?? contest.Claims[0], contest.Claims))
            .Select(
                contest => ((Claim, Claim, string)?)(
                contest.Claims.First(claim => claim != contest.Winner), contest.Winner, contest.Name))
            .FirstOrDefault();

    /// <summary>What is said of a name that is another's.</summary>
    public static string IsUsedBy(string workspace) => $"is used by the workspace {workspace}";

    /// <summary>What is wrong with the name of a channel.</summary>
    public static WorkspaceError ErrorAt(int channel, string property, string reason) =>
        new(FormattableString.Invariant($"$.channels[{channel}].{property}"), reason);

    /// <summary>Refuses a document that uses one name for two of its channels.</summary>
    private WorkspaceDocument RefuseTwice(WorkspaceDocument document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, channel) in document.Workspace?.Channels.Index() ?? [])
        {
            if (channels.NameOf(channel) is { } name && !seen.Add(name.Value))
                return Refused(document, index, name.Property, "stands in another channel of this file already");
        }

        return document;
    }

    private static WorkspaceDocument Refused(WorkspaceDocument document, int channel, string property, string reason) =>
        WorkspaceDocument.Refused(
            document.Id, document.Origin, [.. document.Errors, ErrorAt(channel, property, reason)]);

    private sealed class Claim(WorkspaceDocument document, Workspace? fallback, ChannelReader channels)
    {
        public WorkspaceDocument Document { get; private set; } = document;

        public bool IsKnown => fallback is not null;

        public Workspace? Served => Document.Workspace ?? fallback;

        public void Refuse(string name, Claim winner)
        {
            if (Document.Workspace is not { } workspace)
            {
                throw new InvalidOperationException(
                    $"The workspaces {Document.Id} and {winner.Document.Id} were served under one name.");
            }

            var (index, channel) = workspace.Channels.Index().First(one => channels.NameOf(one.Item)?.Value == name);
            Document = Refused(Document, index, channels.NameOf(channel)!.Value.Property, IsUsedBy(winner.Served!.Id));
        }
    }
}
