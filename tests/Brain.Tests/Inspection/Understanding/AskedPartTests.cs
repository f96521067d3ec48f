using Gateway.Brain.House.Learning;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Tests.Inspection.Understanding;

public sealed class AskedPartTests
{
    [Theory]
    [InlineData("en", "My van is 2.8 m tall, does it fit? Do you take cheques? And how do I find you?", 3)]
    [InlineData("fr", "C'est combien pour une moto et vous prenez les chèques ?", 2)]
    [InlineData("fr", "Trois questions : ça dure combien de temps, est-ce que je peux attendre et vous prenez la carte ?", 3)]
    [InlineData("en", "How long does it take, and where are you exactly?", 2)]
    public void Each_question_is_asked_for_itself(string locale, string text, int count) =>
        AskedPart.In(InspectionReading.Of(text, new Situation("need", "none", locale))).Count.ShouldBe(count);
}
