using System.Text.RegularExpressions;
using Gateway.Brain.Webhooks;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>Reads where a workspace wants to be told what happens.</summary>
internal static partial class WebhookReader
{
    private const int Most = 8;

    private static readonly string AnEvent = $"one of {string.Join(", ", WebhookEvents.All)}";

    /// <summary>The subscriptions that can be served; one that lacks its secret is left out and costs nothing
    /// else.</summary>
    /// <param name="file">The workspace.</param>
    /// <param name="note">Takes what is wrong with the file.</param>
    /// <param name="missing">Takes the secrets that are not configured.</param>
    /// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
    public static IReadOnlyList<WebhookSubscription> Read(
        FileObject file, Action<WorkspaceError> note, Action<WorkspaceError> missing, Func<string, string?> secret)
    {
        List<WebhookSubscription> subscriptions = [];
        HashSet<string> taken = [];
        var items = file.Items("webhooks").ToList();
        if (items.Count > Most)
            file.Refuse("webhooks", $"has {items.Count} elements, expected at most {Most}");
        foreach (var (path, json) in items)
        {
            var isWhole = true;
            var subscription = ReadOne(new FileObject(path, json, note, secret)
            {
                MissingSecret = error =>
                {
                    isWhole = false;
                    missing(error);
                },
            });
            if (!taken.Add(subscription.Id))
                note(new WorkspaceError($"{path}.id", "is used by another webhook of this file"));
            else if (isWhole)
                subscriptions.Add(subscription);
        }

        return subscriptions;
    }

    private static WebhookSubscription ReadOne(FileObject json)
    {
        var id = json.Text("id", text => Id().IsMatch(text), "1 to 20 lower-case letters and digits, a letter first");
        var url = json.Text("url", IsAddress, "an https address, or an http one on this machine");
        var subscription = new WebhookSubscription
        {
            Id = id,
            Url = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : new Uri("https://invalid.invalid"),
            Secret = WebhookSecret.Read(
                json.Secret("secret", text => WebhookSecret.Read(text) is not null, WebhookSecret.Form)),
            Events = json.Texts("events", WebhookEvents.All.Contains, AnEvent, 0, WebhookEvents.All.Count),
        };
        json.RefuseRest();
        return subscription;
    }

    private static bool IsAddress(string text) =>
        text.Length <= 2048 && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,19}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
