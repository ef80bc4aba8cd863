using System.Reflection.Metadata;
using System.Text;
using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.Contents;

/// <summary>A debugger finds the sources of a package.</summary>
public sealed class SymbolsTests(PackedFeed feed)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static TheoryData<string> Packages => [.. PackedFeed.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Symbols_say_where_the_sources_of_their_commit_are(string name)
    {
        using var package = new Package(feed, name, "snupkg");
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(package.Open($"lib/net10.0/{name}.pdb"));
        var metadata = symbols.GetMetadataReader();

        var link = metadata.CustomDebugInformation.Select(metadata.GetCustomDebugInformation)
            .Single(information => metadata.GetGuid(information.Kind) == SourceLink);
        var text = Encoding.UTF8.GetString(metadata.GetBlobBytes(link.Value));
        Assert.Contains((string)package.Element("repository")!.Attribute("commit")!, text, StringComparison.Ordinal);
    }
}
