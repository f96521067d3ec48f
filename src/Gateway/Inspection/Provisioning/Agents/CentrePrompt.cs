using Gateway.Brain.Inspection.Centres;

namespace Gateway.Inspection.Provisioning.Agents;

/// <summary>Writes an agent's instructions from a centre's data.</summary>
/// <param name="centre">The centre.</param>
/// <param name="locale"><c>fr</c> or <c>en</c>.</param>
/// <param name="now">What time it is: the instructions name the day.</param>
internal delegate string CentrePrompt(Centre centre, string locale, DateTimeOffset now);
