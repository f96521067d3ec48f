using System.Globalization;
using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Sessions;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// Which number the centre gets: the one it has, one of the account's that was asked for or that its channels name, one
/// that a run before has bought without learning of it, else one that can be bought for no more than the configuration
/// allows. The choice is written down before anything is bought.
/// </summary>
internal sealed class FindNumberStep(TwilioNumbers twilio) : IProvisioningStep
{
    /// <inheritdoc/>
    public string Name => "find-number";

    /// <inheritdoc/>
    public async Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        run.HasAccount
            ? await ChooseAsync(run, cancellationToken)
            // A sub-account that does not exist has no numbers, and sees the same offers as ours.
            : await PriceAsync(run, account: null, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        await ChooseAsync(run, cancellationToken);

    /// <summary>Another number, where the chosen one is not to be had any more.</summary>
    public async Task ChooseAnotherAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        var gone = run.Provision.ChosenNumber;
        run.Provision.ChosenNumber = null;
        run.Provision.ChosenNumber = await SearchAsync(run, gone, cancellationToken);
    }

    private async Task<string> ChooseAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        if (run.Provision is { TwilioNumber: { } kept, TwilioNumberSid: { } sid })
            return await CheckKeptAsync(run, kept, sid, cancellationToken);
        var bought = (await twilio.FindAsync(run.Account, run.NameThere, number: null, cancellationToken))
            .OrderBy(one => one.Sid, StringComparer.Ordinal).FirstOrDefault();
        if (bought is not null)
            return Take(run, bought, isBought: true, "which an earlier run has bought");
        if (run.Request.Number is { } asked)
            return await TakeOwnAsync(run, asked, cancellationToken);
        if (run.Workspace.Channels.FirstOrDefault(IsNumber)?.Line is { } linked)
            return await TakeOwnAsync(run, linked, cancellationToken);
        var price = await PriceAsync(run, run.Account, cancellationToken);
        run.Provision.ChosenNumber ??= await SearchAsync(run, besides: null, cancellationToken);
        return $"{run.Provision.ChosenNumber}, {price}";
    }

    private async Task<string> CheckKeptAsync(
        ProvisioningRun run, string number, string sid, CancellationToken cancellationToken)
    {
        var there = await twilio.FindAsync(run.Account, name: null, number, cancellationToken);
        return there.Any(one => one.Sid == sid)
            ? $"{number}, the centre's"
            : throw new ProvisioningFault(
                "number-gone",
                $"The account {run.Account.AccountSid} has {number} no more. Deactivate the centre with release, then activate it.");
    }

    private async Task<string> TakeOwnAsync(ProvisioningRun run, string number, CancellationToken cancellationToken)
    {
        var there = await twilio.FindAsync(run.Account, name: null, number, cancellationToken);
        return there is [var one, ..]
            ? Take(run, one, isBought: false, "which the account has")
            : throw new ProvisioningFault(
                "number-unknown", $"The account {run.Account.AccountSid} has no number {number}.");
    }

    private static string Take(ProvisioningRun run, TwilioOwnNumber number, bool isBought, string whose)
    {
        run.Provision.TwilioNumber = number.Number;
        run.Provision.TwilioNumberSid = number.Sid;
        run.Provision.NumberBought = isBought;
        run.Provision.ChosenNumber = null;
        return $"{number.Number}, {whose}";
    }

    private async Task<string> PriceAsync(
        ProvisioningRun run, TwilioAccount? account, CancellationToken cancellationToken)
    {
        var options = run.Options;
        if (options.MaxMonthly is not { } most)
            throw new ProvisioningFault(
                "max-monthly", "Provisioning:MaxMonthly must say how much a number may cost a month, such as 1.50.");
        if (account is null)
            return $"would look for a {options.NumberType} number of {options.Country} for at most {Say(most, options.Currency)} a month";
        var price = await twilio.PriceAsync(account, options.Country, options.PriceKind, cancellationToken)
            ?? throw new ProvisioningFault(
                "no-price", $"Twilio sells no {options.NumberType} numbers of {options.Country}.");
        (run.Provision.MonthlyPrice, run.Provision.PriceCurrency) = (price.Amount, price.Currency);
        if (price.Currency != options.Currency)
            throw new ProvisioningFault(
                "price-currency",
                $"Twilio's prices are in {price.Currency}; Provisioning:Currency says {options.Currency}.");
        return price.Amount <= most
            ? $"{Say(price.Amount, price.Currency)} a month"
            : throw new ProvisioningFault(
                "price",
                $"A {options.NumberType} number of {options.Country} costs {Say(price.Amount, price.Currency)} a month; Provisioning:MaxMonthly allows {Say(most, options.Currency)}.");
    }

    private async Task<string> SearchAsync(ProvisioningRun run, string? besides, CancellationToken cancellationToken)
    {
        var options = run.Options;
        var offers = await twilio.SearchAsync(
            run.Account,
            new TwilioSearch(
                options.Country, options.Kind, options.AreaCode, options.AddressSid is not null), cancellationToken);
        return offers.FirstOrDefault(offer => offer.Number != besides)?.Number ?? throw new ProvisioningFault(
            "no-number",
            $"Twilio has no {options.NumberType} number of {options.Country}{(options.AreaCode is { } area ? $" in {area}" : "")} that takes calls and messages{(options.AddressSid is null ? " and asks for no address (Provisioning:AddressSid, Provisioning:BundleSid)" : "")}.");
    }

    private static bool IsNumber(Sessions.Workspaces.WorkspaceChannel channel) =>
        channel is { Kind: ChannelKind.Sms or ChannelKind.Voice, Line: not null };

    private static string Say(decimal amount, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount:0.00##} {currency}");
}
