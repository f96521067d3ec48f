namespace Gateway.Channels.Voice.Calls;

/// <summary>What the call itself says, whoever speaks in it.</summary>
internal sealed record CallPhrases
{
    private static readonly CallPhrases French = new()
    {
        Fillers = ["Je regarde.", "Un instant.", "Voyons."],
        StillLooking = "Je cherche encore, un petit instant.",
        StillThere = "Vous êtes toujours là\u00a0?",
        StillThereAgain = "Je vous écoute, prenez votre temps.",
        Goodbye = "Je ne vous entends plus. Merci de votre appel, au revoir.",
        EndIsNear = "Il nous reste une minute.",
        EndIsReached = "Notre appel touche à sa fin. Merci, et au revoir.",
        Pardon = "Pardon, je ne vous ai pas bien entendu. Pouvez-vous répéter\u00a0?",
        PuttingThrough = "Je vous passe quelqu'un, ne quittez pas.",
        Sorry = "Je suis désolée, je n'y arrive pas pour le moment.",
        KeysOnly = "Je ne peux pas vous comprendre à la voix. Répondez avec les touches de votre téléphone, "
            + "ou tapez zéro pour parler à quelqu'un.",
        HearsNoMore = "Je ne vous entends plus. Continuez avec les touches de votre téléphone, "
            + "ou tapez zéro pour parler à quelqu'un.",
        Bye = "Au revoir.",
    };

    private static readonly CallPhrases English = new()
    {
        Fillers = ["Let me see.", "One moment.", "Let me check."],
        StillLooking = "I am still looking, just a moment.",
        StillThere = "Are you still there?",
        StillThereAgain = "I am listening, take your time.",
        Goodbye = "I cannot hear you any more. Thank you for calling, goodbye.",
        EndIsNear = "We have one minute left.",
        EndIsReached = "Our call is coming to its end. Thank you, and goodbye.",
        Pardon = "Sorry, I did not catch that. Could you say it again?",
        PuttingThrough = "I am putting you through to someone, please hold on.",
        Sorry = "I am sorry, I cannot manage that right now.",
        KeysOnly = "I cannot understand speech. Please answer with the keys of your telephone, "
            + "or press zero to speak to someone.",
        HearsNoMore = "I cannot hear you any more. Please go on with the keys of your telephone, "
            + "or press zero to speak to someone.",
        Bye = "Goodbye.",
    };

    /// <summary>Said while an answer is awaited; taken in turn.</summary>
    public required IReadOnlyList<string> Fillers { get; init; }

    /// <summary>Said when it takes longer.</summary>
    public required string StillLooking { get; init; }

    /// <summary>Asked after a silence.</summary>
    public required string StillThere { get; init; }

    /// <summary>Asked after another.</summary>
    public required string StillThereAgain { get; init; }

    /// <summary>Said when the silence does not end.</summary>
    public required string Goodbye { get; init; }

    /// <summary>Said a minute before the longest a call may last.</summary>
    public required string EndIsNear { get; init; }

    /// <summary>Said when it has lasted so long.</summary>
    public required string EndIsReached { get; init; }

    /// <summary>Said when they spoke and nothing was understood.</summary>
    public required string Pardon { get; init; }

    /// <summary>Said before a person is dialled.</summary>
    public required string PuttingThrough { get; init; }

    /// <summary>Said when no answer comes.</summary>
    public required string Sorry { get; init; }

    /// <summary>Said at the beginning where speech is not understood.</summary>
    public required string KeysOnly { get; init; }

    /// <summary>Said when it is not understood any more.</summary>
    public required string HearsNoMore { get; init; }

    /// <summary>Said when the conversation was ended and nothing else is left to say.</summary>
    public required string Bye { get; init; }

    /// <summary>Those of a language.</summary>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static CallPhrases Of(string locale) => locale == "en" ? English : French;
}
