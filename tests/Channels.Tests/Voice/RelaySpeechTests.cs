using System.Text.Json;
using Gateway.Channels.Voice.Relay;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class RelaySpeechTests
{
    private static readonly SessionId Session = SessionId.New(3, DateTimeOffset.UnixEpoch);
    private readonly List<(string Token, bool IsLast)> _sent = [];
    private readonly RelaySpeech _speech;

    public RelaySpeechTests() => _speech = new RelaySpeech(json =>
    {
        var message = JsonElement.Parse(json);
        message.GetProperty("type").GetString().ShouldBe("text");
        _sent.Add((message.GetProperty("token").GetString()!, message.GetProperty("last").GetBoolean()));
    });

    [Fact]
    public void Words_go_out_sentence_by_sentence_and_are_closed_once()
    {
        _speech.AddWords(Turn(1), 0, "Nous avons de la place", "fr", 0);
        _sent.ShouldBeEmpty();
        _speech.AddWords(Turn(1), 22, " demain. À quelle", "fr", 0);
        _sent.ShouldBe([("Nous avons de la place demain. ", false)]);

        _speech.Settle(Turn(1), "Nous avons de la place demain. À quelle heure\u00A0?", "", "fr", 0);

        _sent[1..].ShouldBe([("À quelle heure ? ", false), ("", true)]);
        _speech.Close();
        _sent.Count(one => one.IsLast).ShouldBe(1);
    }

    [Fact]
    public void A_filler_and_the_answer_after_it_are_one_stretch()
    {
        _speech.Say("Un instant. ", "fr", 0, isLast: false);
        _speech.Settle(Turn(1), "C'est fait.", "", "fr", 0);

        string.Concat(_sent.Select(one => one.Token)).Trim().ShouldBe("Un instant.C'est fait.");
        _sent.Count(one => one.IsLast).ShouldBe(1);
        _speech.Stop("Un instant. C'est").ShouldBe((Turn(1), "C'est"));
    }

    [Fact]
    public void A_turn_that_is_run_again_says_what_was_not_said_yet_and_is_closed_once()
    {
        _speech.AddWords(Turn(1), 0, "Une chose. Et", "fr", 0);
        _speech.AddWords(Turn(1), 0, "Une chose. Et l'autre.", "fr", 0);
        _speech.Settle(Turn(1), "Une chose. Et l'autre.", "", "fr", 0);

        string.Concat(_sent.Select(one => one.Token)).ShouldBe("Une chose. Et l'autre. ");
        _sent.Count(one => one.IsLast).ShouldBe(1);
    }

    [Fact]
    public void What_is_begun_and_not_ended_is_closed_when_another_turn_speaks()
    {
        _speech.AddWords(Turn(1), 0, "Une chose. Et", "fr", 0);
        _speech.AddWords(Turn(2), 0, "Autre chose. Et", "fr", 0);
        _speech.Settle(Turn(2), "Autre chose. Et voilà.", "", "fr", 0);

        _sent.Select(one => one.IsLast).ShouldBe([false, true, false, false, true]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Nous avons", "Nous avons")]
    [InlineData("Nous avons de la place demain.", "Nous avons de la place demain.")]
    [InlineData("nous avons  de la\nplace demain. À quelle", "Nous avons de la place demain. À quelle")]
    [InlineData("À quelle", "Nous avons de la place demain. À quelle")]
    [InlineData(
        "Nous avons de la place demain. À quelle heure ?", "Nous avons de la place demain. À quelle heure\u00A0?")]
    [InlineData("Nous avons tout autre chose", "Nous avons")]
    public void What_was_heard_is_found_in_the_answer(string heard, string expected)
    {
        _speech.Settle(Turn(1), "Nous avons de la place demain. À quelle heure\u00A0?", "", "fr", 0);

        var (turn, kept) = _speech.Stop(heard).ShouldNotBeNull();

        turn.ShouldBe(Turn(1));
        kept.Trim().ShouldBe(expected);
        _speech.Stop(heard).ShouldBeNull("it is told once");
        _sent.Count(one => one.IsLast).ShouldBe(1);
    }

    [Fact]
    public void Who_breaks_into_a_notice_cuts_no_answer()
    {
        _speech.Settle(Turn(1), "C'est fait.", "", "fr", 0);
        _speech.Say("Vous êtes toujours là\u00A0?", "fr", 0);

        _speech.Stop("Vous êtes").ShouldBeNull();
    }

    private static TurnId Turn(long number) => new(Session, number);
}
