using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RoutingData.Monitor;

namespace RoutingData.Tests.Documentation;

/// <summary>The settings as a JSON schema: types, ranges and defaults from the options, what they mean from docs/settings.md.</summary>
internal static partial class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Document Settings = new("settings.md");

    /// <summary>The file that the package carries.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "src", "RoutingData", "ConfigurationSchema.json");

    /// <summary>What belongs into it.</summary>
    public static string Make() => new JsonObject
    {
        // What a log level may be is said by the schema of appsettings.json, which this one becomes a part of.
        ["definitions"] = new JsonObject
        {
            ["logLevel"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["RoutingData"] = new JsonObject { ["$ref"] = "#/definitions/logLevelThreshold" } },
            },
        },
        ["type"] = "object",
        ["properties"] = new JsonObject { ["RoutingData"] = Section(typeof(RoutingOptions), "A replicated MySQL or MariaDB: its servers, and where statements go.") },
    }.ToJsonString(Written) + "\n";

    private static JsonObject Section(Type type, string? description = null)
    {
        var defaults = Activator.CreateInstance(type);
        var meanings = Settings.Table($"`{type.Name}`").ToDictionary(row => row[0].Trim('`'), Meaning);
        var properties = type.GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Setting(property, property.GetValue(defaults), meanings[property.Name])));
        var section = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(properties),
            // ProxySQL's own spelling, such as hostgroup_id and flagIN, is understood and not listed.
            ["patternProperties"] = new JsonObject { ["_|^flag"] = new JsonObject() },
            ["additionalProperties"] = false,
        };
        if (description is not null) section["description"] = description;
        return section;
    }

    private static JsonObject Setting(PropertyInfo property, object? value, string meaning)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var setting = SchemaOf(type, meaning);
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            setting["minimum"] = (int)range.Minimum;
            if (range.Maximum is < int.MaxValue) setting["maximum"] = (int)range.Maximum;
        }

        if (value is int or bool or Enum || value is string { Length: > 0 })
            setting["default"] = value switch { int number => number, bool flag => flag, _ => value.ToString() };
        setting["description"] = meaning;
        return setting;
    }

    private static JsonObject SchemaOf(Type type, string meaning)
    {
        if (type.IsEnum) return new JsonObject { ["enum"] = new JsonArray([.. Spellings(type).Select(name => (JsonNode)name)]) };
        if (type == typeof(string)) return new JsonObject { ["type"] = "string" };
        if (type == typeof(int)) return new JsonObject { ["type"] = "integer" };
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (!type.IsGenericType) return Section(type, meaning);
        return new JsonObject { ["type"] = "array", ["items"] = SchemaOf(type.GenericTypeArguments[0], meaning) };
    }

    private static IEnumerable<string> Spellings(Type type) =>
        type == typeof(ServerStatus) ? [.. Enum.GetNames(type), "ONLINE", "OFFLINE_SOFT", "OFFLINE_HARD"] : Enum.GetNames(type);

    // | setting | type | default | unit | meaning | ProxySQL |
    private static string Meaning(IReadOnlyList<string> row)
    {
        var text = Link().Replace(SeeLink().Replace(row[4], ""), "${text}").Replace("`", "", StringComparison.Ordinal).Trim();
        return row[3] is "-" ? text : $"{text} Unit: {row[3]}.";
    }

    [GeneratedRegex(@" See \[[^]]*\]\([^)]*\)\.")]
    private static partial Regex SeeLink();

    [GeneratedRegex(@"\[(?<text>[^]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
