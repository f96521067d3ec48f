using Gateway.Brain.Memory;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Tests.Turns;

public sealed class ProposalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly Proposal _proposal = Proposal.Of("confirm_order", new { Pieces = 2 }, "abc", 3, Noon);

    [Fact]
    public void A_yes_in_a_later_turn_confirms() =>
        _proposal.Check(pressed: null, saidYes: true, turn: 4, Noon.AddMinutes(1)).ShouldBe(Confirmation.Confirmed);

    [Fact]
    public void The_button_of_this_read_back_confirms() =>
        _proposal.Check(pressed: "abc", saidYes: false, turn: 4, Noon.AddMinutes(1)).ShouldBe(Confirmation.Confirmed);

    [Fact]
    public void The_turn_that_read_it_back_cannot_confirm_it() =>
        _proposal.Check(pressed: "abc", saidYes: true, turn: 3, Noon).ShouldBe(Confirmation.NotConfirmed);

    [Fact]
    public void Other_words_do_not_confirm() =>
        _proposal.Check(pressed: null, saidYes: false, turn: 4, Noon).ShouldBe(Confirmation.NotConfirmed);

    [Fact]
    public void The_button_of_another_read_back_does_not_confirm_this_one() =>
        _proposal.Check("other", saidYes: true, turn: 4, Noon).ShouldBe(Confirmation.Changed);

    [Fact]
    public void What_waits_is_kept_as_it_was_read_back() =>
        BrainState.Read(new BrainState { Proposal = _proposal }.Write()).Proposal.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
            kept => kept.Arguments.GetProperty("pieces").GetInt32().ShouldBe(2),
            kept => kept.Digest.ShouldBe("abc"),
            kept => kept.Expires.ShouldBe(Noon + Proposal.Lifetime));

    [Fact]
    public void A_read_back_does_not_wait_for_ever() =>
        _proposal.Check(pressed: null, saidYes: true, turn: 4, Noon + Proposal.Lifetime + TimeSpan.FromSeconds(1))
            .ShouldBe(Confirmation.Expired);
}
