using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Testing;

/// <summary>
/// What the product's channels are, for tests of what lies below them or beside them and cannot see their folders. A
/// test of the channels holds that these say the same as the real ones.
/// </summary>
public static class TestChannels
{
    /// <summary>All of them.</summary>
    public static KnownChannels All { get; } = new(
    [
        new TestTraits(ChannelKind.Web) { Delivers = false, Shows = true },
        new TestTraits(ChannelKind.Sms, IdentityKind.Phone)
        {
            Begin = ChannelBegin.Anyone,
            Numbers = true,
            Costs = true,
            Obeys = true,
        },
        new TestTraits(
            ChannelKind.WhatsApp, IdentityKind.Phone, IdentityKind.WhatsAppUser, IdentityKind.WhatsAppParentUser)
        {
            Begin = ChannelBegin.Anyone,
            Numbers = true,
            Costs = true,
        },
        new TestTraits(ChannelKind.Telegram, IdentityKind.TelegramUser)
        {
            Begin = ChannelBegin.WhoWroteBefore,
            Commands = true,
            Shows = true,
        },
        new TestTraits(ChannelKind.Voice, IdentityKind.Phone)
        {
            Delivers = false,
            Speaks = true,
            Shows = true,
            Begin = ChannelBegin.Anyone,
        },
    ]);

    /// <summary>How words about consent are heard on a channel.</summary>
    public static ConsentHearing Hearing(string kind) => All[kind].Hearing;

    /// <summary>Registers them, unless the channels themselves are.</summary>
    public static IServiceCollection AddTestChannels(this IServiceCollection services)
    {
        services.TryAddSingleton(All);
        return services;
    }

    private sealed class TestTraits(string kind, params IReadOnlyList<IdentityKind> identities) : ChannelTraits
    {
        public bool Delivers { get; init; } = true;

        public bool Shows { get; init; }

        public bool Speaks { get; init; }

        public bool Numbers { get; init; }

        public bool Costs { get; init; }

        public bool Commands { get; init; }

        public bool Obeys { get; init; }

        public ChannelBegin Begin { get; init; }

        public override string Kind => kind;

        public override string NameProperty => "name";

        public override bool IsDelivered => Delivers;

        public override bool ShowsWords => Shows;

        public override bool IsSpoken => Speaks;

        public override bool NumbersChoices => Numbers;

        public override bool CostsByMessage => Costs;

        public override bool HasCommands => Commands;

        public override bool ObeysTwilioStopWords => Obeys;

        public override ChannelBegin Begins => Begin;

        public override string NameIn(string locale) => kind;

        public override WorkspaceChannel Read(FileObject json) =>
            new() { Kind = kind, Line = json.Number(NameProperty) };

        public override string? AddressOf(string text) => text;

        public override bool IsGroup(string address) => Commands && address.StartsWith('-');

        public override bool IsWrittenTo(IdentityKind one) => identities.Contains(one);

        public override ContactIdentity? IdentityOf(string address) => identities switch
        {
            [] => null,
            [IdentityKind.Phone, _, ..] when !address.StartsWith('+') => new ContactIdentity(identities[1], address),
            _ when Speaks && !E164.Is(address) => null,
            [IdentityKind.TelegramUser] => new ContactIdentity(IdentityKind.TelegramUser, address.Split('/')[0]),
            _ => new ContactIdentity(identities[0], address),
        };
    }
}
