using Gateway.Brain.Contacts;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Consent;

/// <summary>
/// Puts into Redis, where messages are sent from, what the records say of a contact: for each of their addresses and
/// each of our lines.
/// </summary>
internal sealed class OptOutMarks(IWorkspaces workspaces, KnownChannels channels, OptOuts optOuts)
{
    /// <summary>Closes or opens the way out to a contact on a channel. Safe to say again.</summary>
    /// <param name="workspace">Id of the workspace; one that is not being served has no lines to close.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="identities">All that the contact is known by.</param>
    /// <param name="optedOut">True to close it.</param>
    /// <exception cref="SessionStoreUnavailableException">Some of it may not have been heard.</exception>
    public async Task SetAsync(
        string workspace, string channel, IEnumerable<VerifiedIdentity> identities, bool optedOut)
    {
        if (!workspaces.TryGet(workspace, out var served))
            return;
        var addresses = identities.Where(identity => IsAddressOn(channel, identity.Kind))
            .Select(identity => identity.Value)
            .Distinct()
            .ToList();
        foreach (var line in served.Channels.Where(way => way.Kind == channel).Select(way => way.Line).OfType<string>())
            await Task.WhenAll(
                addresses.Select(address => optOuts.SetAsync(workspace, channel, line, address, optedOut)));
    }

    /// <summary>Whether contacts are written to on a channel by that kind of identity.</summary>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="kind">As <see cref="VerifiedIdentity.Kind"/> has it.</param>
    public bool IsAddressOn(string channel, string kind) =>
        Enum.GetValues<IdentityKind>().Any(one => KindName.Of(one) == kind && channels[channel].IsWrittenTo(one));
}
