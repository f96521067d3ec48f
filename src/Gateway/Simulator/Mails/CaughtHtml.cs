namespace Gateway.Simulator.Mails;

/// <summary>The HTML of a caught mail, as the document of a frame.</summary>
internal static class CaughtHtml
{
    // What stands first holds for all that comes: nothing is fetched, nothing runs, nothing is sent.
    private const string Head =
        """
        <!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"><meta name="color-scheme" content="light"><base target="_blank">
        """;

    /// <summary>
    /// What the frame may do besides showing: open a link, in a window of its own. No script runs and no form is sent.
    /// </summary>
    public const string Sandbox = "allow-popups allow-popups-to-escape-sandbox";

    /// <summary>The document.</summary>
    public static string Frame(string html) => Head + html;
}
