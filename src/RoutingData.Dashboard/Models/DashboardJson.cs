using System.Text.Json.Serialization;

namespace RoutingData.Dashboard.Models;

/// <summary>How the models are written, made by the compiler: no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceModel))]
[JsonSerializable(typeof(ServerModel))]
[JsonSerializable(typeof(SpanModel[]))]
[JsonSerializable(typeof(PastModel))]
[JsonSerializable(typeof(StatementModel))]
[JsonSerializable(typeof(CountsModel))]
[JsonSerializable(typeof(StoryModel))]
[JsonSerializable(typeof(RuleModel))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(ExplainAnswer))]
[JsonSerializable(typeof(ServerRequest))]
[JsonSerializable(typeof(ActionAnswer))]
internal sealed partial class DashboardJson : JsonSerializerContext;
