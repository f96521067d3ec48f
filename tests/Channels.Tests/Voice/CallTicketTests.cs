using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class CallTicketTests(RedisFixture redis)
{
    private static readonly SessionId Session = SessionId.New(7, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_ticket_is_good_once_on_any_node_and_for_its_call_alone()
    {
        await using var one = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        await using var other = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var ticket = Of(VoiceHost.NewSid());

        var word = await one.Get<ICallTickets>().IssueAsync(ticket, CancellationToken.None);
        var stolen = await one.Get<ICallTickets>().IssueAsync(ticket, CancellationToken.None);

        word.Length.ShouldBeGreaterThanOrEqualTo(22);
        (await other.Get<ICallTickets>().TakeAsync(word, ticket.CallSid, CancellationToken.None)).ShouldBe(ticket);
        (await one.Get<ICallTickets>().TakeAsync(word, ticket.CallSid, CancellationToken.None)).ShouldBeNull();
        (await other.Get<ICallTickets>().TakeAsync(stolen, VoiceHost.NewSid(), CancellationToken.None)).ShouldBeNull();
        (await one.Get<ICallTickets>().TakeAsync(stolen, ticket.CallSid, CancellationToken.None)).ShouldBeNull();
        foreach (var nonsense in (string[])["", "x", new string('a', 5_000), "a\nb:*"])
            (await one.Get<ICallTickets>().TakeAsync(nonsense, ticket.CallSid, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_reads_redis_holds_no_ticket_and_an_old_one_is_gone()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var word = await host.Get<ICallTickets>().IssueAsync(Of(VoiceHost.NewSid()), CancellationToken.None);
        var database = host.Get<IConnectionMultiplexer>().GetDatabase();
        var key = VoiceKeys.Ticket(word);

        key.ToString().ShouldNotContain(word);
        ((string?)await database.StringGetAsync(key)).ShouldNotBeNull().ShouldNotContain(word);
        (await database.KeyTimeToLiveAsync(key)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_first_word_of_how_a_part_ended_counts_and_a_lost_socket_less_than_a_goodbye()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var (book, sid) = (host.Get<CallBook>(), VoiceHost.NewSid());
        await OpenAsync(book, sid);

        (await book.FindEndingAsync(sid, CancellationToken.None)).ShouldBeNull();
        await book.EndAsync(sid, CallEnding.Lost("socket"), CancellationToken.None);
        (await book.FindEndingAsync(sid, CancellationToken.None)).ShouldBe(CallEnding.Lost("socket"));
        await book.EndAsync(sid, CallEnding.Transfer("asked"), CancellationToken.None);
        await book.EndAsync(sid, CallEnding.HangUp, CancellationToken.None);
        (await book.FindEndingAsync(sid, CancellationToken.None)).ShouldBe(CallEnding.Transfer("asked"));

        await book.NextLegAsync(sid, 1, CancellationToken.None);
        await book.NextLegAsync(sid, 1, CancellationToken.None);
        (await book.FindEndingAsync(sid, CancellationToken.None)).ShouldBeNull();
        await book.EndAsync(sid, CallEnding.HangUp, CancellationToken.None);
        var call = (await book.FindAsync(sid, CancellationToken.None)).ShouldNotBeNull();
        call.Leg.ShouldBe(2);
        (call.EndingOf(1), call.EndingOf(2)).ShouldBe((CallEnding.Transfer("asked"), CallEnding.HangUp));
    }

    [Fact]
    public async Task A_call_that_was_never_answered_here_is_not_in_the_book()
    {
        await using var host = await VoiceHost.StartAsync(redis.Server.ConnectionString);
        var book = host.Get<CallBook>();

        await book.EndAsync(VoiceHost.NewSid(), CallEnding.HangUp, CancellationToken.None);

        (await book.FindAsync(VoiceHost.NewSid(), CancellationToken.None)).ShouldBeNull();
        (await book.FindAsync("*", CancellationToken.None)).ShouldBeNull();
    }

    private static Task OpenAsync(CallBook book, string sid) => book.OpenAsync(
        sid, new CallOwner("centre", VoiceHost.Line, "+33600000001", "fr", Session, CallDirection.Inbound),
        CancellationToken.None);

    private static CallTicket Of(string sid) => new(sid, "centre", VoiceHost.Line, "+33600000001", "fr")
    {
        Session = Session,
        Resume = "Puis-je vous aider\u00A0?",
    };
}
