using System.Globalization;
using System.Text.Json.Nodes;

namespace RoutingData.Tool.Settings;

/// <summary>Settings as appsettings.json has them: groups and lists, numbers and switches as the options have them.</summary>
internal static class SettingsJson
{
    private const string Password = "Password";

    /// <summary>Makes it.</summary>
    /// <param name="settings">The settings, with keys such as <c>Servers:0:Port</c>.</param>
    /// <param name="section">The section that they go to.</param>
    /// <param name="withPasswords">Whether passwords are among them.</param>
    public static JsonObject Of(IEnumerable<KeyValuePair<string, string?>> settings, string section, bool withPasswords)
    {
        var root = new JsonObject();
        foreach (var (key, value) in settings)
        {
            var path = key.Split(':');
            if (!withPasswords && path[^1] == Password) continue;
            Put(root, path, value);
        }

        return new JsonObject { [section] = Lists(root) };
    }

    private static void Put(JsonObject root, string[] path, string? value)
    {
        var (group, type) = (root, typeof(RoutingOptions));
        foreach (var name in path[..^1])
        {
            type = TypeOf(type, name);
            if (group[name] is not JsonObject inner) group[name] = inner = [];
            group = inner;
        }

        group[path[^1]] = ValueOf(value, TypeOf(type, path[^1]));
    }

    // What stands in a list has a number for a name.
    private static Type? TypeOf(Type? type, string name) =>
        type?.GetProperty(name)?.PropertyType is { } found ? Nullable.GetUnderlyingType(found) ?? found
        : type is { IsGenericType: true } ? type.GetGenericArguments()[0] : null;

    private static JsonNode? ValueOf(string? value, Type? type) =>
        type == typeof(bool) && bool.TryParse(value, out var flag) ? flag
        : type == typeof(int) && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : value;

    private static JsonNode? Lists(JsonNode? node)
    {
        if (node is not JsonObject group) return node?.DeepClone();
        var members = group.Select(member => (member.Key, Value: Lists(member.Value))).ToArray();
        return members.Length > 0 && members.All(member => int.TryParse(member.Key, CultureInfo.InvariantCulture, out _))
            ? new JsonArray([.. members.OrderBy(member => int.Parse(member.Key, CultureInfo.InvariantCulture)).Select(member => member.Value)])
            : new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value)));
    }
}
