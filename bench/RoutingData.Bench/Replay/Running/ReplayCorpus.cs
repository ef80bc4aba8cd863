using RoutingData.Monitor;

namespace RoutingData.Bench.Replay.Running;

/// <summary>The project's own scripts: what both servers understand, and what only one of them does.</summary>
internal static class ReplayCorpus
{
    private const string Prefix = "Replay.Corpus.";

    public static IEnumerable<(string Name, string Script)> For(ServerFlavor flavor)
    {
        var assembly = typeof(ReplayCorpus).Assembly;
        var others = flavor == ServerFlavor.MariaDb ? "mysql-" : "mariadb-";
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            var name = resource[Prefix.Length..];
            if (name.StartsWith(others, StringComparison.Ordinal)) continue;
            using var lines = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (name, lines.ReadToEnd());
        }
    }
}
