using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoutingData.Bench.Measuring;

/// <summary>The figures for programs: where they were taken, and the rows.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write<T>(FileInfo? file, Surroundings surroundings, IReadOnlyList<T> rows)
    {
        if (file is null) return;
        using var stream = file.Create();
        JsonSerializer.Serialize(stream, new { surroundings, rows }, Format);
    }
}
