namespace Gateway.Brain.Inspection.Tools;

/// <summary>Sends codes to telephones.</summary>
public interface ICodeMessages
{
    /// <summary>Sees to it that a code is sent, once for each id.</summary>
    Task SendAsync(CodeMessage message);
}

/// <summary>A code on its way to a telephone.</summary>
/// <param name="Workspace">Id of the centre's workspace.</param>
/// <param name="Line">The centre's own number, E.164.</param>
/// <param name="Phone">The telephone, E.164.</param>
/// <param name="Locale">Language of the words, <c>fr</c> or <c>en</c>.</param>
/// <param name="Words">What is sent.</param>
/// <param name="Id">The same twice is one message.</param>
public sealed record CodeMessage(
    string Workspace, string Line, string Phone, string Locale, string Words, string Id);
