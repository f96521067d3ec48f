using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Inspection.Notices;

public sealed class AppointmentLinksTests(RecordsServer server) : IAsyncLifetime
{
    private NoticeWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = new NoticeWorld(await server.CreateAsync());

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_link_is_for_one_appointment_one_telephone_one_purpose_and_until_it_begins()
    {
        var booked = await _world.BookAsync(Planned.At(new DateOnly(2026, 12, 3), 9, 20));

        var address = (await _world.Links.ToAsync(booked)).ShouldNotBeNull().AbsoluteUri;
        var link = AppointmentLink.Read(address.Split("/r/")[1]).ShouldNotBeNull();

        address.Length.ShouldBeLessThan(80);
        (link.Kind, link.Id, link.ExpiresAt).ShouldBe((LinkKind.Appointment, booked.Id, booked.SlotDatetime));
        (await _world.Links.IsGenuineAsync(link, "+33612345678")).ShouldBeTrue();
        (await _world.Links.IsGenuineAsync(link, "+33612345679")).ShouldBeFalse();
        (await _world.Links.IsGenuineAsync(link, null)).ShouldBeFalse();
        (await _world.Links.IsGenuineAsync(link with { Id = Guid.NewGuid() }, "+33612345678")).ShouldBeFalse();
        (await _world.Links.IsGenuineAsync(link with { Kind = LinkKind.Rating }, "+33612345678")).ShouldBeFalse();
        (await _world.Links.IsGenuineAsync(
            link with { ExpiresAt = link.ExpiresAt.AddMinutes(1) }, "+33612345678")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("é")]
    [InlineData("../../etc/passwd")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("000000000000000000000000000000000000000000001")]
    public void What_is_no_link_is_not_read(string token) => AppointmentLink.Read(token).ShouldBeNull();

    [Fact]
    public async Task Without_an_address_of_our_own_there_are_no_links_and_words_do_without()
    {
        await using var world = new NoticeWorld(await server.CreateAsync(), address: null);
        var booked = await world.BookAsync(Planned.At(new DateOnly(2026, 12, 3), 9, 20));

        (await world.Links.ToAsync(booked)).ShouldBeNull();
        var notice = (await world.AllAsync())[0];
        (await world.Writer.WriteAsync(NoticeWorld.Centre, notice, TestContext.Current.CancellationToken)).Message
            .ShouldNotBeNull().Words.ShouldEndWith("(AB-123-CD).");
    }
}
