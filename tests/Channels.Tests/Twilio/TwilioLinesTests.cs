using System.Diagnostics.CodeAnalysis;
using Gateway.Channels.Sms;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Lines;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Twilio;

public sealed class TwilioLinesTests
{
    private readonly LogLines _logs = new();
    private readonly ChannelStates _states = new();
    private readonly ChangingWorkspaces _workspaces = new();
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();

    [Fact]
    public async Task A_channel_without_credentials_is_closed_with_one_line_and_the_others_are_open()
    {
        _configuration["Twilio:AccountSid"] = TwilioHost.AccountSid;
        _configuration["Twilio:AuthToken"] = TwilioHost.Token;
        using var lines = await StartAsync();
        _workspaces.Set(
            Shop(
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = "+33700000001" },
            new WorkspaceChannel
            {
                Kind = ChannelKind.Sms,
                Line = "+33700000002",
                Settings = new SmsSettings { Account = "other" }
            }));
        _workspaces.Set([.. _workspaces.All]);

        _states.All.ShouldBe(
        [
            new ChannelState("shop", ChannelKind.Sms, "+33700000001", true, "webhook"),
            new ChannelState(
                "shop", ChannelKind.Sms, "+33700000002", false,
                "Twilio:Accounts:other:AccountSid must be AC and 32 hexadecimal digits"),
        ]);
        _logs.Of("TwilioLines").ShouldHaveSingleItem().ShouldContain("Twilio:Accounts:other:AccountSid");
        lines.TryFind(ChannelKind.Sms, "+33700000001", out _).ShouldBeTrue();
        lines.TryFind(ChannelKind.Sms, "+33700000002", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("+33700000001", true)]
    [InlineData("WhatsApp:+33700000001", false)]
    [InlineData("messenger:+33700000001", false)]
    public async Task A_number_is_found_by_the_mark_of_its_channel(string to, bool isOpen)
    {
        _configuration["Twilio:AccountSid"] = TwilioHost.AccountSid;
        _configuration["Twilio:AuthToken"] = TwilioHost.Token;
        using var lines = await StartAsync();
        _workspaces.Set(Shop(new WorkspaceChannel { Kind = ChannelKind.Sms, Line = "+33700000001" }));

        TwilioAddress.TryParse(to, out var address).ShouldBeTrue();

        lines.TryFind(address, out _).ShouldBe(isOpen);
    }

    [Fact]
    public async Task A_configuration_that_is_mended_opens_the_channel()
    {
        _workspaces.Set(Shop(new WorkspaceChannel { Kind = ChannelKind.WhatsApp, Line = "+33700000001" }));
        using var lines = await StartAsync();
        lines.Open.ShouldBeEmpty();

        _configuration["Twilio:AccountSid"] = TwilioHost.AccountSid;
        _configuration["Twilio:AuthToken"] = TwilioHost.Token;
        _configuration.Reload();

        lines.Open.ShouldHaveSingleItem().Address.ShouldBe("whatsapp:+33700000001");
        _states.All.ShouldHaveSingleItem().IsUp.ShouldBeTrue();
    }

    [Fact]
    public async Task A_channel_that_is_gone_is_forgotten()
    {
        _workspaces.Set(Shop(new WorkspaceChannel { Kind = ChannelKind.Sms, Line = "+33700000001" }));
        using var lines = await StartAsync();

        _workspaces.Set(Shop());

        _states.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_that_is_written_to_and_called_is_two_lines()
    {
        _configuration["Twilio:AccountSid"] = TwilioHost.AccountSid;
        _configuration["Twilio:AuthToken"] = TwilioHost.Token;
        using var lines = await StartAsync();
        _workspaces.Set(Shop(
            new WorkspaceChannel { Kind = ChannelKind.Voice, Line = "+33700000001" },
            new WorkspaceChannel { Kind = ChannelKind.Sms, Line = "+33700000001" },
            new WorkspaceChannel { Kind = ChannelKind.Voice, Line = "+33700000002" }));

        TwilioAddress.TryParse("+33700000001", out var both).ShouldBeTrue();
        TwilioAddress.TryParse("+33700000002", out var called).ShouldBeTrue();

        lines.TryFind(both, out var written).ShouldBeTrue();
        (written!.Channel.Kind, written.IsWrittenTo).ShouldBe((ChannelKind.Sms, true));
        lines.TryFind(called, out _).ShouldBeFalse("no message comes to it");
        lines.TryFind(ChannelKind.Voice, "+33700000002", out var voice).ShouldBeTrue();
        voice!.IsWrittenTo.ShouldBeFalse();
        lines.IsOurs("+33700000002").ShouldBeTrue();
    }

    private async Task<TwilioLines> StartAsync()
    {
        var lines = new TwilioLines(
            _workspaces, [new SmsIntake(), new WhatsAppIntake(null!), new VoiceNumbers()],
            new TwilioAccounts(_configuration), _states,
            _configuration,
            LoggerFactory.Create(logging => logging.AddProvider(_logs)).CreateLogger<TwilioLines>());
        await lines.StartAsync(CancellationToken.None);
        return lines;
    }

    private static Workspace Shop(params WorkspaceChannel[] channels) =>
        new() { Id = "shop", Name = "shop", Solution = "shop", Channels = channels };

    private sealed class ChangingWorkspaces : IWorkspaces
    {
        public IReadOnlyCollection<Workspace> All { get; private set; } = [];

        public event Action<IReadOnlyCollection<Workspace>>? Changed;

        public void Set(params Workspace[] all)
        {
            All = all;
            Changed?.Invoke(all);
        }

        public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) =>
            (workspace = All.FirstOrDefault(one => one.Id == id)) is not null;

        public bool TryGetByLine(
            string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
            [NotNullWhen(true)] out WorkspaceChannel? channel) =>
            new WorkspaceIndex(All).TryGetByLine(kind, line, out workspace, out channel);
    }
}
