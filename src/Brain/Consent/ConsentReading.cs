using Gateway.Brain.House.Reading;
using Gateway.Brain.Memory;
using Gateway.Brain.Reception;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Consent;

/// <summary>Someone's word about consent, to be written down.</summary>
/// <param name="Message">The message that is that word.</param>
/// <param name="Keyword">Stop or Start.</param>
internal sealed record ConsentWord(Entry Message, ConsentKeyword Keyword);

/// <summary>
/// What a turn's messages say about consent, and which of them are left to be answered: what stands before a stop is
/// not, what comes after it is.
/// </summary>
internal sealed class ConsentReading
{
    private const int MostWordsOfAnswer = 4;

    private static readonly string[] Locales = ["fr", "en"];

    private readonly Turn _turn;
    private readonly ChannelTraits _channel;
    private readonly Lazy<SolutionTurn> _scene;
    private readonly List<ConsentWord> _words = [];
    private readonly List<Entry> _rest = [];

    private ConsentReading(Turn turn, ChannelTraits channel, BrainState state, Lazy<SolutionTurn> scene)
    {
        _turn = turn;
        _channel = channel;
        _scene = scene;
        State = state;
    }

    /// <summary>What is to be written down, in the order it was said.</summary>
    public IReadOnlyList<ConsentWord> Words => _words;

    /// <summary>The messages that are left to be answered.</summary>
    public IReadOnlyList<Entry> Rest => _rest;

    /// <summary>
    /// What is to be confirmed, or null: nothing was said, it was so already, or the provider has confirmed it.
    /// </summary>
    public ConsentKeyword? Confirmed { get; private set; }

    /// <summary>Whether the contact asks who writes and how to stop it.</summary>
    public bool WantsHelp { get; private set; }

    /// <summary>What a word may mean besides all messages, which is to be asked; null for nothing.</summary>
    public Cancellable? Cancellable { get; private set; }

    /// <summary>Whether that is to be asked.</summary>
    public bool IsAmbiguous => Cancellable is not null;

    /// <summary>Whether it is unclear if all messages are unwanted, and is to be asked.</summary>
    public bool IsUnclear { get; private set; }

    /// <summary>Whether the contact, asked so, goes on as before.</summary>
    public bool GoesOn { get; private set; }

    /// <summary>The brain's state after these messages.</summary>
    public BrainState State { get; private set; }

    /// <summary>Reads a turn.</summary>
    /// <param name="turn">The turn, its choices resolved.</param>
    /// <param name="channel">The session's channel.</param>
    /// <param name="state">What the brain kept.</param>
    /// <param name="scene">The solution's side, looked at only when a word may be meant for it.</param>
    public static ConsentReading Of(Turn turn, ChannelTraits channel, BrainState state, Lazy<SolutionTurn> scene)
    {
        var reading = new ConsentReading(turn, channel, state, scene);
        foreach (var message in turn.Messages)
            reading.Take(message);
        return reading;
    }

    private void Take(Entry message)
    {
        switch (KeywordOf(message))
        {
            case ConsentKeyword.Stop:
                Stop(message);
                break;
            case ConsentKeyword.Start:
                _words.Add(new ConsentWord(message, ConsentKeyword.Start));
                Confirmed = IsAnswered(message) ? null : ConsentKeyword.Start;
                State = State with { OptedOut = false };
                break;
            case ConsentKeyword.Help:
                WantsHelp = !IsAnswered(message);
                break;
            default:
                if (!IsAskedAbout(message))
                    Leave(message);
                break;
        }
    }

    private void Leave(Entry message)
    {
        _rest.Add(message);
        if (!IsAmbiguous)
            State = State with { AskedWhatToStop = false };
        if (!IsUnclear)
            State = State with { AskedNoMore = false };
    }

    private void Stop(Entry message)
    {
        _words.Add(new ConsentWord(message, ConsentKeyword.Stop));
        var isNews = !State.OptedOut && !IsAnswered(message)
            && !ConsentKeywords.IsConfirmedByTwilio(message.Text, _channel.Hearing);
        Confirmed = isNews ? ConsentKeyword.Stop : Confirmed == ConsentKeyword.Stop ? Confirmed : null;
        WantsHelp = false;
        Cancellable = null;
        IsUnclear = false;
        GoesOn = false;
        _rest.Clear();
        State = State with { OptedOut = true, AskedWhatToStop = false, AskedNoMore = false };
    }

