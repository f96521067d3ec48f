using Gateway.Inspection.Calendars;
using Gateway.Testing;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Inspection.Calendars;

public sealed class CalendarClientTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private CalendarServer _server = null!;
    private CalendarClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await CalendarServer.StartAsync();
        _client = new CalendarClient(_server.Open(), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        _server.Serve = http =>
        {
            if (http.Request.Headers.IfNoneMatch != "\"a\"")
                return CalendarServer.WriteAsync(http, "BEGIN:VCALENDAR", "\"a\"");
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        };

        (await FetchAsync()).ShouldBe(new CalendarAnswer.Text("BEGIN:VCALENDAR", "\"a\"", null));
        (await FetchAsync("\"a\"")).ShouldBe(new CalendarAnswer.NotModified());
        (await FetchAsync("\"b\"")).ShouldBeOfType<CalendarAnswer.Text>();
    }

    [Fact]
    public async Task It_goes_where_it_is_sent_as_long_as_that_is_public_and_by_https()
    {
        _server.Serve = http =>
        {
            if (http.Request.Path == "/new.ics")
                return CalendarServer.WriteAsync(http, "x");
            http.Response.Redirect("https://new.public.example/new.ics");
            return Task.CompletedTask;
        };

        (await FetchAsync()).ShouldBe(new CalendarAnswer.Text("x", null, null));
        _server.Asked.ShouldBe(["calendars.public.example/a.ics", "new.public.example/new.ics"]);
    }

    [Theory]
    [InlineData("http://calendars.public.example/b.ics", "its address is none that may be asked")]
    [InlineData("https://user:word@calendars.public.example/b.ics", "its address is none that may be asked")]
    [InlineData("https://127.0.0.1/b.ics", "it cannot be reached")]
    [InlineData("https://[::1]/b.ics", "it cannot be reached")]
    [InlineData("https://[::ffff:127.0.0.1]/b.ics", "it cannot be reached")]
    [InlineData("https://169.254.169.254/latest/meta-data", "it cannot be reached")]
    [InlineData("https://inside.example/b.ics", "it cannot be reached")]
    [InlineData("https://calendars.public.example/a.ics", "it sends us on too often")]
    [InlineData("file:///etc/passwd", "its address is none that may be asked")]
    public async Task It_is_sent_nowhere_else(string location, string reason)
    {
        _server.Serve = http =>
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            http.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

        (await FetchAsync()).ShouldBeOfType<CalendarAnswer.Failed>().Reason.ShouldStartWith(reason);
        _server.Asked.ShouldAllBe(asked => asked == "calendars.public.example/a.ics");
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up_whether_it_has_begun_or_not()
    {
        foreach (var begins in new[] { false, true })
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _server.Serve = async http =>
            {
                if (begins)
                {
                    await http.Response.WriteAsync("BEGIN:VCALENDAR\r\n");
                    await http.Response.Body.FlushAsync();
                }

                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            };
            var fetching = FetchAsync();
            await asked.Task.WaitAsync(Cancellation);
            _clock.Advance(CalendarClient.Patience);

            (await fetching).ShouldBe(new CalendarAnswer.Failed("it takes too long"));
        }
    }

    [Fact]
    public async Task What_is_huge_packed_or_broken_off_is_no_calendar()
    {
        _server.Serve = http =>
        {
            http.Response.ContentLength = CalendarClient.MostBytes + 1;
            return http.Response.StartAsync();
        };
        (await FetchAsync()).ShouldBe(new CalendarAnswer.Failed("it is too large"));

        _server.Serve = async http =>
        {
            var some = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(some);
        };
        (await FetchAsync()).ShouldBe(new CalendarAnswer.Failed("it is too large"));

        _server.Serve = http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return CalendarServer.WriteAsync(http, "x");
        };
        (await FetchAsync()).ShouldBe(new CalendarAnswer.Failed("it is packed, though nobody asked for that"));

        _server.Serve = async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("BEGIN:VCALENDAR");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        (await FetchAsync()).ShouldBeOfType<CalendarAnswer.Failed>();
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status401Unauthorized)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status304NotModified)]
    [InlineData(StatusCodes.Status204NoContent)]
    public async Task An_answer_that_is_none_says_so(int status)
    {
        _server.Serve = http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        (await FetchAsync()).ShouldBe(new CalendarAnswer.Failed($"it answers {status}"));
    }

    private Task<CalendarAnswer> FetchAsync(string? tag = null) =>
        _client.FetchAsync(CalendarServer.Address, tag, null, Cancellation);
}
