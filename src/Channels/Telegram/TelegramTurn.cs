using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Live;
using Telegram.Bot.Types;

namespace Gateway.Channels.Telegram;

/// <summary>
/// One turn on a contact's screen. Watching only notes what there is to show; showing is done by a task of its own, at
/// the chat's pace, and takes what is newest then.
/// </summary>
internal sealed class TelegramTurn(Turn turn, TelegramBot bot, TelegramAddress address, TelegramTurn.Means means)
    : ISessionWatcher, IDisposable
{
    /// <summary>An answer that is there at once is better sent whole.</summary>
    public static readonly TimeSpan FirstWordsAfter = TimeSpan.FromMilliseconds(700);

    /// <summary>How often the words on the screen grow; the chat's bucket has refilled by then.</summary>
    public static readonly TimeSpan GrowsEvery = TimeSpan.FromMilliseconds(1_200);

    /// <summary>Telegram shows "typing" for five seconds.</summary>
    public static readonly TimeSpan TypesEvery = TimeSpan.FromSeconds(4);

    private const int FewestCharacters = 12;
    private const int MostEntriesSince = 100;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _hasWords = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _text = "";
    private int _messageId;
    private bool _isHeld;
    private volatile bool _isVisible;

    /// <summary>What it shows with.</summary>
    public sealed record Means(
        TelegramMoves Moves, Previews Previews, SessionReader Sessions, OptOuts OptOuts, Pacing Pacing,
        TimeProvider Clock);

    public TurnId Id => turn.Id;

    /// <summary>True once its task has ended.</summary>
    public volatile bool IsOver;

    public void OnEvent(LiveEvent live)
    {
        switch (live)
        {
            case DeltaEvent { Delta: var delta } when delta.TurnId == turn.Id.ToString():
                lock (_gate)
                {
                    if (delta.Index <= _text.Length)
                        _text = string.Concat(_text.AsSpan(0, delta.Index), delta.Text);
                }

                _hasWords.TrySetResult();
                break;
            case EntryEvent { Entry.TurnId: { } id } when id == turn.Id.ToString():
                End();
                break;
        }
    }

    public void Dispose() => End();

    /// <summary>Shows the turn until it has ended; a call that is under way then is waited for.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // Not disposed: End may still be called, and without a timer there is nothing to free.
        using var stop = stopping.Register(End);
        await Task.WhenAll(TypeAsync(stopping), address.IsPrivate ? GrowAsync(stopping) : Task.CompletedTask);
    }

    // Whoever waits for it goes on elsewhere: this is called under the session's lock.
    private void End() => _ = _ended.CancelAsync();

    private Task WaitAsync(TimeSpan time) => Task.Delay(time, means.Clock, _ended.Token).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task TypeAsync(CancellationToken stopping)
    {
        while (!_ended.IsCancellationRequested && !_isVisible)
        {
            try
            {
                var place = await means.Moves.PlaceOf(bot.Id, address);
                if (await bot.Client.AskAsync(TelegramRequests.Typing(place), stopping) is TelegramAnswer<bool>.Refused)
                    return;
            }
            catch (SessionStoreUnavailableException)
            {
                // It is shown the next time.
            }

            await WaitAsync(TypesEvery);
        }
    }

    private async Task GrowAsync(CancellationToken stopping)
    {
        await Task.WhenAny(_hasWords.Task, WaitAsync(Timeout.InfiniteTimeSpan));
        await WaitAsync(FirstWordsAfter);
        var isKnown = turn.Attempt == 1;
        var shown = "";
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                if (!isKnown)
                    _messageId = TelegramPreview.Parse(await means.Previews.ReadAsync(turn.Id)).MessageId;
                isKnown = true;
                if (Newest() is { } wire && wire.Html != shown && await MayShowAsync())
                {
                    if (!await ShowAsync(wire, stopping))
                        return;
                    shown = wire.Html;
                    _isVisible = true;
                }
            }
            catch (SessionStoreUnavailableException)
            {
                // Every step can be made again: a message that is there is known by then, and one that is not was not
                // asked for.
            }

            await WaitAsync(GrowsEvery);
        }
    }

    private TelegramWire? Newest()
    {
        string text;
        lock (_gate)
            text = _text;
        if (TelegramRenderer.Preview(text) is not { Plain.Length: >= FewestCharacters } wire)
            return null;
        const string More = " …";
        return wire.Plain.Length + More.Length > TelegramRenderer.MaxText
            ? wire
            : wire with { Html = wire.Html + More, Plain = wire.Plain + More };
    }

    /// <summary>
    /// Leaves enough for the next delivery not to wait. Who has opted out is shown nothing before the outbox has let
    /// the whole of it through.
    /// </summary>
    private async Task<bool> MayShowAsync()
    {
        var session = turn.Session;
        if (await means.OptOuts.HasAsync(session.Workspace, session.Channel, session.Line!, session.Address))
            return false;
        return await means.Pacing.TakeSpareAsync(session, TelegramAdapter.PaceOf(address));
    }

    /// <summary>Puts words on the screen, in the order that <see cref="TelegramPreview"/> asks for.</summary>
    /// <returns>False when the turn's words are not to be shown any further.</returns>
    private async Task<bool> ShowAsync(TelegramWire wire, CancellationToken stopping)
    {
        await NoteAsync(new TelegramPreview(
            bot.Settings.NativeDrafts
                ? TelegramPreviewState.Drafting
                : _messageId == 0
                ? TelegramPreviewState.Sending
                : TelegramPreviewState.Editing, _messageId));
        var goesOn = !await IsCommittedAsync() && (bot.Settings.NativeDrafts
            ? await GoesOnAsync(await bot.Client.AskAsync(
                TelegramRequests.Draft(address, turn.Id.Number, wire), stopping))
            : await SendAsync(wire, stopping));
        await NoteAsync(
            new TelegramPreview(
                _isHeld ? TelegramPreviewState.Held
                : _messageId == 0 ? TelegramPreviewState.None : TelegramPreviewState.Shown, _messageId));
        return goesOn;
    }

    private async Task<bool> SendAsync(TelegramWire wire, CancellationToken stopping)
    {
        var answer = _messageId == 0
            ? await bot.Client.AskAsync(TelegramRequests.Text(address, wire), stopping)
            : await bot.Client.AskAsync(TelegramRequests.Edit(address, _messageId, wire), stopping);
        if (answer is TelegramAnswer<Message>.Done done)
            _messageId = done.Result.Id;
        return await GoesOnAsync(answer);
    }

    private async Task<bool> GoesOnAsync<T>(TelegramAnswer<T> answer)
    {
        // The answer itself has to wait as well, and may have been let through already.
        if (answer is TelegramAnswer<T>.Refused { RetryAfter: { } wait } && wait > TimeSpan.Zero)
        {
            await means.Pacing.HoldAsync(turn.Session, TelegramAdapter.PaceOf(address), wait);
            _isHeld = true;
        }

        return answer is TelegramAnswer<T>.Done
            || (answer is TelegramAnswer<T>.Refused { Code: 400 } same && same.Says("not modified"));
    }

    private Task NoteAsync(TelegramPreview preview) => means.Previews.WriteAsync(turn.Id, preview.ToString());

    private async Task<bool> IsCommittedAsync()
    {
        if (_ended.IsCancellationRequested)
            return true;
        var since = await means.Sessions.ReadAsync(turn.Id.Session, turn.Session.LastSeq, MostEntriesSince);
        return since is null || since.HasMore || since.Entries.Any(entry => entry.TurnId == turn.Id.ToString());
    }
}