    private ConsentKeyword? KeywordOf(Entry message)
    {
        if (!_channel.IsDelivered)
            return null;
        if (message.Content?.Keyword is { } keyword)
            return keyword;
        if (message.Content?.Payload == ConsentReply.StopPayload
            || (State.AskedWhatToStop && ConsentReply.IsStopMessages(message.Text)))
            return ConsentKeyword.Stop;
        if (MayMeanLess(message))
            return ReadAmbiguous();
        if (State.OptedOut && MayMeanStart(message))
            return ConsentKeyword.Start;
        if (MayMeanStop(message))
            return ReadUnclear();
        return State.AskedNoMore && !IsUnclear && Answers(message, Intents.Yes, Intents.No)
            ? ConsentKeyword.Stop
            : null;
    }

    // One question is enough: who says it again means it, and who has stopped already is not asked.
    private ConsentKeyword? ReadUnclear()
    {
        if (State.AskedNoMore || State.OptedOut)
            return IsUnclear ? null : ConsentKeyword.Stop;
        IsUnclear = true;
        State = State with { AskedNoMore = true };
        return null;
    }

    // What was asked about, or says no to having been asked, is not answered by anyone else.
    private bool IsAskedAbout(Entry message)
    {
        if (IsUnclear && MayMeanStop(message))
            return true;
        if (IsAmbiguous && MayMeanLess(message))
            return true;
        if (!IsUnclear && State.AskedNoMore
            && (message.Content?.Payload == ConsentReply.GoOnPayload || Answers(message, Intents.No, Intents.Yes)))
        {
            GoesOn = true;
            State = State with { AskedNoMore = false };
            return true;
        }

        return false;
    }

    // A person who has taken over reads for themselves what is unclear.
    private bool MayMeanStop(Entry message) =>
        message.Content?.Payload is null && _turn.Session.Status != SessionStatus.HandedOver
        && ConsentKeywords.FindUnclear(message.Text, _channel.Hearing) == ConsentKeyword.Stop;

    // A short answer: "yes", "oui merci", "no, go on".
    private static bool Answers(Entry message, string meant, string not)
    {
        if (message.Content?.Payload is not null || Word.In(message.Text).Count > MostWordsOfAnswer)
            return false;
        return Locales.Any(
            locale => Utterance.Read(message.Text, locale, Lexicon.Load($"House.{locale}.lexicon")) is var heard
            && heard.Is(meant) && !heard.Is(not));
    }

    // Who says it again after having been asked means it.
    private ConsentKeyword? ReadAmbiguous()
    {
        if (IsAmbiguous)
            return null;
        if (State.AskedWhatToStop || _scene.Value.Cancellable is not { } cancellable)
            return ConsentKeyword.Stop;
        Cancellable = cancellable;
        State = State with { AskedWhatToStop = true };
        return null;
    }

    private bool MayMeanLess(Entry message) =>
        message.Content?.Payload is null && ConsentKeywords.IsAmbiguous(message.Text, _channel.Hearing);

    // Yes answers a question first of all; a bot's /start is all that Telegram offers to someone who has come back.
    private bool MayMeanStart(Entry message)
    {
        if (message.Content?.Payload is not null)
            return false;
        if (_channel.HasCommands && message.Text.AsSpan().Trim().Equals("/start", StringComparison.OrdinalIgnoreCase))
            return true;
        if (ConsentKeywords.FindUnclear(message.Text, _channel.Hearing) == ConsentKeyword.Start)
            return true;
        return Word.In(message.Text) is [{ Text: "yes" or "oui" }]
            && !OfferedChoices.Before(message, _turn).IsQuestion && !_scene.Value.IsAsking;
    }

    private static bool IsAnswered(Entry message) => message.Content?.IsKeywordAnswered == true;
}
