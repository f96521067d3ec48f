using System.Text;
using Gateway.Channels.Media;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class VoiceMediaTests
{
    private const string Recording = "RE0000000000000000000000000000000a";

    private static readonly WorkspaceChannel Line = new()
    {
        Kind = ChannelKind.Voice,
        Line = VoiceHost.Line,
        Settings = new VoiceSettings(),
    };

    private readonly VoiceMedia _media = new(
        new TwilioAccounts(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = TwilioHost.AccountSid,
            ["Twilio:AuthToken"] = TwilioHost.Token,
            ["Twilio:ApiBaseUrl"] = "https://twilio.example.test/base/",
        }).Build()),
        egress: null!);

    [Theory]
    [InlineData("")]
    [InlineData(".wav")]
    [InlineData(".json")]
    public async Task A_recording_is_fetched_from_the_configured_host_with_our_credentials(string ending)
    {
        var found = await LocateAsync($"https://elsewhere.example.test/2010-04-01/Accounts/{TwilioHost.AccountSid}/Recordings/{Recording}{ending}");

        found.State.ShouldBe(MediaLocationState.Found);
        found.Request!.Address.AbsoluteUri.ShouldBe(
            $"https://twilio.example.test/base/2010-04-01/Accounts/{TwilioHost.AccountSid}/Recordings/{Recording}.wav");
        Encoding.UTF8.GetString(Convert.FromBase64String(found.Request.Authorization!.Parameter!))
            .ShouldBe($"{TwilioHost.AccountSid}:{TwilioHost.Token}");
    }

    [Theory]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000fff/Recordings/" + Recording)]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/" + TwilioHost.AccountSid + "/Messages/" + Recording)]
    [InlineData("https://api.twilio.com/2010-04-01/Accounts/" + TwilioHost.AccountSid + "/Recordings/../" + Recording)]
    [InlineData("not an address")]
    [InlineData("")]
    public async Task What_is_no_recording_of_the_account_is_not_fetched(string location) =>
        (await LocateAsync(location)).State.ShouldBe(MediaLocationState.Gone);

    [Fact]
    public void Recordings_are_deleted_at_twilio_once_they_are_ours()
    {
        _media.Serves(ChannelKind.Voice).ShouldBeTrue();
        _media.Serves(ChannelKind.Sms).ShouldBeFalse();
        _media.DeletesOnceKept(Line).ShouldBeTrue();
    }

    private Task<MediaLocation> LocateAsync(string location) => _media.LocateAsync(
        new MediaSource
        {
            Workspace = "centre",
            Channel = ChannelKind.Voice,
            Line = VoiceHost.Line,
            MessageId = Recording,
            Index = 0,
            Location = location,
            ContentType = "audio/x-wav",
        },
        Line, CancellationToken.None);
}
