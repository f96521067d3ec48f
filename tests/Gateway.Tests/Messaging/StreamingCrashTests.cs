using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Messaging;

/// <summary>
/// kill -9 of a gateway while an answer grows on a contact's screen. Whoever goes on, the contact ends with one
/// message: the whole answer.
/// </summary>
public sealed class StreamingCrashTests
{
    // Slow enough for words to be shown before the answer is whole.
    private static readonly (string Key, string Value) Slowly = ("House:PaceMs", "200");

    [Fact]
    public Task Killed_while_Telegram_had_a_draft() => KilledAtADraftAsync(FakeTelegramFault.HangAfter);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_before_Telegram_had_a_draft() => KilledAtADraftAsync(FakeTelegramFault.HangBefore);

    [Fact]
    public async Task Killed_between_two_changes_of_the_message()
    {
        await using var cluster = await MessagingCluster.StartAsync();
        var contact = MessagingCluster.NewContact();
        var (doomed, _) = await cluster.AddGatewayAsync(Slowly);

        await cluster.WriteAsync(ChannelKind.Telegram, contact, "Bonjour");
        await cluster.PreviewAsync(contact, note => int.TryParse(note, out _));
        await cluster.KillAsync(doomed);
        await cluster.AddGatewayAsync();

        await OneWholeAnswerAsync(cluster, contact);
    }

    [Fact]
    public Task Killed_while_Telegram_changed_the_message() => KilledAtAChangeAsync(FakeTelegramFault.HangAfter);

    [Fact]
    [Trait("Category", "Long")]
    public Task Killed_before_Telegram_changed_the_message() => KilledAtAChangeAsync(FakeTelegramFault.HangBefore);

    private static async Task KilledAtADraftAsync(FakeTelegramFault fault)
    {
        await using var cluster = await MessagingCluster.StartAsync(nativeDrafts: true);
        var contact = MessagingCluster.NewContact();
        var (doomed, _) = await cluster.AddGatewayAsync(Slowly);
        cluster.Telegram.Next("sendMessageDraft", fault);

        await cluster.WriteAsync(ChannelKind.Telegram, contact, "Bonjour");
        await cluster.Telegram.NextAttemptAsync("sendMessageDraft");
        await cluster.KillAsync(doomed);
        cluster.Telegram.Faults.Stop();
        await cluster.AddGatewayAsync();

        await OneWholeAnswerAsync(cluster, contact);
    }

    private static async Task KilledAtAChangeAsync(FakeTelegramFault fault)
    {
        await using var cluster = await MessagingCluster.StartAsync();
        var contact = MessagingCluster.NewContact();
        var (doomed, _) = await cluster.AddGatewayAsync(Slowly);
        cluster.Telegram.Next("editMessageText", fault);

        await cluster.WriteAsync(ChannelKind.Telegram, contact, "Bonjour");
        await cluster.Telegram.NextAttemptAsync("editMessageText");
        await cluster.KillAsync(doomed);
        cluster.Telegram.Faults.Stop();
        await cluster.AddGatewayAsync();

        await OneWholeAnswerAsync(cluster, contact);
    }

    private static async Task OneWholeAnswerAsync(MessagingCluster cluster, string contact)
    {
        var entries = await cluster.SettledAsync(ChannelKind.Telegram, contact, answers: 1);

        var answer = entries.Single(entry => entry.Role == EntryRole.Agent);
        answer.Receipt.ShouldBe(ReceiptState.Sent);
        cluster.SentTo(ChannelKind.Telegram, contact).ShouldHaveSingleItem().Text.ShouldBe(answer.Text);
        cluster.Violations.ShouldBeEmpty();
    }
}
