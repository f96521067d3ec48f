using Gateway.Mail;
using Gateway.Sessions;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Mail;

public sealed class SmtpOptionsTests
{
    private const string Secret = "correct horse";

    [Fact]
    public void Without_a_server_there_is_none() => Read().ShouldBeNull();

    [Fact]
    public void A_server_and_an_address_are_enough()
    {
        var options = Read(("Host", "mail.example"), ("From", "noreply@example.fr")).ShouldNotBeNull();

        (options.Host, options.Port, options.User, options.From).ShouldBe(
            ("mail.example", 587, null, "noreply@example.fr"));
    }

    [Theory]
    [InlineData("mail.example", 465, null, SecureSocketOptions.SslOnConnect)]
    [InlineData("localhost", 465, null, SecureSocketOptions.SslOnConnect)]
    [InlineData("mail.example", 587, null, SecureSocketOptions.StartTls)]
    [InlineData("mail.example", 25, "user", SecureSocketOptions.StartTls)]
    [InlineData("mail.example", 25, null, SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("10.0.0.7", 587, "user", SecureSocketOptions.StartTls)]
    [InlineData("127.0.0.1", 1025, null, SecureSocketOptions.None)]
    [InlineData("::1", 25, "user", SecureSocketOptions.None)]
    public void A_password_goes_nowhere_in_the_clear(
        string host, int port, string? user, SecureSocketOptions security) => Read(
            ("Host", host), ("Port", $"{port}"), ("User", user), ("Password", user is null ? null : Secret),
            ("From", "noreply@example.fr")).ShouldNotBeNull().Security.ShouldBe(security);

    [Theory]
    [InlineData("Host", null, "Host")]
    [InlineData("Host", "mail example", "Host")]
    [InlineData("Host", "smtp://mail.example", "Host")]
    [InlineData("Port", "0", "Port")]
    [InlineData("Port", "65536", "Port")]
    [InlineData("Port", "tls", "Port")]
    [InlineData("User", null, "User")]
    [InlineData("Password", null, "Password")]
    [InlineData("From", null, "From")]
    [InlineData("From", "Gateway <noreply@example.fr>", "From")]
    public void What_cannot_be_used_stops_the_start_and_shows_no_secret(string key, string? value, string named)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Host"] = "mail.example",
            ["Port"] = "587",
            ["User"] = "gateway",
            ["Password"] = Secret,
            ["From"] = "noreply@example.fr",
            [key] = value,
        };

        var fault = Should.Throw<ConfigurationException>(
            () => Read([.. settings.Select(setting => (setting.Key, setting.Value))]));

        fault.Key.ShouldBe($"Smtp:{named}");
        fault.Message.ShouldNotContain(Secret);
        fault.Message.ShouldNotContain("\n");
    }

    private static SmtpOptions? Read(params (string Key, string? Value)[] settings) => SmtpOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(
            setting => new KeyValuePair<string, string?>($"Smtp:{setting.Key}", setting.Value))).Build());
}
