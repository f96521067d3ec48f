using System.Net;
using Gateway.Brain.Mcp;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Mcp;

/// <summary>Where servers may be and where not.</summary>
public sealed class McpEgressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9/mcp", false)]
    [InlineData("http://crm.example.com/mcp", true)]
    public void Only_https_goes_out_but_on_this_machine_where_that_is_allowed(string url, bool allowLoopback) =>
        Should.Throw<IOException>(() => Egress(new Resolver(), allowLoopback).Open(Server(url)));

    [Theory]
    [InlineData("https://crm.example.com/mcp", "10.0.0.1", false)]
    [InlineData("https://crm.example.com/mcp", "127.0.0.1", true)]
    [InlineData("https://crm.example.com/mcp", "169.254.169.254", true)]
    [InlineData("https://[::1]/mcp", "::1", false)]
    [InlineData("https://192.168.1.1/mcp", "192.168.1.1", true)]
    public async Task An_address_that_is_not_public_is_not_dialled(string url, string resolved, bool allowLoopback)
    {
        var resolver = new Resolver(IPAddress.Parse(resolved));
        using var client = Egress(resolver, allowLoopback).Open(Server(url));

        await Should.ThrowAsync<HttpRequestException>(
            () => client.GetAsync(new Uri(url), TestContext.Current.CancellationToken));

        resolver.Dialled.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_public_address_is_dialled_as_it_was_checked()
    {
        var resolver = new Resolver(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("93.184.216.34"));
        using var client = Egress(resolver, allowLoopback: false).Open(Server("https://crm.example.com:8443/mcp"));

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(
            new Uri("https://crm.example.com:8443/mcp"), TestContext.Current.CancellationToken));

        resolver.Dialled.ShouldBe([new IPEndPoint(IPAddress.Parse("93.184.216.34"), 8443)]);
    }

    private static McpEgress Egress(IDialer dialer, bool allowLoopback) =>
        new(dialer, Options.Create(new McpOptions { AllowLoopback = allowLoopback }));

    private static McpServer Server(string url) => new() { Id = "crm", Url = new Uri(url) };

    private sealed class Resolver(params IPAddress[] addresses) : IDialer
    {
        public List<IPEndPoint> Dialled { get; } = [];

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
            Task.FromResult(addresses);

        public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
        {
            Dialled.Add(address);
            throw new IOException("Nothing is dialled in a test.");
        }
    }
}
