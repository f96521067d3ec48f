using Gateway.Channels.Twilio;
using Gateway.Inspection.Provisioning.Runs;

namespace Gateway.Inspection.Provisioning.Steps;

/// <summary>
/// Buys the number that was chosen, once. What it is called at Twilio tells whose it is: who bought it and was killed
/// before learning of it finds it by that, and a number that was chosen stays chosen until Twilio says that it is not
/// to be had, so that even two attempts at once would come to one number.
/// </summary>
internal sealed class BuyNumberStep(TwilioNumbers twilio, FindNumberStep find) : IProvisioningStep
{
    private const int MostNumbers = 3;

    /// <inheritdoc/>
    public string Name => "buy-number";

    /// <inheritdoc/>
    public bool Applies(ProvisioningRun run) => run.Provision.TwilioNumber is null;

    /// <inheritdoc/>
    public Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        Task.FromResult($"would buy {run.Provision.ChosenNumber ?? "it"} in the name of {run.NameThere}");

    /// <inheritdoc/>
    public async Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            if (await FindAsync(run, cancellationToken) is { } earlier)
                return await TakeAsync(run, earlier, "found, bought before", cancellationToken);
            var chosen = run.Provision.ChosenNumber
                ?? throw new ProvisioningFault("no-number", "No number was chosen.");
            switch (await twilio.BuyAsync(run.Account, OrderOf(run, chosen), cancellationToken))
            {
                case TwilioPurchase.Bought { Number: var bought }:
                    return await TakeAsync(run, bought, "bought", cancellationToken);
                case TwilioPurchase.Refused { IsGone: true } when tried < MostNumbers:
                    await find.ChooseAnotherAsync(run, cancellationToken);
                    // Written down before it is bought, like the first.
                    await run.SaveAsync(cancellationToken);
                    break;
                case TwilioPurchase.Refused { Code: var code, Words: var words }:
                    throw new ProvisioningFault(code, words);
                default:
                    return await FindAsync(run, cancellationToken) is { } late
                        ? await TakeAsync(run, late, "bought; the answer was lost", cancellationToken)
                        : throw new ProvisioningFault(
                            "unknown",
                            $"Twilio's answer was lost, so {chosen} may have been bought. It is looked for by its name before anything is bought again.");
            }
        }
    }

    private async Task<TwilioOwnNumber?> FindAsync(ProvisioningRun run, CancellationToken cancellationToken) =>
        (await twilio.FindAsync(run.Account, run.NameThere, number: null, cancellationToken))
            .OrderBy(one => one.Sid, StringComparer.Ordinal).FirstOrDefault();

    private static async Task<string> TakeAsync(
        ProvisioningRun run, TwilioOwnNumber number, string how, CancellationToken cancellationToken)
    {
        run.Provision.TwilioNumber = number.Number;
        run.Provision.TwilioNumberSid = number.Sid;
        run.Provision.NumberBought = true;
        run.Provision.ChosenNumber = null;
        await run.SaveAsync(cancellationToken);
        return $"{number.Number}, {how}";
    }

    private static TwilioOrder OrderOf(ProvisioningRun run, string number) => new(number, run.NameThere)
    {
        AddressSid = run.Options.AddressSid,
        BundleSid = run.Options.BundleSid,
    };
}
