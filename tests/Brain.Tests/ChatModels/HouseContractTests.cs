using System.Text.Json;
using Gateway.Brain.House;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class HouseContractTests : ChatModelContract
{
    private const string Agent = "seller";

    private protected override Task<AskedModel> SayingAsync(params string[] words) =>
        OpenAsync(new FixedSkill(string.Concat(words), null));

    private protected override Task<AskedModel> CallingAsync(string query) =>
        OpenAsync(new FixedSkill("", query));

    private static Task<AskedModel> OpenAsync(FixedSkill skill) => Task.FromResult(new AskedModel(
        new HouseChatClient([skill], Options.Create(new HouseOptions { PaceMs = 0 }), TimeProvider.System),
        [
            new TurnFacts
            {
                Agent = Agent,
                Locale = "fr",
                Turn = "1",
                Channel = "web",
                Workspace = "Maison Corvelle",
                Currency = "EUR",
                State = JsonSerializer.SerializeToElement(new { }),
            }.ToMessage(),
            new ChatMessage(ChatRole.User, "Une lampe ?"),
        ],
        new ChatOptions { Tools = [Tool] }));

    /// <summary>A trade that has one answer.</summary>
    private sealed class FixedSkill(string words, string? query) : IHouseSkill
    {
        public string Agent => HouseContractTests.Agent;

        public string? Lexicon(string locale) => null;

        public void Prepare()
        {
        }

        public RequestSigns SignsIn(Utterance heard) => new();

        public async Task<AgentText> AnswerAsync(HouseTurn turn)
        {
            if (query is not null)
                await turn.CallAsync(ToolName, new { query });
            return AgentText.Trusted(words);
        }
    }
}
