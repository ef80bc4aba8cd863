using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace RoutingData.Tests.Documentation;

/// <summary>The schema by which editors complete and check the section of appsettings.json.</summary>
public sealed class ConfigurationSchemaTests
{
    [Fact]
    public void It_says_what_the_options_and_their_page_say()
    {
        var expected = ConfigurationSchema.Make();
        if (Environment.GetEnvironmentVariable("ROUTINGDATA_WRITE_DOCS") == "1") File.WriteAllText(ConfigurationSchema.Path, expected);

        Assert.Equal(expected, File.ReadAllText(ConfigurationSchema.Path));
    }

    [Fact]
    public void The_example_of_the_settings_page_is_valid() => Assert.True(IsValid(new Document("settings.md").Code("json")[0]));

    [Theory]
    [InlineData("""{ "RoutingData": { "ConnectionStrin": "" } }""", false)]
    [InlineData("""{ "RoutingData": { "Servers": [ { "Port": 70000 } ] } }""", false)]
    [InlineData("""{ "RoutingData": { "Servers": [ { "Port": "3306" } ] } }""", false)]
    [InlineData("""{ "RoutingData": { "Consistency": { "Level": "Strong" } } }""", false)]
    [InlineData("""{ "RoutingData": { "Consistency": { "Level": "Global" } } }""", true)]
    [InlineData("""{ "RoutingData": { "Servers": [ { "hostgroup_id": 10, "Status": "OFFLINE_SOFT" } ] } }""", true)]
    [InlineData("""{ "Another": 1 }""", true)]
    public void A_setting_that_does_not_exist_or_has_a_wrong_value_is_seen(string json, bool isValid) => Assert.Equal(isValid, IsValid(json));

    private static bool IsValid(string json)
    {
        // Of log levels it only says what the schema of appsettings.json, into which an editor merges it, has a name for.
        var schema = JsonNode.Parse(File.ReadAllText(ConfigurationSchema.Path))!.AsObject();
        schema.Remove("definitions");
        using var document = JsonDocument.Parse(json);
        return JsonSchema.FromText(schema.ToJsonString()).Evaluate(document.RootElement).IsValid;
    }
}
