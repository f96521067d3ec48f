using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Knowing;

/// <summary>
/// What a centre allows around a visit, as sentences: one for each way that its policies go together.
/// </summary>
internal static class PolicySentences
{
    /// <summary>When the vehicle may be left.</summary>
    public static string DropOff(CentrePolicies policies, string locale) =>
        (locale == "fr", policies.EarlyDropOff, policies.PreviousDayDropOff) switch
        {
            (true, true, true) => "Vous pouvez déposer le véhicule avant l’heure du rendez-vous, plus tôt dans la "
                + "journée ou la veille au soir.",
            (true, true, false) => "Vous pouvez déposer le véhicule plus tôt dans la journée du rendez-vous, mais pas "
                + "la veille.",
            (true, false, true) => "Vous pouvez déposer le véhicule la veille au soir\u00A0; le jour même, venez à "
                + "l’heure du rendez-vous.",
            (true, false, false) => "Le véhicule se dépose à l’heure du rendez-vous\u00A0: ni plus tôt dans la "
                + "journée, ni la veille.",
            (false, true, true) => "You may leave the vehicle before the appointment, earlier that day or the evening "
                + "before.",
            (false, true, false) => "You may leave the vehicle earlier on the day of the appointment, but not the "
                + "evening before.",
            (false, false, true) => "You may leave the vehicle the evening before; on the day itself, please come at "
                + "the time of the appointment.",
            _ => "The vehicle is to be brought at the time of the appointment: neither earlier that day nor the "
                + "evening before.",
        };

    /// <summary>When the vehicle may be fetched.</summary>
    public static string PickUp(CentrePolicies policies, string locale) =>
        (locale == "fr", policies.LatePickup, policies.NextDayPickup) switch
        {
            (true, true, true) => "Vous pouvez récupérer le véhicule après la fermeture, ou le lendemain.",
            (true, true, false) => "Vous pouvez récupérer le véhicule après la fermeture, mais le jour même.",
            (true, false, true) => "Le véhicule se récupère avant la fermeture, ou le lendemain.",
            (true, false, false) => "Le véhicule se récupère le jour même, avant la fermeture.",
            (false, true, true) => "You may fetch the vehicle after closing time, or the next day.",
            (false, true, false) => "You may fetch the vehicle after closing time, but on the same day.",
            (false, false, true) => "The vehicle is to be fetched before closing time, or the next day.",
            _ => "The vehicle is to be fetched on the same day, before closing time.",
        };

    /// <summary>Whether one may wait there.</summary>
    public static string Waiting(CentrePolicies policies, string locale) => (locale == "fr", policies.CanWait) switch
    {
        (true, true) => "Vous pouvez attendre sur place pendant le contrôle.",
        (true, false) => "Il n’est pas possible d’attendre sur place pendant le contrôle.",
        (false, true) => "You may wait there during the inspection.",
        _ => "It is not possible to wait there during the inspection.",
    };
}
