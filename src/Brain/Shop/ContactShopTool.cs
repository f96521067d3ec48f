using System.ComponentModel;
using Gateway.Brain.Tools;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Shop;

/// <summary>Why a person is needed.</summary>
internal sealed record ContactArguments
{
    [Description("True when the contact asked for a person; false when the agent only does not know.")]
    public bool PersonWanted { get; init; }
}

/// <summary>How the people of the shop are reached.</summary>
/// <param name="Phone">As it is dialled, or null.</param>
/// <param name="Email">Address, or null.</param>
/// <param name="OpeningHours">In words, or null.</param>
internal sealed record ShopContact(string? Phone, string? Email, string? OpeningHours);

/// <summary>
/// Says how the people of the shop are reached; when the contact wants one, the operators see that the session waits.
/// </summary>
internal sealed class ContactShopTool() : Tool<ShopTurn, ContactArguments>(
    Name, "Tells how the people of the shop are reached: telephone, e-mail, opening hours.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "contact_shop";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        ShopTurn turn, ContactArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var workspace = turn.Context.Workspace;
        if (arguments.PersonWanted)
            turn.Status = SessionStatus.Waiting;
        if (workspace.Escalation?.Phone is { } phone)
            turn.Show(new LinkPart(ShopWording.Phone(phone), $"tel:{phone}"));
        if (workspace.Escalation?.Email is { } email)
            turn.Show(new LinkPart(email, $"mailto:{email}"));
        return Task.FromResult<object>(new ShopContact(
            workspace.Escalation?.Phone is { } number ? ShopWording.Phone(number) : null,
            workspace.Escalation?.Email,
            OpeningHoursWords.Line(workspace.OpeningHours, turn.Locale)));
    }
}
