using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Turns;

/// <summary>How much of a turn is taken down, and that what is cut says so.</summary>
public sealed class TurnLedgerTests
{
    private readonly TurnLedger _ledger = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_call_of_thirty_thousand_letters_is_kept_whole()
    {
        Call("find", 30_000);

        var detail = Details().ShouldHaveSingleItem();
        detail.GetProperty("result").GetProperty("text").GetString()!.Length.ShouldBe(30_000);
        detail.TryGetProperty("cut", out _).ShouldBeFalse();
    }

    [Fact]
    public void What_is_longer_is_cut_and_known_by_its_arguments_still()
    {
        Call("find", 40_000);

        var detail = Details().ShouldHaveSingleItem();
        detail.GetProperty("arguments").GetProperty("query").GetString().ShouldBe("kettle");
        detail.GetProperty("cut").GetString()!.Length.ShouldBe(2_000);
        detail.TryGetProperty("result", out _).ShouldBeFalse();
        _ledger.Notes[0].Reason.ShouldBe("done");
    }

    [Fact]
    public void A_turn_keeps_no_more_than_a_quarter_of_a_million_letters_whole_and_sixty_four_steps()
    {
        for (var i = 0; i < 100; i++)
            Call("find", 30_000);

        var details = Details();
        details.Count.ShouldBe(64);
        details.Count(detail => detail.TryGetProperty("result", out _)).ShouldBe(8);
        details.Skip(8).ShouldAllBe(detail => detail.GetRawText().Length < 5_000);
    }

    [Fact]
    public void What_a_call_changed_is_kept_beside_its_result()
    {
        _ledger.Called("find", null, Result(1), 1, new TurnEffect
        {
            IsWithdrawn = true,
            Closing = "Shall I?",
            Status = SessionStatus.Waiting,
            Parts = [new LinkPart("Shop", "https://shop.example")],
        });

        var effect = Details().ShouldHaveSingleItem().GetProperty("effect");
        effect.GetProperty("isWithdrawn").GetBoolean().ShouldBeTrue();
        effect.GetProperty("status").GetString().ShouldBe("waiting");
        effect.GetProperty("parts")[0].GetProperty("kind").GetString().ShouldBe("link");
        effect.TryGetProperty("state", out _).ShouldBeFalse();
    }

    private void Call(string tool, int letters) => _ledger.Called(
        tool, new Dictionary<string, object?> { ["query"] = "kettle" }, Result(letters), elapsedMs: 1);

    private static JsonElement Result(int letters) =>
        JsonSerializer.SerializeToElement(new { text = new string('x', letters) });

    private List<JsonElement> Details() =>
        [.. _ledger.Notes.Select(note => JsonSerializer.Deserialize<JsonElement>(note.Detail!))];
}
