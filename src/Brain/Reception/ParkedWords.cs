using Gateway.Sessions;

namespace Gateway.Brain.Reception;

/// <summary>
/// Says that an answer has to wait, in words that promise no more than what happens: it is tried again, and a person
/// sees it.
/// </summary>
internal sealed class ParkedWords : IParkedWords
{
    /// <inheritdoc/>
    public string Of(Session session) => session.Locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase)
        ? "Je suis désolée, je n’arrive pas à vous répondre pour le moment. Votre message est bien gardé : je réessaie, et l’équipe en est avertie."
        : "I’m sorry, I can’t answer you at the moment. Your message is kept: I keep trying, and the team has been told.";
}
