using Gateway.Brain.Agents;

namespace Gateway.Brain.Tests.Agents;

public sealed class SpelledClaimsTests
{
    [Theory]
    [InlineData("deux svp")]
    [InlineData("mets-en trois dsl")]
    [InlineData("two pls, its for me")]
    public void A_short_form_behind_a_spelled_figure_is_read(string text) =>
        Claims.In(text).ShouldNotContain(claim => claim.Kind == ClaimKind.Stock);
}
