using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class HistoryTrimmerTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("lampe", 200));

    [Fact]
    public void What_fits_stays_as_it_is()
    {
        ChatMessage[] messages = [System("Rules."), User("a"), Agent("b"), User("c")];

        HistoryTrimmer.Trim(messages, 1_000).ShouldBe(messages);
    }

    [Fact]
    public void The_oldest_turns_go_first_and_what_the_system_says_stays()
    {
        ChatMessage[] messages =
            [System("Rules."), System("Summary."), User(Long), Agent("b"), User("c"), Agent("d"), User("e")];

        HistoryTrimmer.Trim(messages, 60).Select(message => message.Text)
            .ShouldBe(["Rules.", "Summary.", "c", "d", "e"]);
    }

    [Fact]
    public void The_running_summary_stays_and_what_only_reads_like_it_does_not()
    {
        var summary = new RunningSummary("They want a lamp.", 6).ToMessage()!;
        var alike = User(RunningSummary.Label + Long);
        ChatMessage[] messages =
            [System("Rules."), summary, alike, Agent("b"), User("c"), Agent("d"), User("e")];

        HistoryTrimmer.Trim(messages, 90).Select(message => message.Text)
            .ShouldBe(["Rules.", summary.Text, "c", "d", "e"]);
    }

    [Fact]
    public void No_turn_is_left_without_its_beginning()
    {
        ChatMessage[] messages = [User("a"), Agent(Long), User("c"), Agent("d"), User("e")];

        HistoryTrimmer.Trim(messages, 40).Select(message => message.Text).ShouldBe(["c", "d", "e"]);
    }

    [Fact]
    public void No_result_is_left_without_its_call()
    {
        var call = new FunctionCallContent("c1", "look_up", new Dictionary<string, object?> { ["query"] = "lampe" });
        ChatMessage[] messages =
        [
            User("before"), Agent(Long), User("Une lampe ?"), new(ChatRole.Assistant, [call]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "found")]),
        ];

        var kept = HistoryTrimmer.Trim(messages, 60);

        kept.ShouldBe(messages[2..]);
    }

    [Fact]
    public void A_message_that_is_too_long_by_itself_is_cut_and_the_short_one_beside_it_is_not()
    {
        ChatMessage[] messages = [System("Rules."), User("(sent a picture)"), User(Long)];

        var kept = HistoryTrimmer.Trim(messages, 100);

        kept.Select(message => message.Text[..Math.Min(6, message.Text.Length)])
            .ShouldBe(["Rules.", "(sent ", "lampe "]);
        kept[1].Text.ShouldBe("(sent a picture)");
        kept[2].Text.ShouldEndWith("[…]");
        TokenCounter.Count(kept).ShouldBeLessThanOrEqualTo(100);
        messages[2].Text.ShouldBe(Long);
    }

    [Fact]
    public void What_a_tool_found_is_cut_and_still_answers_its_call()
    {
        var call = new FunctionCallContent("c1", "look_up");
        ChatMessage[] messages =
        [
            User("Une lampe ?"), new(ChatRole.Assistant, [call]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", new { found = Long })]),
        ];

        var kept = HistoryTrimmer.Trim(messages, 80);

        kept[2].Contents.OfType<FunctionResultContent>().Single().CallId.ShouldBe("c1");
        TokenCounter.Count(kept).ShouldBeLessThanOrEqualTo(80);
    }

    [Fact]
    public void A_hundred_thousand_tokens_become_what_there_is_room_for()
    {
        ChatMessage[] messages = [System("Rules."), User(string.Join(' ', Enumerable.Repeat(Long, 500)))];

        var kept = HistoryTrimmer.Trim(messages, 4_000);

        TokenCounter.Count(kept).ShouldBeInRange(3_900, 4_000);
    }

    private static ChatMessage System(string text) => new(ChatRole.System, text);

    private static ChatMessage User(string text) => new(ChatRole.User, text);

    private static ChatMessage Agent(string text) => new(ChatRole.Assistant, text);
}
