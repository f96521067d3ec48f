using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Installation;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Inspection.Provisioning;

public sealed class ProvisioningSettingsTests
{
    [Fact]
    public void What_may_be_bought_is_read_and_by_default_nothing_may()
    {
        var read = ProvisioningOptions.Read(Settings(
            ("Provisioning:Country", "GB"), ("Provisioning:AreaCode", "0131"), ("Provisioning:NumberType", "mobile"),
            ("Provisioning:MaxMonthly", "2.5"), ("Provisioning:SubAccounts", "true")));

        (read.Country, read.AreaCode, read.Kind, read.MaxMonthly, read.SubAccounts).ShouldBe(
            ("GB", "0131", "Mobile", 2.5m, true));
        ProvisioningOptions.Read(Settings()).ShouldBe(new ProvisioningOptions());
        new ProvisioningOptions().MaxMonthly.ShouldBeNull();
    }

    [Theory]
    [InlineData("Provisioning:Country", "France")]
    [InlineData("Provisioning:Country", "ZZ")]
    [InlineData("Provisioning:AreaCode", "0131x")]
    [InlineData("Provisioning:NumberType", "golden")]
    [InlineData("Provisioning:MaxMonthly", "-1")]
    [InlineData("Provisioning:MaxMonthly", "1,50")]
    [InlineData("Provisioning:MaxMonthly", "a lot")]
    [InlineData("Provisioning:Currency", "usd")]
    [InlineData("Provisioning:SubAccounts", "perhaps")]
    [InlineData("Provisioning:AddressSid", "AD1")]
    public void A_wrong_value_stops_the_start_and_is_named(string key, string value) =>
        Should.Throw<ConfigurationException>(() => ProvisioningOptions.Read(Settings((key, value))))
            .Message.ShouldStartWith($"{key}: found \"{value}\"");

    [Fact]
    public void A_wrong_address_of_ElevenLabs_is_named_too() =>
        Should.Throw<ConfigurationException>(
            () => ElevenLabsOptions.Read(Settings(("ElevenLabs:ApiBaseUrl", "elevenlabs"))))
            .Key.ShouldBe("ElevenLabs:ApiBaseUrl");

    [Fact]
    public void Variables_that_installations_have_already_are_other_spellings_and_the_key_itself_wins()
    {
        Dictionary<string, string?> environment = new()
        {
            ["ELEVENLABS_API_KEY"] = "xi",
            ["ELEVENLABS_WEBHOOK_SECRET"] = "wsec",
            ["TWILIO_ACCOUNT_SID"] = "ACenv",
            ["TWILIO_AUTH_TOKEN"] = " ",
            ["WEBHOOK_BASE_URL"] = "https://env.example.com",
        };
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Twilio:AccountSid"] = "ACkey" })
            .AddOtherSpellings(environment.GetValueOrDefault)
            .Build();

        configuration["ElevenLabs:ApiKey"].ShouldBe("xi");
        configuration["ElevenLabs:WebhookSecret"].ShouldBe("wsec");
        configuration["Twilio:AccountSid"].ShouldBe("ACkey");
        configuration["Twilio:AuthToken"].ShouldBeNull();
        configuration["Gateway:PublicUrl"].ShouldBe("https://env.example.com");
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(one => one.Key, one => (string?)one.Value)).Build();
}
