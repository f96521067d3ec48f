using System.Text.RegularExpressions;

namespace Gateway.Sessions.Workspaces;

/// <summary>A text <c>${NAME}</c>, which stands for a value of the configuration.</summary>
public static partial class SecretReference
{
    /// <summary>The name, if the text is a reference.</summary>
    public static bool TryRead(string text, out string name)
    {
        var match = Form().Match(text);
        name = match.Groups["name"].Value;
        return match.Success;
    }

    [GeneratedRegex(
        @"\A\$\{(?<name>[A-Za-z0-9_.:-]{1,200})\}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
