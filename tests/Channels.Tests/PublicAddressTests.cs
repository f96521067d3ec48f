using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://gw.example.test", "https://gw.example.test/a?b=%20")]
    [InlineData("https://gw.example.test/", "https://gw.example.test/a?b=%20")]
    [InlineData("https://GW.Example.test:443/Base", "https://GW.Example.test:443/Base/a?b=%20")]
    public void It_stands_as_it_was_typed_before_what_was_sent(string configured, string address) =>
        new PublicAddress(new Uri(configured)).Of(new DefaultHttpContext().Request, "/a?b=%20").ShouldBe(address);

    [Fact]
    public void Without_one_the_requests_own_counts()
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("https", new HostString("gw.example.test:8443"));

        new PublicAddress(null).Of(request, "/a").ShouldBe("https://gw.example.test:8443/a");
    }
}
