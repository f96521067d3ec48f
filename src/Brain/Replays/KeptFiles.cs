using Gateway.Sessions;
using Gateway.Sessions.Media;

namespace Gateway.Brain.Replays;

/// <summary>
/// Addresses of files that are kept by us, and of no others: a recording may name any, and a model's service would
/// fetch it.
/// </summary>
/// <param name="links">Signs what is ours.</param>
internal sealed class KeptFiles(IMediaLinks links) : IMediaLinks
{
    /// <summary>The attachment with an address that is signed; with an empty one when its file is not kept by
    /// us.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="attachment">As it stands in the recording.</param>
    public Attachment Sign(string workspace, Attachment attachment) => MediaId.TryFind(attachment, out _)
        ? links.Sign(workspace, attachment)
        : attachment with { Url = "" };
}
