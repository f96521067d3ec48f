using System.Security.Claims;
using Gateway.Health;
using Gateway.Operators;

namespace Gateway.Api;

/// <summary>How the channels are doing: <c>/api/channels</c>.</summary>
internal static class ChannelEndpoints
{
    /// <summary>Maps the endpoint under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapChannels(this RouteGroupBuilder api)
    {
        api.MapGet("/channels", List).WithSummary("Every channel with its state on the node that answers");
        return api;
    }

    private static ChannelPage List(ClaimsPrincipal caller, ChannelOverview overview, string? workspace = null) =>
        new(
            [.. overview.Read()
            .Where(
                channel => caller.MaySee(channel.Workspace) && (workspace is null || channel.Workspace == workspace))],
                null);

    /// <summary>All channels.</summary>
    /// <param name="Items">By workspace, in the order of its file.</param>
    /// <param name="Next">Always null: there is one page.</param>
    internal sealed record ChannelPage(IReadOnlyList<ChannelLine> Items, string? Next);
}
