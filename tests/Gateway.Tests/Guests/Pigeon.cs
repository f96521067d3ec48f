using System.Collections.Concurrent;
using Gateway.Channels;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Tests.Guests;

/// <summary>A channel of its own: all that one needs is here, and nothing of it stands anywhere else.</summary>
internal static class Pigeon
{
    public const string Kind = "pigeon";

    /// <summary>The one registration.</summary>
    public static IServiceCollection AddPigeon(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, PigeonTraits>());
        services.TryAddSingleton<PigeonAdapter>();
        services.AddSingleton<IChannelAdapter>(provider => provider.GetRequiredService<PigeonAdapter>());
        return services;
    }
}

/// <summary>What a workspace's file says of a loft.</summary>
internal sealed record PigeonSettings : ChannelSettings
{
    /// <summary>How many words a pigeon carries.</summary>
    public int MostWords { get; init; } = 10;
}

/// <summary>What pigeons are.</summary>
internal sealed class PigeonTraits : ChannelTraits
{
    public override string Kind => Pigeon.Kind;

    public override string NameProperty => "loft";

    public override ChannelBegin Begins => ChannelBegin.Anyone;

    public override string NameIn(string locale) => locale == "en" ? "Carrier pigeon" : "Pigeon voyageur";

    public override ContactIdentity IdentityOf(string address) => new(IdentityKind.Phone, address);

    public override WorkspaceChannel Read(FileObject json) => new()
    {
        Kind = Kind,
        Line = json.Text(NameProperty, WorkspaceName.Is, "a loft's name"),
        Settings = new PigeonSettings
        {
            MostWords = json.OptionalInteger("mostWords", 1, 100) ?? new PigeonSettings().MostWords,
        },
    };
}

/// <summary>Pigeons' way out.</summary>
internal sealed class PigeonAdapter : IChannelAdapter
{
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Flown { get; } = new();

    /// <summary>Ends when one has flown.</summary>
    public Task<string> First => _first.Task;

    public string Channel => Pigeon.Kind;

    public ChannelCapabilities Capabilities { get; } =
        new(MaxTextLength: 200, HasButtons: false, HasReceipts: false, CanFind: false);

    public Rendering Render(OutboundContext context)
    {
        var words = context.Delivery.Entry.Text.Split(' ').Take(context.Channel.SettingsOf<PigeonSettings>().MostWords);
        return new Rendering([string.Join(' ', words)]);
    }

    public Pace PaceOf(OutboundContext context, OutboundMessage message) => new(100, 100, 100, 100);

    public Task<SendOutcome> SendAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken)
    {
        Flown.Enqueue(message.Wire);
        _first.TrySetResult(message.Wire);
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent("P1"));
    }

    public Task<FindOutcome> FindAsync(
        OutboundContext context, OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<FindOutcome>(new FindOutcome.NotAsked("a pigeon cannot be asked"));
}
