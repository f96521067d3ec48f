using System.Globalization;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Tools;
using Gateway.Brain.Sales.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Lets who does not buy now go kindly, and asks whether they may be written to later.</summary>
internal static class NurtureDialogue
{
    private const int DaysOfMonth = 30;

    /// <summary>Answers.</summary>
    public static async Task<AgentText> AnswerAsync(SalesRequest request)
    {
        var reading = request.Reading;
        bool? mayWrite =
            Parting.IsForGood(reading.Text) || reading.Does("stop") || reading.Does("cancel") ? false
            : Parting.AsksToBeWritten(reading.Text) ? true
            : request.Sales.Asked is not [Ask.MayWrite] ? null
            : request.Says(Intents.No) || reading.Does("no") ? false
            : request.Says(Intents.Yes) || reading.Does("yes") || reading.Does("later") ? true
            : null;
        var noted = await request.CallAsync<FollowUpNoted>(
            SalesToolNames.FollowUpLater, new { days = DaysIn(reading.Span("date")), mayWrite });
        return noted switch
        {
            null => request.Say("unavailable"),
            { MayWrite: true } => request.Say("writeLater"),
            { MayWrite: false } => request.Say("leaveAlone"),
            _ => request.Say("mayWrite"),
        };
    }

    private static int? DaysIn(string? words)
    {
        if (words is null || !int.TryParse(
            new string([.. words.Where(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number))
            return null;
        var unit = Word.In(words).Select(word => word.Text).ToList();
        return unit.Exists(word => word is "mois" or "month" or "months") ? number * DaysOfMonth
            : unit.Exists(word => word is "semaine" or "semaines" or "week" or "weeks") ? number * 7
            : unit.Exists(word => word is "jour" or "jours" or "day" or "days") ? number
            : null;
    }
}
