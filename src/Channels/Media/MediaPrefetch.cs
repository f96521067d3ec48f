using System.Threading.Channels;
using Gateway.Sessions;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Media;

/// <summary>
/// Files to fetch before anyone asks for them, because a provider may forget them. Nothing depends on it: what is not
/// in the queue when it is full, or when the node dies, is fetched when it is first looked at.
/// </summary>
internal sealed class MediaPrefetch(IOptions<MediaOptions> options)
{
    private readonly Channel<(string Workspace, MediaId Id)> _queue = Channel.CreateBounded<(string, MediaId)>(
        new BoundedChannelOptions(options.Value.QueueLength) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>What waits.</summary>
    public ChannelReader<(string Workspace, MediaId Id)> Waiting => _queue.Reader;

    /// <summary>
    /// Has a message's files fetched soon. To be called once the message is accepted; returns at once.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="attachments">The message's attachments, or null.</param>
    public void Add(string workspace, IReadOnlyList<Attachment>? attachments)
    {
        foreach (var attachment in attachments ?? [])
        {
            if (MediaId.TryFind(attachment, out var id))
                _queue.Writer.TryWrite((workspace, id));
        }
    }
}
