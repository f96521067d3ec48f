using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>
/// Settles who may use a name that no two businesses can share: a site key, a number, a bot. Who holds it keeps it, whatever another file says;
/// a name that nobody holds goes to the first that asks, by the name of its file. A file that asks for what is another's is refused whole, and
/// its business stays what it was.
/// </summary>
internal sealed class NameClaims(ChannelReader channels)
{
    /// <summary>Settles all claims.</summary>
    /// <param name="files">What the files say.</param>
    /// <param name="before">What was served, by id: to go back to. No two of them share a name.</param>
    /// <param name="holders">From a name to the id of the workspace that holds it.</param>
    /// <returns>Each file, refused where it had to be, with what is to be served of it; null for nothing.</returns>
    public IReadOnlyList<(WorkspaceFile File, Workspace? Served)> Settle(
        IReadOnlyList<WorkspaceFile> files, IReadOnlyDictionary<string, Workspace> before, IReadOnlyDictionary<string, string> holders)
    {
        var claims = files.Select(file => new Claim(RefuseTwice(file), before.GetValueOrDefault(IdOf(file)), before.ContainsKey(IdOf(file)), channels))
            .OrderBy(claim => !claim.IsKnown).ThenBy(claim => claim.File.Name, StringComparer.Ordinal).ToList();
        while (FindLoser(claims, holders) is var (loser, winner, name))
            loser.Refuse(name, winner);
        return [.. claims.Select(claim => (claim.File, claim.Served))];
    }

    /// <summary>The names that a workspace uses.</summary>
    public IEnumerable<string> NamesOf(Workspace workspace) =>
        workspace.Channels.Select(channel => channels.NameOf(channel)?.Value).OfType<string>();

    /// <summary>Id of the workspace that a file is for, whatever stands in it.</summary>
    public static string IdOf(WorkspaceFile file) => Path.GetFileNameWithoutExtension(file.Name);

    // Those who ask for what somebody holds lose first: what they would have taken besides is then free for others.
    private (Claim Loser, Claim Winner, string Name)? FindLoser(List<Claim> claims, IReadOnlyDictionary<string, string> holders) =>
        claims.Where(claim => claim.Served is not null)
            .SelectMany(claim => NamesOf(claim.Served!).Select(name => (Claim: claim, Name: name)))
            .GroupBy(one => one.Name, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .Select(group => (
                group.Key,
                Holder: holders.TryGetValue(group.Key, out var id) ? group.FirstOrDefault(one => one.Claim.Served!.Id == id).Claim : null,
                Claims: group.Select(one => one.Claim).ToList()))
            .OrderBy(contest => contest.Holder is null)
            .Select(contest => (Name: contest.Key, Winner: contest.Holder ?? contest.Claims[0], contest.Claims))
            .Select(contest => ((Claim, Claim, string)?)(contest.Claims.First(claim => claim != contest.Winner), contest.Winner, contest.Name))
            .FirstOrDefault();

    /// <summary>Refuses a file that uses one name for two of its channels.</summary>
    private WorkspaceFile RefuseTwice(WorkspaceFile file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, channel) in file.Workspace?.Channels.Index() ?? [])
        {
            if (channels.NameOf(channel) is { } name && !seen.Add(name.Value))
                return Refused(file, index, name.Property, "stands in another channel of this file already");
        }

        return file;
    }

    private static WorkspaceFile Refused(WorkspaceFile file, int channel, string property, string reason) => WorkspaceFile.Refused(
        file.Name, [.. file.Errors, new WorkspaceError(FormattableString.Invariant($"$.channels[{channel}].{property}"), reason)]);

    private sealed class Claim(WorkspaceFile file, Workspace? fallback, bool isKnown, ChannelReader channels)
    {
        public WorkspaceFile File { get; private set; } = file;

        public bool IsKnown { get; } = isKnown;

        public Workspace? Served => File.Workspace ?? fallback;

        public void Refuse(string name, Claim winner)
        {
            if (File.Workspace is not { } workspace)
                throw new InvalidOperationException($"The workspaces {IdOf(File)} and {IdOf(winner.File)} were served under one name.");
            var (index, channel) = workspace.Channels.Index().First(one => channels.NameOf(one.Item)?.Value == name);
            File = Refused(File, index, channels.NameOf(channel)!.Value.Property, $"is used by the workspace {winner.Served!.Id}");
        }
    }
}
