using Gateway.Workspaces;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Workspaces;

/// <summary>Readers of workspace files with the channels that the gateway has.</summary>
internal static class TestReaders
{
    /// <summary>Reads channels.</summary>
    public static ChannelReader Channels { get; } =
        new(Composition.ChannelsWithoutHost(new ConfigurationBuilder().Build()));

    /// <summary>Reads files.</summary>
    /// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
    public static WorkspaceReader Of(Func<string, string?> secret) =>
        new(secret, Channels, Composition.SolutionsWithoutHost());
}
