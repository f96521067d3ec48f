namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>An answered question as it is looked through.</summary>
/// <param name="Heading">As the shop words the question.</param>
/// <param name="Ways">Other ways of asking it, from the owner; may be empty.</param>
/// <param name="Answer">Plain text.</param>
/// <param name="About">What it is about.</param>
internal sealed record AnswerSource(string Heading, IReadOnlyList<string> Ways, string Answer, AnswerAbout About);

/// <summary>An answer that was found.</summary>
/// <param name="Entry">Place of the entry, from 0.</param>
/// <param name="Score">0 to 1: how likely it answers.</param>
/// <param name="Passage">Of the answer what was asked for, word for word, with the conditions that belong to
/// it.</param>
/// <param name="NamesCountry">Whether the passage speaks of the country asked for by name; null when none was.</param>
internal sealed record RankedAnswer(int Entry, double Score, string Passage, bool? NamesCountry);
