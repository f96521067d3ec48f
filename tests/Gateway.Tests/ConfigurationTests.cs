using Gateway.Installation;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("Gateway:PublicUrl", "ftp://example.com", "https://chat.example.com")]
    [InlineData("Gateway:PublicUrl", "chat.example.com", "https://chat.example.com")]
    [InlineData("Gateway:PublicUrl", "https://example.com/?a=b", "https://chat.example.com")]
    [InlineData("Gateway:KnownProxies:0", "the proxy", "10.0.0.0/8")]
    [InlineData("Gateway:WorkspacesPath", "/no/such/folder", "a folder that exists")]
    [InlineData("Gateway:DataPath", " ", "the path of a folder")]
    public void A_wrong_value_is_named_with_what_was_found_and_what_is_expected(
        string key, string value, string expected)
    {
        var failure = Should.Throw<ConfigurationException>(() => Read((key, value)));

        failure.Key.ShouldBe(key);
        failure.Message.ShouldStartWith($"{key}: found ");
        failure.Message.ShouldContain(value.Trim());
        failure.Message.ShouldContain(expected);
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Good_values_are_taken_as_they_are()
    {
        var options = Read(
            ("Gateway:PublicUrl", "https://chat.example.com/"), ("Gateway:KnownProxies:0", "10.0.0.0/8"),
            ("Gateway:KnownProxies:1", "::1"));

        options.PublicUrl!.OriginalString.ShouldBe("https://chat.example.com");
        options.KnownProxies.Select(network => network.PrefixLength).ShouldBe([8, 128]);
        Path.IsPathRooted(options.DataPath).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Gateway:PublicUrl", "ftp://example.com")]
    [InlineData("ConnectionStrings:Redis", "127.0.0.1:1,syncTimeout=soon")]
    public async Task A_wrong_value_ends_the_start_with_one_line(string key, string value)
    {
        await using var gateway = await GatewayProcess.RunToEndAsync(
            ("ConnectionStrings:Redis", "127.0.0.1:1"), ("ConnectionStrings:Postgres", "Host=127.0.0.1;Port=1"),
            (key, value));

        gateway.ExitCode.ShouldBe(1);
        gateway.Output.ShouldStartWith(key);
        gateway.Output.Split('\n').Length.ShouldBe(1, gateway.Output);
    }

    private static GatewayOptions Read(params (string Key, string Value)[] settings) => GatewayOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("Gateway:WorkspacesPath", Path.GetTempPath())])
            .AddInMemoryCollection(
                settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build());
}
