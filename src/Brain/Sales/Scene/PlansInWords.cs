using System.Globalization;
using System.Text;
using Gateway.Brain.Sales.Settings;
using Gateway.Sessions;

namespace Gateway.Brain.Sales.Scene;

/// <summary>What is sold, as models are told of it: a line for each.</summary>
internal static class PlansInWords
{
    /// <summary>The plans with their prices.</summary>
    public static string Of(SalesSettings settings, string currency, string locale) => Lines(
        settings.Plans.Select(plan =>
        {
            var (price, has) = (new Money(plan.Price, currency).ToText(locale), string.Join(", ", plan.Features));
            return $"{plan.Id} ({plan.Name.In(locale)}): {price} a seat and month, {Seats(plan)} seats, has {has}";
        }));

    /// <summary>The features with their names.</summary>
    public static string FeaturesOf(SalesSettings settings, string locale) => Lines(settings.Features.Select(
        feature => feature.Comes is { } day
            ? string.Create(CultureInfo.InvariantCulture,
                $"{feature.Id}: {feature.Name.In(locale)} (comes on {day:yyyy-MM-dd})")
            : $"{feature.Id}: {feature.Name.In(locale)}"));

    private static string Seats(Plan plan) => plan.MostSeats is { } most
        ? string.Create(CultureInfo.InvariantCulture, $"{plan.LeastSeats} to {most}")
        : string.Create(CultureInfo.InvariantCulture, $"{plan.LeastSeats} or more");

    private static string Lines(IEnumerable<string> lines) =>
        new StringBuilder().AppendJoin('\n', lines.Select(line => $"- {line}")).ToString();
}
