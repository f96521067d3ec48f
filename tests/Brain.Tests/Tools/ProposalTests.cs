using Gateway.Brain.Tools;

namespace Gateway.Brain.Tests.Tools;

public sealed class ProposalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly Proposal _proposal = new("confirm_order", "abc", Turn: 3, Noon);

    [Fact]
    public void A_yes_in_a_later_turn_confirms() =>
        _proposal.Check("abc", pressed: null, saidYes: true, turn: 4, Noon.AddMinutes(1)).ShouldBe(Confirmation.Confirmed);

    [Fact]
    public void The_button_of_this_read_back_confirms() =>
        _proposal.Check("abc", pressed: "abc", saidYes: false, turn: 4, Noon.AddMinutes(1)).ShouldBe(Confirmation.Confirmed);

    [Fact]
    public void The_turn_that_read_it_back_cannot_confirm_it() =>
        _proposal.Check("abc", pressed: "abc", saidYes: true, turn: 3, Noon).ShouldBe(Confirmation.NotConfirmed);

    [Fact]
    public void Other_words_do_not_confirm() =>
        _proposal.Check("abc", pressed: null, saidYes: false, turn: 4, Noon).ShouldBe(Confirmation.NotConfirmed);

    [Theory]
    [InlineData("other", null)]
    [InlineData("abc", "other")]
    public void What_changed_since_is_not_confirmed(string digest, string? pressed) =>
        _proposal.Check(digest, pressed, saidYes: true, turn: 4, Noon).ShouldBe(Confirmation.Changed);

    [Fact]
    public void A_read_back_does_not_wait_for_ever() =>
        _proposal.Check("abc", pressed: null, saidYes: true, turn: 4, Noon + Proposal.Lifetime + TimeSpan.FromSeconds(1)).ShouldBe(Confirmation.Expired);
}
