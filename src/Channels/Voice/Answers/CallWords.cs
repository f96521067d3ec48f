using System.Globalization;

namespace Gateway.Channels.Voice.Answers;

/// <summary>
/// The few sentences that are said around a call by Twilio's own voice, and what operators read of it.
/// </summary>
internal sealed class CallWords
{
    private static readonly CallWords French = new()
    {
        Language = "fr-FR",
        NotInService = "Ce numéro n'est pas en service. Au revoir.",
        OwnNumber = "Cet appel ne peut pas aboutir. Au revoir.",
        TooOften = "Vous avez appelé de nombreuses fois en peu de temps. Merci de rappeler plus tard. Au revoir.",
        PutThrough = "Un instant, je vous passe un collègue.",
        Interrupted = "Excusez-moi, la liaison a été interrompue. Je vous passe un collègue.",
        NobodyThere = "Personne ne peut vous répondre pour le moment. Laissez un message après le signal, puis appuyez "
            + "sur dièse ou raccrochez\u00A0: nous vous rappellerons.",
        Closed = "Nous sommes fermés pour le moment. Laissez un message après le signal, puis appuyez sur dièse ou "
            + "raccrochez\u00A0: nous vous rappellerons.",
        Recorded = "Merci, votre message est enregistré. Au revoir.",
        NotRecorded = "Nous n'avons rien entendu. Au revoir.",
        ResumeAlone = "Je suis désolé, personne n'a pu prendre votre appel. Puis-je faire autre chose pour vous\u00A0?",
        ResumeLost = "Excusez-moi, la liaison a été coupée un instant. Vous disiez\u00A0?",
        Whisper = "Un appel vous est transmis. {0} Pour le prendre, appuyez sur 1.",
        WhisperAgain = "Pour prendre l'appel, appuyez sur 1.",
        Caller = "Appel de {0}.",
        HiddenCaller = "Appel d'un numéro masqué.",
        Said = "Il ou elle a dit\u00A0: {0}",
        NoteTransfer = "L'appel est transmis à un collègue ({0}). {1}",
        NoteTaken = "Un collègue a pris l'appel.",
        NoteNobody = "Personne n'a pris l'appel ({0})\u00A0: l'agent reprend la conversation.",
        NoteVoicemail = "Personne n'a pu prendre l'appel ({0})\u00A0: la personne peut laisser un message.",
        NoteLost = "La liaison avec l'appel a été perdue.",
        NoteResumed = "La liaison avec l'appel a été perdue puis rétablie\u00A0: la conversation reprend.",
        NoteOver = "L'appel n'a pas abouti\u00A0: {0}.",
        MachineMessage = "Bonjour, ici {0}. Nous avons essayé de vous joindre et nous vous rappellerons. Au revoir.",
        VoicemailText = "Message vocal",
        NoteTranscript = "Transcription du message vocal\u00A0: {0}",
        Reasons = new Dictionary<string, string>
        {
            ["busy"] = "occupé",
            ["no-answer"] = "sans réponse",
            ["failed"] = "échec",
            ["canceled"] = "annulé",
            ["machine"] = "un répondeur a décroché",
            ["closed"] = "fermé à cette heure",
            ["noPerson"] = "aucun numéro de collègue",
            ["not-taken"] = "appel non pris",
            ["asked"] = "demandé",
            ["key"] = "touche 0",
            ["handed-over"] = "transmis par l'agent",
            ["speech"] = "l'agent n'entend plus",
            ["lost"] = "liaison perdue",
        },
    };

