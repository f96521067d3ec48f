using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// The account that pays: the installation's own or, where the configuration says so, one of the centre's below it. A
/// sub-account is looked for by its name before one is opened.
/// </summary>
internal sealed class AccountStep(TwilioAccounts accounts, TwilioNumbers twilio, CentreAccounts seals)
    : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "account";

    /// <inheritdoc/>
    public async Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var ours = Ours();
        if (TryUseKept(run, ours) || !run.Options.SubAccounts)
            return Use(run, ours);
        if (await twilio.FindSubAccountAsync(ours, run.NameThere, cancellationToken) is not { } found)
            return $"would open a sub-account of {ours.AccountSid}, named {run.NameThere}";
        run.Account = ours with
        {
            AccountSid = found.Sid,
            AuthToken = found.AuthToken,
            NextAuthToken = null,
            ApiKeySid = null,
            ApiKeySecret = null,
        };
        return $"would use the sub-account {found.Sid}, which an earlier run has opened";
    }

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var ours = Ours();
        if (TryUseKept(run, ours) || !run.Options.SubAccounts)
            return Use(run, ours);
        var found = await twilio.FindSubAccountAsync(ours, run.NameThere, cancellationToken);
        var account = found ?? await twilio.OpenSubAccountAsync(ours, run.NameThere, cancellationToken);
        run.Provision.TwilioAccountSid = account.Sid;
        run.Provision.TwilioTokenSealed = seals.Seal(account.AuthToken);
        await run.SaveAsync(cancellationToken);
        await seals.ReadAsync(cancellationToken);
        TryUseKept(run, ours);
        return found is null
            ? $"opened the sub-account {account.Sid}"
            : $"found the sub-account {account.Sid}, which an earlier run has opened";
    }

    private TwilioAccount Ours() => accounts.TryFind(name: null, out var account, out var problem)
        ? account
        : throw new ProvisioningFault("twilio-account", $"{problem}.");

    private bool TryUseKept(ProvisioningRun run, TwilioAccount ours)
    {
        if (run.Provision is not { TwilioAccountSid: { } sid, TwilioTokenSealed: { } sealedToken })
            return false;
        var token = seals.Open(sealedToken) ?? throw new ProvisioningFault(
            "sealed", "The sub-account's token was sealed under data-protection keys that are gone.");
        run.Account = ours with
        {
            AccountSid = sid,
            AuthToken = token,
            NextAuthToken = null,
            ApiKeySid = null,
            ApiKeySecret = null,
        };
        return true;
    }

    private static string Use(ProvisioningRun run, TwilioAccount ours)
    {
        if (run.Provision.TwilioAccountSid is { } sid)
            return $"the sub-account {sid}";
        run.Account = ours;
        return $"the account {ours.AccountSid}";
    }
}