    private static readonly CallWords English = new()
    {
        Language = "en-GB",
        NotInService = "This number is not in service. Goodbye.",
        OwnNumber = "This call cannot be put through. Goodbye.",
        TooOften = "You have called many times within a short while. Please call again later. Goodbye.",
        PutThrough = "One moment, I am putting you through to a colleague.",
        Interrupted = "I am sorry, the connection was interrupted. I am putting you through to a colleague.",
        NobodyThere = "Nobody can answer just now. Please leave a message after the tone, then press hash or hang up: "
            + "we will call you back.",
        Closed = "We are closed just now. Please leave a message after the tone, then press hash or hang up: we will "
            + "call you back.",
        Recorded = "Thank you, your message has been recorded. Goodbye.",
        NotRecorded = "We did not hear anything. Goodbye.",
        ResumeAlone = "I am sorry, nobody could take your call. Is there anything else I can do for you?",
        ResumeLost = "I am sorry, the line went dead for a moment. What were you saying?",
        Whisper = "A call for you. {0} To take it, press 1.",
        WhisperAgain = "To take the call, press 1.",
        Caller = "Call from {0}.",
        HiddenCaller = "Call from a hidden number.",
        Said = "They said: {0}",
        NoteTransfer = "The call is being put through to a colleague ({0}). {1}",
        NoteTaken = "A colleague has taken the call.",
        NoteNobody = "Nobody took the call ({0}): the agent goes on with the conversation.",
        NoteVoicemail = "Nobody could take the call ({0}): they may leave a message.",
        NoteLost = "The connection with the call was lost.",
        NoteResumed = "The connection with the call was lost and made again: the conversation goes on.",
        NoteOver = "The call did not come about: {0}.",
        MachineMessage = "Hello, this is {0}. We tried to reach you and will call again. Goodbye.",
        VoicemailText = "Voicemail",
        NoteTranscript = "Transcript of the voicemail: {0}",
        Reasons = new Dictionary<string, string>
        {
            ["busy"] = "busy",
            ["no-answer"] = "no answer",
            ["failed"] = "failed",
            ["canceled"] = "cancelled",
            ["machine"] = "an answering machine picked up",
            ["closed"] = "closed at this hour",
            ["noPerson"] = "no colleague's number",
            ["not-taken"] = "not taken",
            ["asked"] = "asked for",
            ["key"] = "key 0",
            ["handed-over"] = "handed over by the agent",
            ["speech"] = "the agent hears nothing any more",
            ["lost"] = "connection lost",
        },
    };

    /// <summary>What Twilio is told the sentences are in.</summary>
    public required string Language { get; init; }

    /// <summary>Nobody has the number that was called.</summary>
    public required string NotInService { get; init; }

    /// <summary>A line of ours calls another.</summary>
    public required string OwnNumber { get; init; }

    /// <summary>One number calls again and again.</summary>
    public required string TooOften { get; init; }

    /// <summary>Before a person is dialled.</summary>
    public required string PutThrough { get; init; }

    /// <summary>Before a person is dialled because we broke off.</summary>
    public required string Interrupted { get; init; }

    /// <summary>Before the tone, when nobody answers.</summary>
    public required string NobodyThere { get; init; }

    /// <summary>Before the tone, out of hours.</summary>
    public required string Closed { get; init; }

    /// <summary>After a message.</summary>
    public required string Recorded { get; init; }

    /// <summary>After silence instead of a message.</summary>
    public required string NotRecorded { get; init; }

    /// <summary>The agent's first words when nobody took the call.</summary>
    public required string ResumeAlone { get; init; }

    /// <summary>The agent's first words after a lost connection.</summary>
    public required string ResumeLost { get; init; }

    /// <summary>To who picks up a transferred call; {0}: what it is about.</summary>
    public required string Whisper { get; init; }

    /// <summary>The same again, shorter.</summary>
    public required string WhisperAgain { get; init; }

    /// <summary>{0}: the caller's number.</summary>
    public required string Caller { get; init; }

    /// <summary>In its place where the number is hidden.</summary>
    public required string HiddenCaller { get; init; }

    /// <summary>{0}: their last words.</summary>
    public required string Said { get; init; }

    /// <summary>In the transcript: {0} why, {1} what it is about.</summary>
    public required string NoteTransfer { get; init; }

    /// <summary>In the transcript.</summary>
    public required string NoteTaken { get; init; }

    /// <summary>In the transcript: {0} why.</summary>
    public required string NoteNobody { get; init; }

    /// <summary>In the transcript: {0} why.</summary>
    public required string NoteVoicemail { get; init; }

    /// <summary>In the transcript.</summary>
    public required string NoteLost { get; init; }

    /// <summary>In the transcript.</summary>
    public required string NoteResumed { get; init; }

    /// <summary>In the transcript: {0} why.</summary>
    public required string NoteOver { get; init; }

    /// <summary>To a machine that picks up a call of ours; {0}: the business.</summary>
    public required string MachineMessage { get; init; }

    /// <summary>What stands in the transcript for a message that was spoken.</summary>
    public required string VoicemailText { get; init; }

    /// <summary>In the transcript: {0} the words.</summary>
    public required string NoteTranscript { get; init; }

    private IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>The words of a language, <c>fr</c> or <c>en</c>.</summary>
    public static CallWords In(string? locale) => locale == "en" ? English : French;

    /// <summary>In the transcript: that a call of ours did not come about.</summary>
    public string NotBegun(string reason) =>
        string.Format(CultureInfo.InvariantCulture, NoteOver, Reason(reason));

    /// <summary>A reason in words; one that has none stays as it is.</summary>
    public string Reason(string reason) => Reasons.GetValueOrDefault(reason, reason);
}
